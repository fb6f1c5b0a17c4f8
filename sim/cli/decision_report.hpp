#pragma once
// What `decide` found, as text and as JSON.

#include <optional>
#include <string>
#include <vector>

#include "entrepot/analysis/decision/pareto.hpp"
#include "entrepot/analysis/decision/regret.hpp"
#include "entrepot/analysis/decision/satisficing.hpp"
#include "entrepot/analysis/decision/tail_risk.hpp"
#include "sweep_view.hpp"

namespace entrepot::cli {

/// An output that is to be small or large, and what each option does to it.
struct Objective {
  std::size_t measure = 0;
  decision::Better better = decision::Better::less;
  decision::Regrets regrets = {};
  std::vector<decision::Interval> mean = {};  ///< [option] of all runs
  std::vector<decision::Interval> tail = {};  ///< [option] of the worst runs
  std::vector<ValueCount> count = {};         ///< [option]
};

/// Options (policies and levels of levers) side by side over the states of the world (rows of the design).
struct Decision {
  std::vector<SweepSlice> options;
  std::size_t states = 0;
  double worst = 0;
  std::vector<Objective> objectives;
  std::vector<decision::ParetoMember> pareto;  ///< [option]; of two objectives or more
  std::vector<NamedCondition> wanted;
  std::vector<decision::Satisficing> satisficing;  ///< [option]; of one condition or more
  std::vector<std::string> warnings = {};
};

std::string decision_text(const SweepView& sweep, const Decision& decision);
nlohmann::ordered_json decision_json(const SweepView& sweep, const Decision& decision);

}  // namespace entrepot::cli
