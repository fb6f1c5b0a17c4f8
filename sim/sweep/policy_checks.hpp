#pragma once
// Checks of policies against each other and against factors, after reading their scenarios.

#include <span>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/variation.hpp"
#include "entrepot/sweep/spec.hpp"

namespace entrepot::sweep {

/// The scenarios of a sweep, by policy.
struct PolicyScenarios {
  std::span<const scenario::ScenarioBase> bases;
  std::span<const scenario::LoadedScenario> loaded;
};

/// Reports policies whose seed or confidence differs from the first, and values in which policies differ although a
/// factor replaces all of them. Warns of equal policies.
void check_policies(const SweepSpec& spec, const PolicyScenarios& policies, scenario::Diagnostics& diagnostics);

/// Warns of values of a policy's own scenario file that the sweep's `set` replaces.
/// `base` and `own` are the sweep's scenario and the policy's, without any `set`.
void check_set_over_policy(const SweepSpec& spec, const Policy& policy, const scenario::ScenarioBase& base,
                           const scenario::ScenarioBase& own, scenario::Diagnostics& diagnostics);

}  // namespace entrepot::sweep
