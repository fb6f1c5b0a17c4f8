#pragma once
// The policies of a sweep compared: regret, tail risk, satisficing, Pareto trade-offs.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entrepot/analysis/decision/pareto.hpp"
#include "entrepot/analysis/decision/regret.hpp"
#include "entrepot/analysis/decision/satisficing.hpp"
#include "entrepot/analysis/decision/tail_risk.hpp"
#include "entrepot/report/sweep_text.hpp"
#include "entrepot/report/sweep_view.hpp"

namespace entrepot::report {

struct DecisionRequest {
  std::vector<std::string> minimise = {};  ///< outputs
  std::vector<std::string> maximise = {};
  std::vector<std::string> targets = {};  ///< conditions of satisficing
  double tail = 0.1;                      ///< share of worst runs in the tail mean
};

/// An output to minimise or maximise, and its values under each option.
struct Objective {
  std::size_t measure = 0;
  decision::Better better = decision::Better::less;
  decision::Regrets regrets = {};
  std::vector<decision::Interval> mean = {};  ///< [option] of all runs
  std::vector<decision::Interval> tail = {};  ///< [option] of the worst runs
  std::vector<ValueCount> count = {};         ///< [option]
};

/// Options (policies and lever levels) compared over the states of the world (rows of the design).
struct Decision {
  std::vector<SweepSlice> options;
  std::size_t states = 0;
  double tail = 0;
  std::vector<Objective> objectives;
  std::vector<decision::ParetoMember> pareto;  ///< [option]; for two or more objectives
  std::vector<NamedCondition> targets;
  std::vector<decision::Satisficing> satisficing;  ///< [option]; for one or more targets
  std::vector<std::string> warnings = {};
};

/// Throws Error (bad input) without an objective or target, and for a sweep with fewer than two options.
Decision compare_options(const SweepView& sweep, const DecisionRequest& request);

std::string decision_text(const SweepView& sweep, const Decision& decision);
nlohmann::ordered_json decision_json(const SweepView& sweep, const Decision& decision);

}  // namespace entrepot::report
