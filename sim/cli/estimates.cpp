// The command that checks results against published estimates. Python writes the table and the figure.

#include "entrepot/experiment/estimates.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "entrepot/report/evidence_report.hpp"
#include "exec_python.hpp"
#include "json_commands.hpp"
#include "log.hpp"
#include "shipped.hpp"

namespace entrepot::cli {
namespace {

using experiment::Verdict;
using nlohmann::ordered_json;

ordered_json json_of(const std::optional<double>& number) { return number ? ordered_json(*number) : ordered_json(); }

ordered_json json_of(const experiment::Estimate& estimate, const experiment::EstimateCheck& check) {
  ordered_json json{{"name", estimate.name},
                    {"what", estimate.what},
                    {"scenario", estimate.scenario},
                    {"low", json_of(estimate.low)},
                    {"high", json_of(estimate.high)},
                    {"unit", estimate.unit},
                    {"source", estimate.source},
                    {"grade", estimate.grade},
                    {"seen", estimate.seen},
                    {"used", estimate.used},
                    {"differs", estimate.differs},
                    {"evidence", estimate.evidence},
                    {"verdict", verdict_text(check.verdict)},
                    {"note", check.note},
                    {"file", check.result == nullptr ? ordered_json() : path_json(check.result->path)},
                    {"model", nullptr}};
  if (check.replicates > 0) {
    const auto& model = check.model;
    json["model"] = {{"mean", model.mean},
                     {"low", model.low},
                     {"high", model.high},
                     {"p05", model.p05},
                     {"p95", model.p95},
                     {"replicates", check.replicates},
                     {"confidence", check.result->file.run().confidence}};
  }
  return json;
}

bool is_failure(const ordered_json& check) {
  const auto verdict = check["verdict"].get<std::string>();
  return verdict == verdict_text(Verdict::below) || verdict == verdict_text(Verdict::above) ||
         verdict == verdict_text(Verdict::not_measured);
}

}  // namespace

ordered_json estimates_json(const std::string& suite_file, const std::vector<std::string>& result_files) {
  const auto suite = experiment::read_estimates(suite_file, evidence_dirs({}));
  std::vector<experiment::ScenarioResult> results;
  for (const auto& file : result_files) results.push_back(experiment::open_scenario_result(file));
  const auto checks = check_estimates(suite, results);
  ordered_json json{{"file", path_json(suite_file)},
                    {"title", suite.title},
                    {"checks", ordered_json::array()},
                    {"evidence", ordered_json::array()}};
  for (std::size_t k = 0; k < checks.size(); ++k) json["checks"].push_back(json_of(suite.estimates[k], checks[k]));
  for (const auto& row : suite.evidence) json["evidence"].push_back(report::evidence_json(row));
  return json;
}

void estimates(const EstimatesOptions& options) {
  const auto found = estimates_json(scenario_path(options.suite), options.files);
  const auto& checks = found["checks"];
  const bool failed = options.strict && std::any_of(checks.begin(), checks.end(), is_failure);
  if (options.json) {
    print("{}\n", found.dump(1));
    if (failed) throw Error("an estimate fails or could not be measured (--strict)");
    return;
  }
  PythonRequest request{.verb = "estimates"};
  request.options = {
      {"output", path_json(options.output)}, {"figure", path_json(options.figure)}, {"exit_code", failed ? 1 : 0}};
  request.options.update(spreadsheet_json(options.spreadsheet));
  request.data = found;
  exec_python(request);
}

}  // namespace entrepot::cli
