#pragma once
// Supply of a production line from wafers, dies made abroad and memory stacks (docs/reference/odd.md, section 7).

#include <span>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/model/policy/levers.hpp"
#include "entrepot/model/world/state.hpp"
#include "entrepot/model/world/supply_limit.hpp"
#include "entrepot/scenario/parameters/chip_supply.hpp"

namespace entrepot::submodels {

using world::SupplyLimit;

/// Adds the effect of a rule: factors multiply.
void combine(policy::SupplyRule& all, const policy::SupplyRule& rule);

/// Good dies of a week: wafers a month x 12 / 52 x share of accelerators x dies a wafer x yield.
double weekly_dies(double wafers_a_month, double accelerator_share, double dies_per_wafer, double yield);

/// Yield after learning: the gap between the path and the limit closes by the learning rate at each doubling of the
/// good dies made. Learning never lowers the yield.
double learned_yield(double path, const scenario::SupplyLimits& limits, double dies_made);

/// Growth from one week to the next that a rule prevents. A fall is not growth.
double prevented_growth(double before, double now, double growth_factor);

/// A week's parts reach the line. `before` is the date a week before `now`.
void receive_parts(world::PartsStock& stock, const scenario::SupplyLimits& limits, const policy::SupplyRule& rules,
                   Date before, Date now);

/// Dies that the line may use this week.
double dies_available(const world::PartsStock& stock, const scenario::SupplyLimits& limits);

/// Memory stacks that the line may use this week.
double stacks_available(const world::PartsStock& stock, const scenario::SupplyLimits& limits);

/// Removes parts; domestic dies are used first.
void use_parts(world::PartsStock& stock, double dies, double stacks);

/// What a unit of a product needs, and what there is of it; infinity where it does not limit.
struct Parts {
  double dies = 0;
  double stacks = 0;
};

struct Starts {
  std::vector<Units> units;
  SupplyLimit limit = SupplyLimit::demand;  ///< the last one that lowered the total
};

/// Units of each product that a line starts: wants, cut in proportion to the memory, then to the dies, then to the
/// capacity that there is. Products without memory are not cut for it, and get what others leave.
Starts limited_starts(Units capacity, std::span<const Units> wants, std::span<const Parts> per_unit,
                      const Parts& available);

}  // namespace entrepot::submodels
