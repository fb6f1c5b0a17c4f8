// The command that writes the report. The program computes what the page says of several runs and of sweeps; the Python
// package lays it out.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/file.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/report/displacement_report.hpp"
#include "entrepot/report/policy_report.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/reader.hpp"
#include "exec_python.hpp"
#include "json_commands.hpp"
#include "sweep_view.hpp"

namespace entrepot::cli {
namespace {

using nlohmann::ordered_json;

/// The files by what they hold, each once; those of estimates and those that cannot be read are left to Python, which
/// names them on the page.
struct Readable {
  std::vector<std::string> runs;
  std::vector<std::string> sweeps;
};

bool is_readable_run(const std::string& file) {
  try {
    static_cast<void>(results::ResultFile(file));
    return true;
  } catch (const Error&) {
    return false;
  }
}

Readable readable_files(const std::vector<std::string>& files) {
  Readable found;
  for (const auto& file : files) {
    const auto again = [&](const std::string& other) { return io::is_same_file(file, other); };
    const std::string kind = results::kind_at(file);
    if (kind == results::kind::run && std::none_of(found.runs.begin(), found.runs.end(), again)) {
      if (is_readable_run(file)) found.runs.push_back(file);
    } else if (kind == results::kind::sweep && std::none_of(found.sweeps.begin(), found.sweeps.end(), again)) {
      found.sweeps.push_back(file);
    }
  }
  return found;
}

/// What `compute` gives under `key`, or the error that it throws under `error`.
template <class Compute>
bool add(ordered_json& to, const char* key, const Compute& compute, const char* error) {
  try {
    to[key] = compute();
    return true;
  } catch (const Error& failed) {
    to[error] = failed.what();
    return false;
  }
}

ordered_json comparison_of(const std::vector<std::string>& files, const experiment::OutputList& outputs) {
  return report::compare_json(experiment::read_side_by_side(files, {.usual = outputs}));
}

/// Every other run against the first, and all of them together.
ordered_json runs_json(const std::vector<std::string>& runs) {
  ordered_json json{{"pairs", ordered_json::array()}};
  std::vector<std::string> comparable{runs.front()};
  for (std::size_t at = 1; at < runs.size(); ++at) {
    ordered_json pair{{"file", path_json(runs[at])}};
    const std::vector<std::string> both{runs.front(), runs[at]};
    if (add(
            pair, "costs", [&] { return comparison_of(both, report::cost_outputs); }, "error")) {
      comparable.push_back(runs[at]);
      add(
          pair, "displacement", [&] { return displacement_json(runs.front(), runs[at], {}); }, "displacement_error");
    }
    json["pairs"].push_back(std::move(pair));
  }
  if (comparable.size() > 1)
    add(
        json, "comparison", [&] { return comparison_of(comparable, report::comparison_outputs); }, "error");
  return json;
}

DecideOptions decision_about(const SweepChoice& choice, const sweep::SweepResult& result) {
  DecideOptions options{.choice = choice};
  for (const auto& measure : result.measures()) {
    const auto direction = report::preferred_direction(measure.name);
    if (!direction) continue;
    auto& objectives = *direction == report::Direction::minimise ? options.minimise : options.maximise;
    objectives.push_back(measure.name);
  }
  return options;
}

/// What matters and what is robust in a sweep, as far as it varies parameters and has options to choose between.
ordered_json sweep_json(const std::string& file) {
  ordered_json json{{"file", path_json(file)}, {"errors", ordered_json::array()}};
  const SweepChoice choice{.file = file, .incomplete = true, .json = true};
  const auto note = [&](const Error& error) { json["errors"].push_back(error.what()); };
  try {
    const SweepView view(choice);
    if (!view.result().parameters().empty()) {
      try {
        json["analysis"] = analysis_json({.choice = choice});
      } catch (const Error& error) {
        note(error);
      }
    }
    const auto decision = decision_about(choice, view.result());
    if (view.slices().size() > 1 && !(decision.minimise.empty() && decision.maximise.empty()))
      json["decision"] = decision_json(decision);
  } catch (const Error& error) {
    note(error);
  }
  return json;
}

}  // namespace

void report(const ReportOptions& options) {
  PythonRequest request{.verb = "report"};
  request.options = {
      {"results", path_json(options.files)}, {"output", path_json(options.output)}, {"pdf", options.pdf}};
  const auto files = readable_files(options.files);
  if (files.runs.size() > 1) request.data["runs"] = runs_json(files.runs);
  request.data["sweeps"] = ordered_json::array();
  for (const auto& file : files.sweeps) request.data["sweeps"].push_back(sweep_json(file));
  exec_python(request);
}

}  // namespace entrepot::cli
