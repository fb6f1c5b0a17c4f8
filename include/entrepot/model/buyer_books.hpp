#pragma once
// The books of end users: budget, compute on order and installed.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Charge an amount to the buyer's budget; a negative one is a refund.
void charge_budget(Writes<BuyerState> week, BuyerId b, Money amount);

/// Enter a purchase in the buyer's books: compute on order, budget committed.
void commit(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price);

/// Remove (part of) a purchase that will not be delivered, and restore its money to the budget.
void release(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price);

/// Install delivered goods, and schedule their retirement after some weeks.
void install(Writes<BuyerState, Ledger> week, const world::Cohort& goods, double life_weeks);

/// Take goods out of a buyer's service.
void take_out(Writes<BuyerState> week, BuyerId b, ProductId p, Units units);

/// Goods in service leave the trade for good.
void retire(Writes<BuyerState, PublicState, Ledger> week, BuyerId b, ProductId p, Units units);

}  // namespace entrepot::model
