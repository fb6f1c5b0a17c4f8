#pragma once
// Chances of discovery (docs/reference/odd.md, section 7). Forms: scenario model.discovery.

#include <array>

#include "entrepot/core/quantity.hpp"
#include "entrepot/model/world/discovery.hpp"
#include "entrepot/scenario/parameters/enforcement.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"

namespace entrepot::submodels {

/// What finds diversion in a form of the submodel, and what follows.
struct DiscoveryScope {
  std::array<bool, world::discovery_names.size()> works;  ///< by source
  bool tips_stop_lots;   ///< a tip may come in time to stop the lot; otherwise it only makes the firm suspect
  bool suppliers_act;    ///< suppliers that hear of a finding stop supplying the firm
  bool findings_add_up;  ///< the more findings, the likelier a proof
};
const DiscoveryScope& scope_of(scenario::DiscoveryForm form);

/// Chance of a tip about a lot: the rate of a lot of tip_size_units, times its size over that to tip_size_power.
double tip_chance(Units units, double rate, const scenario::Enforcement& means);

/// Factor on the chance of a tip for a reward in USD: 1 + reward_response x ln(1 + reward / reward_scale).
double reward_factor(double reward, const scenario::Enforcement& means);

/// Chance that officers at the origin detain a lot.
double hold_chance(bool suspected, const scenario::Enforcement& means);

/// Chance in a week that trade records or the press expose an owner that moves `units` a year.
double exposure_chance(double units_a_year, const scenario::Enforcement& means);

/// Chance that a case is proved with full help, after a number of findings: 1 - (1 - s)^n, at least of one.
double proof_chance(int findings, const scenario::Enforcement& means);

}  // namespace entrepot::submodels
