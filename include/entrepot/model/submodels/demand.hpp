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
  double budget = 0;              ///< USD that it may commit now
};

/// The market as a buyer sees it in a week.
struct Market {
  double worth = 1;     ///< of an H100e anywhere, over its worth at the start
  double scarcity = 1;  ///< price of the cheapest new part that the buyer may buy, over the cheapest in the world
  double reference_price = 1;  ///< USD/H100e of the cheapest new part in the world
  /// Factor on what the buyer would have paid at the start.
  [[nodiscard]] double willingness_to_pay() const { return worth * scarcity; }
};

/// The market of a week, by a form of the submodel (scenario model.willingness). Available: willingness to pay is a
/// multiple of the reference price times the scarcity. Relative: of the reference price alone. Declining: it falls by
/// the same share every year. `on_sale` is the price of the cheapest new part that the buyer may buy, USD/H100e; 0 if
/// it may buy the cheapest in the world, or none.
Market market(const scenario::Scenario& scenario, const world::Catalogue& catalogue, Week week, double on_sale = 0);

/// Target stock without noise, H100e: logistic growth T_b0 K / (1 + (K-1) (1+g)^(-t/year)) from T_b0 towards K T_b0.
double target_stock(const world::Buyers& buyers, BuyerId b, Week week);

/// Weeks by which the buyer buys ahead of rules: its foresight, if an announced rule within that time will restrict a
/// product that it may buy now; otherwise the share of it that the buyer's expectation of unannounced rules warrants.
Week buys_ahead(const world::Agents& agents, const world::Catalogue& catalogue, const policy::RuleTable& rules,
                BuyerId b, Week week, Date today);

/// Deviation of a buyer's plans from its trend, as a factor with mean 1. `shock` is standard normal.
double plan_factor(const world::Buyers& buyers, BuyerId b, double shock);

/// What a buyer has saved of its budget by a week, USD: it accrues every week, and what is older than
/// demand.budget_carry_weeks lapses. Negative: committed ahead.
double saved(const world::Buyers& buyers, const world::BuyerState& state, const scenario::Demand& demand, BuyerId b,
             Week week, double plan);

/// Standard normal deviation of a buyer's plans in a week. It is persistent: goods are not returned, so independent
/// deviations at every decision would bias purchases upwards. A new value is drawn every `shock_weeks`, with
/// interpolation in between.
double demand_shock(const Streams& streams, StableId buyer, Week week, std::int64_t shock_weeks);

/// Compute that the buyer means to rent abroad, H100e: what the share of its spending planned for it pays for, at a
/// rent in USD/H100e/week.
double planned_rental(const world::Buyers& buyers, BuyerId b, Week week, double share, double rent);

/// What the buyer is short of, if it orders `ahead` weeks ahead. With a planned spending, the compute that its money
/// buys at the reference price. Otherwise the gap between target and stock installed, on order and rented.
Need need(const world::Buyers& buyers, const world::BuyerState& state, const scenario::Demand& demand,
          const Market& market, BuyerId b, Week week, Week ahead, double shock);

}  // namespace entrepot::submodels
