#pragma once
// The books of end users: budget, compute on order and installed.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Charge an amount to this year's budget.
void charge_budget(Writes<BuyerState> week, BuyerId b, Money amount);

/// Enter a purchase in the buyer's books: compute on order, budget committed.
void commit(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price);

/// Remove (part of) a purchase of week `placed` that will not be delivered. The budget of an earlier year is not
/// restored.
void release(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price, Week placed);

/// Install delivered goods, and schedule their retirement.
void install(Writes<BuyerState, Ledger> week, BuyerId b, ProductId p, Units units);

}  // namespace entrepot::model
