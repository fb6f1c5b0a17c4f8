// displacement: shows how leakage shifts between hubs after a change.

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/report/displacement_report.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "exec_python.hpp"
#include "json_commands.hpp"
#include "log.hpp"
#include "page.hpp"

namespace entrepot::cli {
namespace {

using experiment::PairedRuns;

/// Row of a hub by its code; none for an empty code. Throws Error with the nearest name.
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
  if (!date) throw Error(fmt::format("--from: '{}' is not a date; expected YYYY-MM-DD", text), ExitCode::bad_input);
  const Week week = runs.calendar.week_of(*date);
  if (week < 0 || week >= runs.calendar.weeks()) {
    throw Error(fmt::format("--from: {} is outside the runs, {} to {}", text, runs.calendar.start().iso(),
                            (runs.calendar.date_of(runs.calendar.weeks()) + -1).iso()),
                ExitCode::bad_input);
  }
  return week;
}

experiment::Displacement displacement_of(const PairedRuns& runs, const DisplacementQuestion& question) {
  return experiment::displacement(runs,
                                  {.hub = hub_row(runs, question.hub),
                                   .from = week_from(runs, question.from),
                                   .confidence = question.confidence > 0 ? question.confidence : runs.confidence});
}

void print_text(const std::string& before, const std::string& after, const DisplacementQuestion& question) {
  const PairedRuns runs = experiment::read_paired_runs(before, after);
  const auto found = displacement_of(runs, question);
  const bool same = runs.first_difference == runs.calendar.weeks();
  print_page(same ? report::no_difference_text(runs) : report::displacement_text(runs, found));
}

/// Markdown or CSV, which Python writes.
[[noreturn]] void write_tables(const DisplacementCommand& options, const std::vector<std::string>& others,
                               const DisplacementQuestion& question) {
  PythonRequest request{.verb = "displacement"};
  request.options = {{"output", path_json(options.output)}};
  request.options.update(spreadsheet_json(options.spreadsheet));
  request.data["displacements"] = nlohmann::ordered_json::array();
  for (const auto& other : others) {
    request.data["displacements"].push_back(displacement_json(options.before, other, question));
  }
  exec_python(request);
}

}  // namespace

nlohmann::ordered_json displacement_json(const std::string& before, const std::string& after,
                                         const DisplacementQuestion& question) {
  const PairedRuns runs = experiment::read_paired_runs(before, after);
  return report::displacement_json(runs, displacement_of(runs, question));
}

void displacement(const DisplacementCommand& options) {
  const DisplacementQuestion question{options.hub, options.from, options.confidence};
  const auto others = options.after.size() > 1 ? without_reference(options.before, options.after) : options.after;
  if (!options.output.empty() || options.markdown) write_tables(options, others, question);
  if (options.json && others.size() > 1)
    throw Error("--json takes one file after the change; expected BEFORE AFTER", ExitCode::bad_input);
  for (std::size_t at = 0; at < others.size(); ++at) {
    if (at > 0) print("\n");
    if (options.json) {
      print("{}\n", displacement_json(options.before, others[at], question).dump(2));
    } else {
      print_text(options.before, others[at], question);
    }
  }
}

}  // namespace entrepot::cli
