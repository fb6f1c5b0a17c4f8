// The command that sets the options of a sweep side by side.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

#include "decision_report.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/few_units.hpp"
#include "json_commands.hpp"
#include "log.hpp"

namespace entrepot::cli {
namespace {

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

std::vector<Objective> objectives_of(const SweepView& sweep, const DecideOptions& options) {
  std::vector<Objective> objectives;
  for (const auto& name : options.minimise) objectives.push_back({sweep.measure(name), decision::Better::less});
  for (const auto& name : options.maximise) objectives.push_back({sweep.measure(name), decision::Better::more});
  for (std::size_t a = 0; a < objectives.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (objectives[a].measure == objectives[b].measure) {
        throw bad_input(
            fmt::format("{}: is an objective twice", sweep.result().measures()[objectives[a].measure].name));
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
      throw bad_input(fmt::format("{}: none of {} runs of {} has a value; leave that option out with --at",
                                  sweep.result().measures()[measure].name, runs, decision.options[option].name));
    }
  }
  return counts;
}

std::vector<std::string> warnings_of(const SweepView& sweep, const Decision& decision) {
  auto warnings = interval_warnings(sweep);
  const auto runs = static_cast<double>(decision.states * sweep.result().replicates());
  const auto worst = static_cast<std::size_t>(std::floor(decision.worst * runs + 0.5));
  auto few = experiment::few_units_warning(worst, fmt::format("runs in the worst {}", percent_text(decision.worst)),
                                           experiment::Estimate::tail);
  if (!decision.objectives.empty() && !few.empty()) warnings.push_back(std::move(few));
  return warnings;
}

std::vector<decision::Satisficing> satisficing_of(const SweepView& sweep, const Decision& decision,
                                                  const decision::Layout& layout,
                                                  const decision::Bootstrap& bootstrap) {
  std::vector<decision::Values> outputs;
  std::vector<decision::OutputCondition> conditions;
  for (const auto& wanted : decision.wanted) {
    conditions.push_back({outputs.size(), wanted.condition});
    outputs.push_back(sweep.values(wanted.measure, decision.options));
  }
  return decision::satisficing(layout, outputs, conditions, bootstrap);
}

Decision decision_of(const SweepView& sweep, const DecideOptions& options) {
  Decision found{.options = sweep.slices(),
                 .states = sweep.result().rows(),
                 .worst = options.tail,
                 .objectives = objectives_of(sweep, options),
                 .pareto = {},
                 .wanted = {},
                 .satisficing = {}};
  for (const auto& text : options.targets) found.wanted.push_back(sweep.condition(text));
  const auto layout = decision::Layout::full(found.options.size(), found.states);
  const auto bootstrap = sweep.decision_bootstrap();
  std::vector<decision::Values> outputs;
  std::vector<decision::Better> better;
  for (auto& objective : found.objectives) {
    outputs.push_back(sweep.values(objective.measure, found.options));
    objective.count = counts_of(sweep, found, objective.measure, outputs.back());
    if (decision::CommonRuns(layout, std::span(&outputs.back(), 1)).states_used() == 0) {
      throw bad_input(fmt::format("{}: no run has a value under all options, so that they cannot be compared",
                                  sweep.result().measures()[objective.measure].name));
    }
    better.push_back(objective.better);
    objective.regrets = decision::regrets(layout, outputs.back(), objective.better, bootstrap);
    objective.mean = decision::tail_means(layout, outputs.back(), 1, objective.better, bootstrap);
    objective.tail = decision::tail_means(layout, outputs.back(), options.tail, objective.better, bootstrap);
  }
  if (outputs.size() > 1) found.pareto = decision::pareto_set(layout, outputs, better, bootstrap);
  if (!found.wanted.empty()) found.satisficing = satisficing_of(sweep, found, layout, bootstrap);
  found.warnings = warnings_of(sweep, found);
  return found;
}

/// Throws Error (bad input) without objectives and targets, and for a sweep without options to choose between.
Decision decide_with(const SweepView& sweep, const DecideOptions& options) {
  if (options.minimise.empty() && options.maximise.empty() && options.targets.empty()) {
    throw bad_input(
        "no objective; name outputs, e.g. --minimise leaked_units --maximise \"revenue[nvidia/bill_to]\", or a target, "
        "e.g. --target \"leakage_rate<1%\"");
  }
  if (sweep.slices().size() < 2)
    throw bad_input("there is nothing to choose between: the sweep has one policy and no levers (or --at leaves one)");
  return decision_of(sweep, options);
}

}  // namespace

void decide(const DecideOptions& options) {
  const SweepView sweep(options.choice);
  const auto decision = decide_with(sweep, options);
  print("{}", options.choice.json ? decision_json(sweep, decision).dump(1) + "\n" : decision_text(sweep, decision));
}

nlohmann::ordered_json decision_json(const DecideOptions& options) {
  const SweepView sweep(options.choice);
  return decision_json(sweep, decide_with(sweep, options));
}

}  // namespace entrepot::cli
