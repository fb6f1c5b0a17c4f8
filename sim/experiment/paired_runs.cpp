#include "entrepot/experiment/paired_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <numeric>

#include "entrepot/core/error.hpp"
#include "entrepot/experiment/pairing.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/results/reader.hpp"

namespace entrepot::experiment {
namespace {

using results::Array;
using results::Dimension;
using results::ResultFile;

constexpr const char* needed[] = {"leaked", "weekly_leaked_by_hub", "leaked_by_route", "acquired"};

/// Two open files and their paths, for messages.
struct Files {
  const std::string& before_path;
  const std::string& after_path;
  const ResultFile& before;
  const ResultFile& after;

  [[noreturn]] void refuse(const std::string& why) const { throw cannot_compare(before_path, after_path, why); }
};

void check_needed(const std::string& path, const ResultFile& file) {
  for (const char* name : needed) {
    if (file.has_output(name)) continue;
    throw Error(fmt::format("{}: has no '{}' because an older program wrote it (version {}, {}); rerun the scenario",
                            path, name, file.run().version, file.run().commit),
                ExitCode::bad_input);
  }
}

void check_replicates(const Files& files, const Array& a, const Array& b) {
  if (a.dimensions.front().labels == b.dimensions.front().labels) return;
  files.refuse(fmt::format("they have different replicates ({} and {}); run both with the same --replicates",
                           a.dimensions.front().size(), b.dimensions.front().size()));
}

/// Checks that the axes after the replicates have equal labels.
void check_axes(const Files& files, const Array& a, const Array& b) {
  for (std::size_t axis = 1; axis < a.dimensions.size(); ++axis) {
    if (a.dimensions[axis].labels != b.dimensions[axis].labels) {
      files.refuse(fmt::format("they differ in '{}' ({})", a.dimensions[axis].name, a.dimensions[axis].long_name));
    }
  }
}

/// Both files' values of an output over the same axes.
struct Both {
  Both(const Files& files, const std::string& name)
      : before(files.before.output(name)), after(files.after.output(name)) {
    check_replicates(files, before, after);
    check_axes(files, before, after);
  }
  [[nodiscard]] const std::vector<std::string>& names(std::size_t axis) const {
    return std::get<std::vector<std::string>>(before.dimensions[axis].labels);
  }
  Array before;
  Array after;
};

/// Leaked units by hub, then the difference between the total and all hubs: [replicate x week x place].
std::vector<double> with_elsewhere(const Array& by_hub, const Array& leaked) {
  const std::size_t hubs = by_hub.dimensions[2].size();
  const std::size_t products = leaked.dimensions[2].size();
  const std::size_t rows = by_hub.dimensions[0].size() * by_hub.dimensions[1].size();
  std::vector<double> places;
  places.reserve(rows * (hubs + 1));
  for (std::size_t row = 0; row < rows; ++row) {
    const auto hub = by_hub.values.begin() + static_cast<std::ptrdiff_t>(row * hubs);
    const auto product = leaked.values.begin() + static_cast<std::ptrdiff_t>(row * products);
    places.insert(places.end(), hub, hub + static_cast<std::ptrdiff_t>(hubs));
    places.push_back(std::accumulate(product, product + static_cast<std::ptrdiff_t>(products), 0.0) -
                     std::accumulate(hub, hub + static_cast<std::ptrdiff_t>(hubs), 0.0));
  }
  return places;
}

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// First week in which two [replicate x week x ...] arrays differ; `weeks` if none.
std::size_t first_differing_week(const Array& a, const Array& b, std::size_t weeks) {
  const std::size_t cells = a.values.size() / (a.dimensions[0].size() * weeks);
  std::size_t first = weeks;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (!same_bits(a.values[i], b.values[i])) first = std::min(first, i / cells % weeks);
  }
  return first;
}

/// Whether a dataset counts by the week in which something happens. What comes to light later is counted by the week of
/// the act, long before a policy that brings it to light.
bool counts_as_it_happens(const results::DatasetInfo& info) {
  const auto& axes = info.dimensions;
  return !axes.empty() && axes.front() == "week" && std::find(axes.begin(), axes.end(), "light_horizon") == axes.end();
}

/// First week in which a weekly dataset that both files have, over equal axes, differs.
std::size_t first_difference(const Files& files, std::size_t weeks) {
  std::size_t first = weeks;
  for (const auto& output : results::outputs()) {
    const auto& name = output.info.name;
    if (!counts_as_it_happens(output.info) || !files.before.has_output(name) || !files.after.has_output(name)) continue;
    const Array a = files.before.output(name);
    const Array b = files.after.output(name);
    if (a.values.size() == b.values.size() && !a.values.empty())
      first = std::min(first, first_differing_week(a, b, weeks));
  }
  return first;
}

RunName name_of(const std::string& path, const ResultFile& file) {
  const auto& run = file.run();
  return {path, run.title, run.content_hash, run.commit};
}

void set_calendar(PairedRuns& runs, const results::RunInfo& info, const Dimension& month) {
  const Date start = *Date::parse(info.start);
  runs.calendar = Calendar(start, start + 7 * static_cast<int>(info.weeks) + -1);
  for (const auto days : std::get<std::vector<std::int64_t>>(month.labels))
    runs.months.push_back(start + static_cast<int>(days));
  for (Week week = 0; week < runs.calendar.weeks(); ++week) {
    const auto next = std::upper_bound(runs.months.begin(), runs.months.end(), runs.calendar.date_of(week));
    runs.month_of_week.push_back(static_cast<std::size_t>(next - runs.months.begin()) - 1);
  }
}

}  // namespace

PairedRuns read_paired_runs(const std::filesystem::path& before, const std::filesystem::path& after) {
  const ResultFile before_file(before);
  const ResultFile after_file(after);
  return read_paired_runs({before.string(), &before_file}, {after.string(), &after_file});
}

PairedRuns read_paired_runs(const NamedResult& before, const NamedResult& after) {
  const Files files{before.name, after.name, *before.file, *after.file};
  check_needed(before.name, files.before);
  check_needed(after.name, files.after);
  check_pairing(before.name, draw_key(files.before.run()), after.name, draw_key(files.after.run()));

  const Both leaked(files, "leaked");
  const Both by_hub(files, "weekly_leaked_by_hub");
  Both by_route(files, "leaked_by_route");
  Both acquired(files, "acquired");
  PairedRuns runs;
  runs.before_name = name_of(before.name, files.before);
  runs.after_name = name_of(after.name, files.after);
  runs.hubs = by_hub.names(2);
  runs.routes = by_route.names(3);
  runs.groups = acquired.names(2);
  runs.sources = acquired.names(3);
  runs.replicates = leaked.before.dimensions[0].size();
  runs.confidence = files.before.run().confidence;
  set_calendar(runs, files.before.run(), acquired.before.dimensions[1]);
  runs.first_difference = static_cast<Week>(first_difference(files, runs.weeks()));
  runs.before = {with_elsewhere(by_hub.before, leaked.before), std::move(by_route.before.values),
                 std::move(acquired.before.values)};
  runs.after = {with_elsewhere(by_hub.after, leaked.after), std::move(by_route.after.values),
                std::move(acquired.after.values)};
  return runs;
}

}  // namespace entrepot::experiment
