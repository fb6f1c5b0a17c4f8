#pragma once
// Orders that are not carried out.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Weeks that an order stays open: the buyer's patience, or what a diverter grants its suppliers.
Week patience_of(const WeekContext& week, const world::Order& order);

/// Release the budget and the capital that `units` of an order tie up.
void give_up(Writes<BuyerState, IntermediaryState> week, const world::Order& order, Units units);

/// Cancel `units` of an order that has not been shipped, and the licence for them, which is then unused.
void cancel(Writes<BuyerState, IntermediaryState, LicensingState, Record> week, const world::Order& order, Units units);

}  // namespace entrepot::model
