#pragma once
// What intermediaries own, have promised and stand to lose.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Working capital that a unit of an accepted order ties up: what the intermediary pays before it is paid.
Money capital_per_unit(const scenario::GreyMarket& market, Money supply_price, Money unit_price);

/// An intermediary's own capital: what it was founded with and retained of its margins, less losses and fines. Below
/// zero it is insolvent.
Money own_capital(const WeekContext& week, IntermediaryId i);

/// Working capital that an intermediary has not committed.
Money free_capital(const WeekContext& week, IntermediaryId i);

/// Units of a grey order that the intermediary can finance.
Units affordable(const WeekContext& week, const world::Order& order);

/// Loss of an intermediary, USD, if a lot of this supply value is detected.
double loss_on(const WeekContext& week, IntermediaryId i, double lot_value);

/// Add to the profit from diversion that founders see in the place where an intermediary is registered.
void book_grey_profit(Writes<HubState> week, IntermediaryId i, Money profit);

}  // namespace entrepot::model
