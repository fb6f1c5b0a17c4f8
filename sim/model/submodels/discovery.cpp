#include "entrepot/model/submodels/discovery.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::submodels {
namespace {

// In the order of scenario::discovery_forms; sources in the order of world::Discovery.
// clang-format off
constexpr std::array<DiscoveryScope, scenario::discovery_forms.size()> scopes{{
    // origin, hub_customs, port, tip, site_check, location, end_use_check, records, registry
    {{ true,   true,        true, true,  true,     true,     true,          true,  true}, true, true, true},
    {{ false,  true,        true, true,  false,    true,     true,          false, true}, false, false, false},
    {{ false,  false,       false, false, false,   false,    false,         true,  false}, false, true, false},
}};
// clang-format on

}  // namespace

const DiscoveryScope& scope_of(scenario::DiscoveryForm form) { return scopes[static_cast<std::size_t>(form)]; }

double tip_chance(Units units, double rate, const scenario::Enforcement& means) {
  const double size = static_cast<double>(units) / means.tip_size_units;
  return std::clamp(rate * core::pow(size, means.tip_size_power), 0.0, 1.0);
}

double reward_factor(double reward, const scenario::Enforcement& means) {
  return 1.0 + means.reward_response * core::log1p(reward / means.reward_scale);
}

double hold_chance(bool suspected, const scenario::Enforcement& means) {
  return std::clamp(means.origin_hold_rate * (suspected ? means.origin_targeting : 1.0), 0.0, 1.0);
}

double exposure_chance(double units_a_year, const scenario::Enforcement& means) {
  if (units_a_year <= 0) return 0;
  const double yearly = means.record_rate * core::pow(units_a_year / means.record_units, means.record_power);
  return 1.0 - core::exp(-yearly / double{weeks_per_year});
}

double proof_chance(int findings, const scenario::Enforcement& means) {
  return 1.0 - core::pow(1.0 - means.case_success, std::max(1, findings));
}

}  // namespace entrepot::submodels
