#pragma once
// Prices of diverted goods (docs/reference/odd.md, section 7): the lowest price of a seller, from its costs, its stock
// and its means to replace it, and the share of the gain that it gets. Forms: scenario model.price.

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Costs of a diverted unit for the intermediary beyond its purchase, USD/unit.
struct DiversionCosts {
  double route = 0;          ///< freight and concealment
  double wrongdoing = 0;     ///< its own cost of wrongdoing
  double expected_loss = 0;  ///< perceived risk times loss, with risk aversion, per unit of a typical lot
};

/// Cost of a unit that the seller has yet to buy, USD: F = S (1 + h L) + c, with the supply price S, h per week of the
/// L weeks until it is paid, and all other costs c.
double cost_to_order(double supply_price, double weeks, const DiversionCosts& costs,
                     const scenario::GreyMarket& market);

/// What a seller weighs when it names its lowest price for a product.
struct SellerPosition {
  double cost = 0;            ///< of a unit that it has yet to buy, USD
  double expected_price = 0;  ///< what it expects a unit to fetch, USD; 0: unknown, taken to be the cost
  double weekly_demand = 0;   ///< units that it expects to be asked for in a week
  double weeks_of_stock = 0;  ///< weeks of expected sales in its stock and on order for it
  double weeks_planned = 0;   ///< weeks of sales that it wants there
  double used_up = 0;         ///< how far its means to buy more are used up, 0..1
  double used_value = 0;      ///< what a unit fetches elsewhere, USD
};

/// The lowest prices of a seller, USD/unit.
struct LowestPrices {
  double in_stock = 0;
  double to_order = 0;  ///< of goods that it has yet to buy
};

/// With cost F, expected price v, weeks of stock T and share used up u, the form "bargain" asks at least
///     to order   A = F + max(0, v - F) u
///     in stock   max(used value, min(v exp(-h' T), A)):
/// near cost where goods can be replaced, near what the next buyer would pay where they cannot, and less if they would
/// wait for long. "stock_ask" asks F exp(a (T_planned - T)), "posted" what it last posted, "cost_plus" F.
LowestPrices lowest_prices(const SellerPosition& position, scenario::PriceForm form,
                           const scenario::GreyMarket& market);

/// How far a seller's means to buy more are used up, 0..1: by units promised and not received, of those and what it
/// can still promise; or by suppliers that fill only a share `granted` of orders, if that is tighter.
double share_used_up(double promised, double room, double granted);

/// The seller's share of the gain from a sale, 0..1; 0 in forms in which the seller's lowest price is the price.
double share_of_gain(scenario::PriceForm form, const scenario::GreyMarket& market);

/// Whether sellers order for their own stock.
bool holds_stock(scenario::PriceForm form);

/// What a seller learned in a week: the units that were requested, what they were worth on average, and the mean price
/// of the trade (0: unknown), USD/unit.
struct WeekOfRequests {
  double units = 0;
  double worth = 0;
  double street_price = 0;
};

/// What a seller expects a unit to fetch after a week with requests: it moves towards their worth and the news.
double learned_price(const SellerPosition& position, const WeekOfRequests& week, scenario::PriceForm form,
                     const scenario::GreyMarket& market);

/// Weekly requests that a seller expects `weeks` after its last look, without any since.
double expected_demand(double before, Week weeks, const scenario::GreyMarket& market);

/// Units that a dealer wants to order for its stock: what its plan lacks, if it expects them to fetch more than they
/// cost after the wait.
double units_for_stock(const SellerPosition& position, const scenario::GreyMarket& market);

}  // namespace entrepot::submodels
