// report: computes the comparisons and analyses of the page; the Python package writes it.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/file.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/report/displacement_report.hpp"
#include "entrepot/report/policy_report.hpp"
#include "entrepot/report/sweep_view.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/reader.hpp"
#include "exec_python.hpp"
#include "json_commands.hpp"
#include "shipped.hpp"

namespace entrepot::cli {
namespace {

using nlohmann::ordered_json;

/// The run results among the files, each opened once. The others are estimates, or cannot be read; Python reports them
/// on the page.
struct Runs {
  std::vector<std::string> names;
  std::vector<results::ResultFile> files;
};

bool contains_file(const std::vector<std::string>& names, const std::string& file) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return io::is_same_file(file, name); });
}

Runs open_runs(const std::vector<std::string>& files) {
  Runs runs;
  for (const auto& file : files) {
    if (results::kind_at(file) != results::kind::run || contains_file(runs.names, file)) continue;
    try {
      runs.files.emplace_back(file);
      runs.names.push_back(file);
    } catch (const Error&) {
      continue;
    }
  }
  return runs;
}

std::vector<std::string> sweeps_among(const std::vector<std::string>& files) {
  std::vector<std::string> sweeps;
  for (const auto& file : files) {
    if (results::kind_at(file) == results::kind::sweep && !contains_file(sweeps, file)) sweeps.push_back(file);
  }
  return sweeps;
}

std::vector<std::string> estimates_among(const std::vector<std::string>& files) {
  std::vector<std::string> estimates;
  for (const auto& file : files) {
    const auto ending = std::filesystem::path(file).extension();
    if ((ending == ".yaml" || ending == ".yml") && !contains_file(estimates, file)) estimates.push_back(file);
  }
  return estimates;
}

/// Adds the value of `compute` under `key`, or its error under `error_key`; whether it succeeded.
template <class Compute>
bool add_or_note(ordered_json& to, const char* key, const char* error_key, const Compute& compute) {
  try {
    to[key] = compute();
    return true;
  } catch (const Error& error) {
    to[error_key] = error.what();
    return false;
  }
}

ordered_json comparison_of(const Runs& runs, const std::vector<std::size_t>& rows,
                           const experiment::OutputList& outputs) {
  std::vector<experiment::NamedResult> chosen;
  for (const auto row : rows) chosen.push_back({runs.names[row], &runs.files[row]});
  return report::compare_json(experiment::read_side_by_side(chosen, {.usual = outputs}));
}

ordered_json displacement_of(const Runs& runs, std::size_t after) {
  const auto pair =
      experiment::read_paired_runs({runs.names[0], &runs.files[0]}, {runs.names[after], &runs.files[after]});
  return report::displacement_json(pair, experiment::displacement(pair, {.confidence = pair.confidence}));
}

/// Every other run against the first, and all of them together.
ordered_json runs_json(const Runs& runs) {
  ordered_json json{{"pairs", ordered_json::array()}};
  std::vector<std::size_t> comparable{0};
  for (std::size_t at = 1; at < runs.names.size(); ++at) {
    ordered_json pair{{"file", path_json(runs.names[at])}};
    const auto costs = [&] { return comparison_of(runs, {0, at}, report::cost_outputs); };
    if (add_or_note(pair, "costs", "error", costs)) {
      comparable.push_back(at);
      add_or_note(pair, "displacement", "displacement_error", [&] { return displacement_of(runs, at); });
    }
    json["pairs"].push_back(std::move(pair));
  }
  const auto comparison = [&] { return comparison_of(runs, comparable, report::comparison_outputs); };
  if (comparable.size() > 1) add_or_note(json, "comparison", "error", comparison);
  return json;
}

/// The outputs of a sweep that have a preferred direction, as objectives.
report::DecisionRequest objectives_of(const sweep::SweepResult& result) {
  report::DecisionRequest request;
  for (const auto& measure : result.measures()) {
    const auto direction = report::preferred_direction(measure.name);
    if (!direction) continue;
    auto& objectives = *direction == report::Direction::minimise ? request.minimise : request.maximise;
    objectives.push_back(measure.name);
  }
  return request;
}

/// The analysis of a sweep that varies parameters, and the decision of one with several options.
ordered_json sweep_json(const std::string& file) {
  ordered_json json{{"file", path_json(file)}, {"errors", ordered_json::array()}};
  const auto note_error = [&](const auto& compute) {
    try {
      compute();
    } catch (const Error& error) {
      json["errors"].push_back(error.what());
    }
  };
  note_error([&] {
    const report::SweepView sweep({.file = file, .incomplete = true});
    if (!sweep.result().parameters().empty())
      note_error([&] { json["analysis"] = report::analyse_sweep(sweep, {}).json; });
    const auto request = objectives_of(sweep.result());
    if (sweep.slices().size() > 1 && !(request.minimise.empty() && request.maximise.empty()))
      json["decision"] = decision_json(sweep, compare_options(sweep, request));
  });
  return json;
}

/// Estimates beside the values of the runs, or the error in the file.
ordered_json suite_json(const std::string& file, const std::vector<std::string>& runs) {
  ordered_json json{{"file", path_json(file)}};
  add_or_note(json, "estimates", "error", [&] { return estimates_json(file, runs); });
  return json;
}

}  // namespace

void report(const ReportOptions& options) {
  std::vector<std::string> files;
  std::transform(options.files.begin(), options.files.end(), std::back_inserter(files), scenario_path);
  PythonRequest request{.verb = "report"};
  request.options = {{"results", path_json(files)}, {"output", path_json(options.output)}, {"pdf", options.pdf}};
  const auto runs = open_runs(files);
  if (runs.names.size() > 1) request.data["runs"] = runs_json(runs);
  request.data["suites"] = ordered_json::array();
  for (const auto& file : estimates_among(files)) request.data["suites"].push_back(suite_json(file, runs.names));
  request.data["sweeps"] = ordered_json::array();
  for (const auto& file : sweeps_among(files)) request.data["sweeps"].push_back(sweep_json(file));
  exec_python(request);
}

}  // namespace entrepot::cli
