#pragma once
// Systems as goods (docs/reference/odd.md, section 7): accelerators are sold as cards, in servers or in racks.

#include "entrepot/core/quantity.hpp"

namespace entrepot::submodels {

/// Units in the whole systems that a limit allows.
constexpr Units whole_systems(Units limit, Units per_system) { return limit - limit % per_system; }

/// Units in the fewest whole systems that cover a need.
constexpr Units systems_to_cover(Units need, Units per_system) {
  return whole_systems(need + per_system - 1, per_system);
}

/// Units to order for a need: a system is worth buying if at least half of it is needed.
constexpr Units systems_for(Units need, Units per_system) { return whole_systems(need + per_system / 2, per_system); }

/// Units left of an order under a limit: all of it, or else whole systems.
constexpr Units cut_to(Units limit, Units order, Units per_system) {
  return limit >= order ? order : whole_systems(limit, per_system);
}

}  // namespace entrepot::submodels
