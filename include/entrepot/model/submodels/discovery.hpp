#pragma once
// Chances of discovery (docs/reference/odd.md, section 7). Forms: scenario model.discovery.

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters/enforcement.hpp"

namespace entrepot::submodels {

/// Chance of a tip about a lot: the rate of a lot of tip_size_units, times its size over that to tip_size_power.
double tip_chance(Units units, double rate, const scenario::Enforcement& means);

/// Chance that officers at the origin detain a lot.
double hold_chance(bool suspected, const scenario::Enforcement& means);

/// Chance in a week that trade records or the press expose an owner that moves `units` a year.
double exposure_chance(double units_a_year, const scenario::Enforcement& means);

/// Chance that a case is proved with full help, after a number of findings: 1 - (1 - s)^n, at least of one.
double proof_chance(int findings, const scenario::Enforcement& means);

}  // namespace entrepot::submodels
