// The input of an analysis from a sweep.

#include <optional>

#include "analysis.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/report/sweep_text.hpp"

namespace entrepot::report {
namespace {

Error bad_input(const std::string& problem) { return Error(problem, ExitCode::bad_input); }

/// Values of a slice, minus those of the baseline policy in the same row and replicate.
std::vector<double> values_of(const SweepView& sweep, const SweepSlice& slice, std::size_t measure,
                              std::optional<std::size_t> baseline) {
  auto values = sweep.values(measure, {slice}).of;
  if (!baseline) return values;
  const auto baseline_values = sweep.values(measure, {{*baseline, slice.lever_point, ""}}).of;
  for (std::size_t run = 0; run < values.size(); ++run) values[run] -= baseline_values[run];
  return values;
}

}  // namespace

AnalysisInput input_of_sweep(const SweepView& sweep, const SweepAnalysisRequest& request) {
  const auto& result = sweep.result();
  if (result.parameters().empty())
    throw bad_input("the sweep varies no parameters; use decide or threshold for policies and levers");
  std::optional<std::size_t> baseline;
  if (!request.baseline.empty()) baseline = sweep.policy(request.baseline);
  const auto values = result.parameter_values();
  const auto units = result.unit_values();
  AnalysisInput input{.heading = sweep.heading(),
                      .heading_json = sweep.heading_json(),
                      .baseline = baseline ? result.policies()[*baseline] : "",
                      .design = result.design(),
                      .second_order = result.second_order(),
                      .confidence = result.confidence(),
                      .replicates = result.replicates(),
                      .parameters = result.parameters(),
                      .measures = result.measures(),
                      .groups = sweep.groups(),
                      .parameter_values = {values.begin(), values.end()},
                      .unit_values = {units.begin(), units.end()},
                      .block_rows = sweep.rows_of_block(),
                      .series = {}};
  if (baseline) input.heading_json["against"] = input.baseline;
  input.heading_json["parameters"] = parameters_json(result, false);
  for (const auto& slice : sweep.slices()) {
    if (baseline == slice.policy) continue;
    for (const auto measure : sweep.measures(request.outputs)) {
      input.series.push_back({measure, slice.name, labels_json(sweep, slice), [&sweep, slice, measure, baseline] {
                                return values_of(sweep, slice, measure, baseline);
                              }});
    }
  }
  if (input.series.empty()) throw bad_input("--baseline: the sweep has no other policy");
  return input;
}

}  // namespace entrepot::report
