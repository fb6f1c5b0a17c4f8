// Commands whose output the Python package writes: figures, exported tables, cost tables, breakdowns, checks of
// published estimates, and differences between releases. The program computes their numbers.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/file.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/report/policy_report.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "exec_python.hpp"
#include "json_commands.hpp"
#include "log.hpp"

namespace entrepot::cli {
namespace {

using nlohmann::ordered_json;

/// Compares each of the others with the reference separately, so that a pair has all replicates that both have.
ordered_json pairs_json(const std::string& reference, const std::vector<std::string>& others,
                        const experiment::SideBySideReading& how) {
  ordered_json pairs = ordered_json::array();
  for (const auto& other : others)
    pairs.push_back(report::compare_json(experiment::read_side_by_side({reference, other}, how)));
  return pairs;
}

/// Labels of a dimension of an output. Throws Error (bad input) with the known dimensions.
std::vector<std::string> labels_of(const std::string& file, const results::Array& output,
                                   const std::string& dimension) {
  std::vector<std::string> known;
  for (const auto& axis : output.dimensions) {
    if (axis.name == "replicate") continue;
    if (axis.name == dimension) return results::labels_of(axis);
    known.push_back(axis.name);
  }
  throw Error(fmt::format("{}: {} has no dimension '{}'; expected one of {}", file, output.name, dimension,
                          known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))),
              ExitCode::bad_input);
}

}  // namespace

ordered_json spreadsheet_json(const SpreadsheetChoice& choice) {
  return {{"spreadsheet", choice.spreadsheet}, {"separator", choice.separator}};
}

void figures(const FiguresOptions& options) {
  PythonRequest request{.verb = "figures"};
  request.options = {{"result", path_json(options.file)},
                     {"output", path_json(options.folder)},
                     {"format", options.format},
                     {"only", path_json(options.only)}};
  request.options.update(spreadsheet_json(options.spreadsheet));
  exec_python(request);
}

void export_result(const ExportOptions& options) {
  PythonRequest request{.verb = "export"};
  request.options = {
      {"result", path_json(options.file)},     {"output", path_json(options.output)}, {"format", options.format},
      {"outputs", path_json(options.outputs)}, {"groups", path_json(options.groups)}, {"force", options.overwrite}};
  request.options.update(spreadsheet_json(options.spreadsheet));
  exec_python(request);
}

void costs(const CostsOptions& options) {
  PythonRequest request{.verb = "costs"};
  request.options = {{"reference", path_json(options.reference)}};
  const auto others = without_reference(options.reference, options.others);
  request.data["pairs"] = pairs_json(options.reference, others, {.usual = report::cost_outputs});
  if (options.json) {
    print("{}\n", request.data["pairs"].dump(1));
    return;
  }
  exec_python(request);
}

void breakdown(const BreakdownOptions& options) {
  const auto output = results::ResultFile(options.reference).output(options.output);
  PythonRequest request{.verb = "breakdown"};
  request.options = {{"output", options.output},
                     {"title", output.long_name},
                     {"unit", output.unit},
                     {"dimension", options.dimension},
                     {"labels", ordered_json::array()}};
  experiment::SideBySideReading how{.outputs = {options.output}};
  for (const auto& label : labels_of(options.reference, output, options.dimension)) {
    how.outputs.push_back(fmt::format("{}[{}]", options.output, label));
    request.options["labels"].push_back(label);
  }
  const auto others = without_reference(options.reference, options.others);
  request.data["pairs"] = pairs_json(options.reference, others, how);
  if (options.json) {
    print("{}\n", request.data["pairs"].dump(1));
    return;
  }
  exec_python(request);
}

std::vector<std::string> without_reference(const std::string& reference, const std::vector<std::string>& others) {
  std::vector<std::string> kept;
  std::copy_if(others.begin(), others.end(), std::back_inserter(kept),
               [&](const std::string& other) { return !io::is_same_file(reference, other); });
  if (kept.empty()) {
    throw Error(fmt::format("{}: no other file; expected at least one to compare it with", reference),
                ExitCode::bad_input);
  }
  return kept;
}

}  // namespace entrepot::cli
