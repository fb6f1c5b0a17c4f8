#include <nlohmann/json.hpp>

#include "entrepot/experiment/few_units.hpp"
#include "entrepot/report/displacement_report.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using experiment::Change;
using experiment::Displacement;
using experiment::PairedRuns;
using experiment::Window;
using nlohmann::ordered_json;
using statistics::Interval;

// NaN becomes null in JSON.
ordered_json as_json(const Change& c) {
  return {{"before", c.before}, {"after", c.after}, {"difference", interval_json(c.difference)}};
}

ordered_json as_json(const experiment::RunName& run) {
  return {{"file", run.path}, {"title", run.title}, {"content_hash", run.content_hash}, {"commit", run.commit}};
}

ordered_json intervals(const std::vector<Interval>& all) {
  ordered_json list = ordered_json::array();
  for (const auto& interval : all) list.push_back(interval_json(interval));
  return list;
}

std::vector<std::string> place_names(const PairedRuns& runs) {
  auto names = runs.hubs;
  names.emplace_back("elsewhere");
  return names;
}

/// One object for each name, in their order.
ordered_json named(const char* key, const std::vector<std::string>& names, const std::vector<Change>& changes) {
  ordered_json list = ordered_json::array();
  for (std::size_t row = 0; row < changes.size(); ++row) {
    ordered_json entry{{key, names[row]}};
    entry.update(as_json(changes[row]));
    list.push_back(std::move(entry));
  }
  return list;
}

ordered_json as_json(const PairedRuns& runs, const Window& window, bool hub) {
  ordered_json json{{"first_week", window.first}, {"end_week", window.end}};
  json["leaked_units"] = as_json(window.total);
  json["leaked_units_at_hub"] = hub ? as_json(window.at_hub) : ordered_json();
  json["share_still_stopped"] = interval_json(window.left);
  json["share_of_first_window"] = interval_json(window.of_first);
  json["places"] = named("place", place_names(runs), window.places);
  return json;
}

ordered_json as_json(const PairedRuns& runs, const experiment::FlowMatrix& matrix) {
  auto rows = runs.sources;
  rows.emplace_back("new_demand");
  auto columns = runs.sources;
  columns.emplace_back("stopped");
  ordered_json cells = ordered_json::array();
  ordered_json by_chance = ordered_json::array();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto begin = matrix.cells.begin() + static_cast<std::ptrdiff_t>(row * columns.size());
    cells.push_back(intervals({begin, begin + static_cast<std::ptrdiff_t>(columns.size())}));
    const auto chance = matrix.by_chance.begin() + static_cast<std::ptrdiff_t>(row * columns.size());
    by_chance.push_back(std::vector<double>(chance, chance + static_cast<std::ptrdiff_t>(columns.size())));
  }
  return {{"unit", "H100e"},
          {"rows", rows},
          {"columns", columns},
          {"cells", cells},
          {"cells_by_chance", by_chance},
          {"row_sums", intervals(matrix.lost)},
          {"column_sums", intervals(matrix.gained)},
          {"lost_by_sources", interval_json(matrix.total_lost)},
          {"share_stopped_by_source", intervals({matrix.stopped_share.begin(), matrix.stopped_share.end() - 1})},
          {"share_stopped", interval_json(matrix.stopped_share.back())}};
}

ordered_json routes(const PairedRuns& runs, const Displacement& found) {
  auto places = runs.hubs;
  places.emplace_back("all");
  ordered_json list = ordered_json::array();
  for (std::size_t route = 0; route < found.routes.size(); ++route)
    list.push_back({{"route", runs.routes[route]}, {"places", named("place", places, found.routes[route])}});
  return list;
}

ordered_json lags(const PairedRuns& runs, const Displacement& found) {
  ordered_json list = ordered_json::array();
  for (const auto& lag : found.lags) {
    list.push_back({{"source", runs.sources[lag.source]},
                    {"gain_h100e", interval_json(lag.gain)},
                    {"half_by_month", runs.months[lag.month].iso()},
                    {"months_after", interval_json(lag.months_after)}});
  }
  return list;
}

}  // namespace

ordered_json displacement_json(const PairedRuns& runs, const Displacement& found) {
  const bool differ = runs.first_difference < runs.calendar.weeks();
  ordered_json json{{"before", as_json(runs.before_name)}, {"after", as_json(runs.after_name)}};
  json["replicates"] = runs.replicates;
  json["warnings"] = ordered_json::array();
  if (auto few = experiment::few_units_warning(runs.replicates, "replicates", experiment::Estimate::mean); !few.empty())
    json["warnings"].push_back(std::move(few));
  json["confidence"] = found.confidence;
  json["first_difference"] = differ ? ordered_json(runs.calendar.date_of(runs.first_difference).iso()) : ordered_json();
  json["from"] =
      found.from < runs.calendar.weeks() ? ordered_json(runs.calendar.date_of(found.from).iso()) : ordered_json();
  json["hub"] = found.hub ? ordered_json(runs.hubs[*found.hub]) : ordered_json();
  json["answer"] = displacement_answer(runs, found);
  json["buyer_groups"] = runs.groups;
  json["whole"] = as_json(runs, found.whole, found.hub.has_value());
  json["windows"] = ordered_json::array();
  for (const auto& window : found.windows) json["windows"].push_back(as_json(runs, window, found.hub.has_value()));
  json["acquired_h100e"] = named("source", runs.sources, found.sources);
  json["acquired_h100e_in_all"] = as_json(found.acquired);
  json["matrix"] = as_json(runs, found.matrix);
  json["routes"] = routes(runs, found);
  json["lags"] = lags(runs, found);
  return json;
}

}  // namespace entrepot::report
