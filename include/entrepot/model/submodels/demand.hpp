#pragma once
// How much compute a buyer wants, and what it can and will pay (docs/odd.md, section 7).

#include "entrepot/core/random.hpp"
#include "entrepot/model/policy/rule_table.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::submodels {

/// What a buyer is in the market for at one decision.
struct Need {
  double gap = 0;                 ///< H100e short of target
  double willingness_to_pay = 0;  ///< USD/H100e
  double budget = 0;              ///< USD left of this year's budget
};

/// What a week has moved for every buyer alike, as factors on the values at the start.
struct Trend {
  double willingness_to_pay = 1;
  double budget = 1;
};

Trend trend(const scenario::Demand& demand, Week week);

/// Target stock T_b(t) = T_b0 (1+g)^(t/year), H100e, without noise.
double target_stock(const world::Buyers& buyers, BuyerId b, Week week);

/// Weeks by which the buyer buys ahead: its foresight if an announced rule will bar, within it, a product that it may
/// buy now.
Week buys_ahead(const world::Agents& agents, const world::Catalogue& catalogue, const policy::RuleTable& rules,
                BuyerId b, Week week);

/// What the buyer may still commit of its budget of the year of `week`, USD.
double budget_left(const world::Buyers& buyers, const world::BuyerState& state, const Trend& trend, BuyerId b,
                   Week week);

/// Standard normal deviation of a buyer's plans in a week. It lasts: goods are not returned, so a new deviation at
/// every decision would only ever add to them. A new one is drawn every `shock_weeks`, and plans move from one to the
/// next.
double demand_shock(const Streams& streams, StableId buyer, Week week, std::int64_t shock_weeks);

/// The gap between target (at `week + ahead`, with the buyer's shock) and stock installed, on order and rented, within
/// this year's budget.
Need need(const world::Buyers& buyers, const world::BuyerState& state, const Trend& trend, BuyerId b, Week week,
          Week ahead, double shock);

}  // namespace entrepot::submodels
