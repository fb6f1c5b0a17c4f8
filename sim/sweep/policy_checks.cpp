#include "policy_checks.hpp"

#include <fmt/format.h>

#include "entrepot/scenario/key_differences.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "entrepot/sweep/overlap.hpp"

namespace entrepot::sweep {
namespace {

using scenario::Diagnostics;
using scenario::Value;

/// `0.7 (strict.yaml:3:20)`, or `none`.
std::string described(const Value& value) {
  if (value.kind == Value::Kind::null) return "none";
  const std::string text = value.kind == Value::Kind::scalar ? value.text : "a map or a list";
  return value.mark.line > 0 ? fmt::format("{} ({})", text, place_of(value.mark)) : text;
}

void check_same(const SweepSpec& spec, const PolicyScenarios& policies, Diagnostics& diagnostics) {
  for (std::size_t p = 0; p < spec.policies.size(); ++p) {
    for (std::size_t q = 0; q < p; ++q) {
      if (!scenario::are_equivalent(*policies.loaded[p].tree, *policies.loaded[q].tree)) continue;
      diagnostics.warning(spec.policies[p].mark, "policies." + spec.policies[p].name,
                          fmt::format("gives the same scenario as policy '{}' ({})", spec.policies[q].name,
                                      place_of(spec.policies[q].mark)));
      break;
    }
  }
}

void check_run(const SweepSpec& spec, const PolicyScenarios& policies, Diagnostics& diagnostics) {
  const auto& first = policies.loaded.front().scenario.run;
  for (std::size_t p = 1; p < spec.policies.size(); ++p) {
    const auto& run = policies.loaded[p].scenario.run;
    const auto refuse = [&](const char* key, const std::string& own, const std::string& other) {
      diagnostics.error(spec.policies[p].mark, "policies." + spec.policies[p].name,
                        fmt::format("{} is {}, but {} in policy '{}' ({}); all policies of a sweep must share it: put "
                                    "it in the sweep's 'set'",
                                    key, own, other, spec.policies[0].name, place_of(spec.policies[0].mark)));
    };
    if (run.seed != first.seed) refuse("run.seed", fmt::format("{}", run.seed), fmt::format("{}", first.seed));
    if (run.confidence != first.confidence)
      refuse("run.confidence", fmt::format("{}", run.confidence), fmt::format("{}", first.confidence));
  }
}

/// Reports a factor that replaces a value in which policies differ.
void check_replaced_values(const SweepSpec& spec, const PolicyScenarios& policies, const Factor& factor,
                           const std::string& by, Diagnostics& diagnostics) {
  if (factor.scales) return;
  for (const auto& claim : claims_of(factor, by)) {
    const Value first = policies.bases[0].value_at(claim.path);
    for (std::size_t p = 1; p < spec.policies.size(); ++p) {
      const Value other = policies.bases[p].value_at(claim.path);
      if (scenario::are_equivalent(first, other)) continue;
      diagnostics.error(
          factor.mark, by,
          fmt::format("replaces '{}' in every run, in which policies differ: '{}' has {}, '{}' has {}; "
                      "remove the factor, scale the value with 'scales: true', or make the policies equal",
                      claim.path, spec.policies[0].name, described(first), spec.policies[p].name, described(other)));
      return;
    }
  }
}

}  // namespace

void check_policies(const SweepSpec& spec, const PolicyScenarios& policies, Diagnostics& diagnostics) {
  check_same(spec, policies, diagnostics);
  check_run(spec, policies, diagnostics);
  for (const auto& lever : spec.levers)
    check_replaced_values(spec, policies, lever, "levers." + lever.name, diagnostics);
  for (const auto& parameter : spec.parameters)
    check_replaced_values(spec, policies, parameter, "parameters." + parameter.name, diagnostics);
}

void check_set_over_policy(const SweepSpec& spec, const Policy& policy, const scenario::ScenarioBase& base,
                           const scenario::ScenarioBase& own, Diagnostics& diagnostics) {
  for (const auto& claim : claims_of(spec.changes, "set")) {
    if (claim.path.starts_with("run.")) continue;  // must be equal for all policies
    const Value general = base.value_at(claim.path);
    const Value special = own.value_at(claim.path);
    if (scenario::are_equivalent(general, special)) continue;
    diagnostics.warning(
        claim.mark, "set",
        fmt::format("'{}' also replaces {} of policy '{}', which differs from {} of the sweep's scenario", claim.path,
                    described(special), policy.name, described(general)));
  }
}

}  // namespace entrepot::sweep
