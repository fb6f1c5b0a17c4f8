#pragma once
// What policies and factors do to each other once their scenarios are read.

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

/// Reports policies that have another seed or confidence than the first, and values in which they differ although a
/// factor replaces them all. Warns of policies that are the same.
void check_policies(const SweepSpec& spec, const PolicyScenarios& policies, scenario::Diagnostics& diagnostics);

/// Warns of values of a policy's own scenario file that the sweep's `set` replaces by others than it meant.
/// `base` and `own` are the sweep's scenario and the policy's, without any `set`.
void check_set_over_policy(const SweepSpec& spec, const Policy& policy, const scenario::ScenarioBase& base,
                           const scenario::ScenarioBase& own, scenario::Diagnostics& diagnostics);

}  // namespace entrepot::sweep
