#pragma once
// Trials of rules: each is left out in turn, on the same random draws, to find those without which nothing changes.

#include <map>
#include <string>
#include <vector>

#include "entrepot/experiment/ensemble.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::experiment {

/// Names of the rules that differ between two scenarios, or that only one of them has. Their sources do not count.
std::vector<std::string> changed_rules(const scenario::Scenario& before, const scenario::Scenario& after);

/// Rules to be tried, by name: each as it was before; null if it was not there.
using EarlierRules = std::map<std::string, const scenario::Rule*>;

/// A rule without which, or without whose change, nothing changes.
struct IdleRule {
  std::string name;
  bool is_covered = false;  ///< whether the other rules have the same effect in every week, by their text alone
};

/// The rules, or changes of rules, without which every output is the same in every replicate. Outputs by rule are
/// summed over the rules, since another rule may decide the same. A trial ends at the first replicate that differs.
/// Throws Error if a replicate of the scenario fails or the trials are interrupted.
std::vector<IdleRule> idle_rules(const scenario::Scenario& scenario, const EarlierRules& earlier,
                                 const EnsembleOptions& options);

}  // namespace entrepot::experiment
