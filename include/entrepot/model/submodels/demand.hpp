#pragma once
// A buyer's demand for compute, its willingness to pay and its budget (docs/reference/odd.md, section 7).

#include "entrepot/core/random.hpp"
#include "entrepot/model/policy/rule_table.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::submodels {

/// A buyer's demand at one decision.
struct Need {
  double gap = 0;                 ///< H100e short of target
  double willingness_to_pay = 0;  ///< USD/H100e
  double budget = 0;              ///< USD left of this year's budget
};

/// Common trends of all buyers in a week, as factors on the initial values.
struct Trend {
  double willingness_to_pay = 1;
  double budget = 1;
};

Trend trend(const scenario::Demand& demand, Week week);

/// Target stock T_b(t) = T_b0 (1+g)^(t/year), H100e, without noise.
double target_stock(const world::Buyers& buyers, BuyerId b, Week week);

/// Weeks by which the buyer buys ahead: its foresight, if an announced rule within that time will restrict a product
/// that it may buy now; otherwise 0.
Week buys_ahead(const world::Agents& agents, const world::Catalogue& catalogue, const policy::RuleTable& rules,
                BuyerId b, Week week);

/// Remaining budget of the buyer for the year of `week`, USD.
double budget_left(const world::Buyers& buyers, const world::BuyerState& state, const Trend& trend, BuyerId b,
                   Week week);

/// Standard normal deviation of a buyer's plans in a week. It is persistent: goods are not returned, so independent
/// deviations at every decision would bias purchases upwards. A new value is drawn every `shock_weeks`, with
/// interpolation in between.
double demand_shock(const Streams& streams, StableId buyer, Week week, std::int64_t shock_weeks);

/// The gap between target (at `week + ahead`, with the buyer's shock) and stock installed, on order and rented, within
/// this year's budget.
Need need(const world::Buyers& buyers, const world::BuyerState& state, const Trend& trend, BuyerId b, Week week,
          Week ahead, double shock);

}  // namespace entrepot::submodels
