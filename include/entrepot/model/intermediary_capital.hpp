#pragma once
// What intermediaries own, have promised and stand to lose.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// The firms of an owner.
Rows<IntermediaryId> firms_of(const WeekContext& week, OwnerId owner);

/// Working capital that a unit ties up: what the intermediary pays to its suppliers before it is paid, less the share
/// `deposit` of the price that the buyer pays in advance.
Money capital_per_unit(const WeekContext& week, IntermediaryId i, Money supply_price, Money unit_price, double deposit);

/// The capital of an intermediary's owner: what its firms were founded with and retained of their margins, less losses
/// and fines. Below zero it is insolvent.
Money own_capital(const WeekContext& week, IntermediaryId i);

/// Working capital that they have committed to accepted orders and tied up in lots.
Money committed_capital(const WeekContext& week, IntermediaryId i);

/// Working capital that the firms of an intermediary's owner have not committed.
Money free_capital(const WeekContext& week, IntermediaryId i);

/// Units of a grey order that the intermediary can finance.
Units affordable(const WeekContext& week, const world::Order& order);

/// Loss of an intermediary, USD, if a lot of this supply value is detected.
double loss_on(const WeekContext& week, IntermediaryId i, double lot_value);

/// Add to the profit from diversion that founders see in the place where an intermediary is registered.
void book_grey_profit(Writes<HubState> week, IntermediaryId i, Money profit);

}  // namespace entrepot::model
