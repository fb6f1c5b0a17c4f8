// The command that sets the options of a sweep side by side.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "decision_report.hpp"
#include "entrepot/core/error.hpp"

namespace entrepot::app {
namespace {

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

std::vector<Objective> objectives_of(const ChosenSweep& sweep, const DecideOptions& options) {
  std::vector<Objective> objectives;
  for (const auto& name : options.less) objectives.push_back({sweep.measure(name), decision::Better::less});
  for (const auto& name : options.more) objectives.push_back({sweep.measure(name), decision::Better::more});
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

std::vector<decision::Satisficing> satisficing_of(const ChosenSweep& sweep, const Decision& decision,
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

Decision decision_of(const ChosenSweep& sweep, const DecideOptions& options) {
  Decision found{.options = sweep.slices(),
                 .states = sweep.result().rows(),
                 .worst = options.worst,
                 .objectives = objectives_of(sweep, options),
                 .pareto = {},
                 .wanted = {},
                 .satisficing = {}};
  for (const auto& text : options.want) found.wanted.push_back(sweep.condition(text));
  const auto layout = decision::Layout::full(found.options.size(), found.states);
  const auto bootstrap = sweep.decision_bootstrap();
  std::vector<decision::Values> outputs;
  std::vector<decision::Better> better;
  for (auto& objective : found.objectives) {
    outputs.push_back(sweep.values(objective.measure, found.options));
    better.push_back(objective.better);
    objective.regrets = decision::regrets(layout, outputs.back(), objective.better, bootstrap);
    objective.mean = decision::tail_means(layout, outputs.back(), 1, objective.better, bootstrap);
    objective.tail = decision::tail_means(layout, outputs.back(), options.worst, objective.better, bootstrap);
  }
  if (outputs.size() > 1) found.pareto = decision::pareto_set(layout, outputs, better, bootstrap);
  if (!found.wanted.empty()) found.satisficing = satisficing_of(sweep, found, layout, bootstrap);
  return found;
}

}  // namespace

void decide(const DecideOptions& options) {
  if (options.less.empty() && options.more.empty() && options.want.empty()) {
    throw bad_input(
        "what is better? Name outputs, e.g. --less leaked_units --more \"revenue[nvidia/bill_to]\", or what "
        "is good enough, e.g. --want \"leakage_rate<1%\"");
  }
  const ChosenSweep sweep(options.choice);
  if (sweep.slices().size() < 2)
    throw bad_input("there is nothing to choose between: the sweep has one policy and no levers (or --at leaves one)");
  const auto decision = decision_of(sweep, options);
  fmt::print("{}", options.choice.json ? decision_json(sweep, decision) : decision_text(sweep, decision));
}

}  // namespace entrepot::app
