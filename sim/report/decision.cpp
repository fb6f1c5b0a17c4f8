// The comparison of a sweep's options.

#include <fmt/format.h>

#include <cmath>
#include <span>

#include "entrepot/core/error.hpp"
#include "entrepot/experiment/few_units.hpp"
#include "entrepot/report/decision_report.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

Error bad_input(const std::string& problem) { return Error(problem, ExitCode::bad_input); }

std::vector<Objective> objectives_of(const SweepView& sweep, const DecisionRequest& request) {
  std::vector<Objective> objectives;
  for (const auto& name : request.minimise) objectives.push_back({sweep.measure(name), decision::Better::less});
  for (const auto& name : request.maximise) objectives.push_back({sweep.measure(name), decision::Better::more});
  for (std::size_t a = 0; a < objectives.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (objectives[a].measure == objectives[b].measure) {
        throw bad_input(fmt::format("{}: the output is named as an objective twice",
                                    sweep.result().measures()[objectives[a].measure].name));
      }
    }
  }
  return objectives;
}

/// By option. Throws Error (bad input) if no run of an option has a value.
std::vector<ValueCount> counts_of(const SweepView& sweep, const Decision& decision, std::size_t measure,
                                  const decision::Values& values) {
  std::vector<ValueCount> counts;
  const std::size_t runs = decision.states * values.replicates;
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    counts.push_back(count_values(std::span(values.of).subspan(option * runs, runs)));
    if (counts.back().values == 0) {
      throw bad_input(fmt::format("{}: none of {} runs of {} has a value; exclude that option with --at",
                                  sweep.result().measures()[measure].name, runs, decision.options[option].name));
    }
  }
  return counts;
}

std::vector<std::string> warnings_of(const SweepView& sweep, const Decision& decision) {
  auto warnings = interval_warnings(sweep);
  const auto runs = static_cast<double>(decision.states * sweep.result().replicates());
  const auto worst = static_cast<std::size_t>(std::floor(decision.tail * runs + 0.5));
  auto few = experiment::few_units_warning(worst, fmt::format("runs in the worst {}", percent_text(decision.tail)),
                                           experiment::Estimate::tail);
  if (!decision.objectives.empty() && !few.empty()) warnings.push_back(std::move(few));
  return warnings;
}

std::vector<decision::Satisficing> satisficing_of(const SweepView& sweep, const Decision& decision,
                                                  const decision::Layout& layout,
                                                  const decision::Bootstrap& bootstrap) {
  std::vector<decision::Values> outputs;
  std::vector<decision::OutputCondition> conditions;
  for (const auto& target : decision.targets) {
    conditions.push_back({outputs.size(), target.condition});
    outputs.push_back(sweep.values(target.measure, decision.options));
  }
  return decision::satisficing(layout, outputs, conditions, bootstrap);
}

Decision decision_of(const SweepView& sweep, const DecisionRequest& request) {
  Decision found{.options = sweep.slices(),
                 .states = sweep.result().rows(),
                 .tail = request.tail,
                 .objectives = objectives_of(sweep, request),
                 .pareto = {},
                 .targets = {},
                 .satisficing = {}};
  for (const auto& text : request.targets) found.targets.push_back(sweep.condition(text));
  const auto layout = decision::Layout::full(found.options.size(), found.states);
  const auto bootstrap = sweep.decision_bootstrap();
  std::vector<decision::Values> outputs;
  std::vector<decision::Better> better;
  for (auto& objective : found.objectives) {
    outputs.push_back(sweep.values(objective.measure, found.options));
    objective.count = counts_of(sweep, found, objective.measure, outputs.back());
    if (decision::CommonRuns(layout, std::span(&outputs.back(), 1)).states_used() == 0) {
      throw bad_input(fmt::format("{}: no run has a value under all options, so the options cannot be compared",
                                  sweep.result().measures()[objective.measure].name));
    }
    better.push_back(objective.better);
    objective.regrets = decision::regrets(layout, outputs.back(), objective.better, bootstrap);
    objective.mean = decision::tail_means(layout, outputs.back(), 1, objective.better, bootstrap);
    objective.tail = decision::tail_means(layout, outputs.back(), request.tail, objective.better, bootstrap);
  }
  if (outputs.size() > 1) found.pareto = decision::pareto_set(layout, outputs, better, bootstrap);
  if (!found.targets.empty()) found.satisficing = satisficing_of(sweep, found, layout, bootstrap);
  found.warnings = warnings_of(sweep, found);
  return found;
}

}  // namespace

Decision compare_options(const SweepView& sweep, const DecisionRequest& request) {
  if (request.minimise.empty() && request.maximise.empty() && request.targets.empty()) {
    throw bad_input(
        "no objective; name outputs, e.g. --minimise leaked_units --maximise \"revenue[nvidia/bill_to]\", or a target, "
        "e.g. --target \"leakage_rate<1%\"");
  }
  if (sweep.slices().size() < 2)
    throw bad_input(
        "only one option: the sweep has one policy and no levers, or --at leaves one; expected at least two");
  return decision_of(sweep, request);
}

}  // namespace entrepot::report
