// The command that says what a change moved, and what it stopped.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/report/displacement_report.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "tell.hpp"

namespace entrepot::cli {
namespace {

using experiment::PairedRuns;

/// Row of a hub by its code; none for an empty one. Throws Error with the nearest name.
std::optional<std::size_t> hub_row(const PairedRuns& runs, const std::string& code) {
  if (code.empty()) return {};
  const auto found = std::find(runs.hubs.begin(), runs.hubs.end(), code);
  if (found == runs.hubs.end()) {
    throw Error(fmt::format("--hub: the runs have no hub '{}'{}", code, scenario::did_you_mean(code, runs.hubs)),
                ExitCode::bad_input);
  }
  return static_cast<std::size_t>(found - runs.hubs.begin());
}

std::optional<Week> week_from(const PairedRuns& runs, const std::string& text) {
  if (text.empty()) return {};
  const auto date = Date::parse(text);
  if (!date) throw Error(fmt::format("--from: '{}' is no date (YYYY-MM-DD)", text), ExitCode::bad_input);
  const Week week = runs.calendar.week_of(*date);
  if (week < 0 || week >= runs.calendar.weeks()) {
    throw Error(fmt::format("--from: {} is outside the runs, {} to {}", text, runs.calendar.start().iso(),
                            (runs.calendar.date_of(runs.calendar.weeks()) + -1).iso()),
                ExitCode::bad_input);
  }
  return week;
}

}  // namespace

void displacement(const DisplacementCommand& options) {
  const PairedRuns runs = experiment::read_paired_runs(options.before, options.after);
  const auto found =
      experiment::displacement(runs, {.hub = hub_row(runs, options.hub),
                                      .from = week_from(runs, options.from),
                                      .confidence = options.confidence > 0 ? options.confidence : runs.confidence});
  if (options.json) {
    print("{}", report::displacement_json(runs, found));
  } else if (runs.first_difference == runs.calendar.weeks()) {
    print("{}", report::no_difference_text(runs));
  } else {
    print("{}", report::displacement_text(runs, found));
  }
}

}  // namespace entrepot::cli
