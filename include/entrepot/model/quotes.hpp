#pragma once
// Prices that buyers are quoted for what they may not buy, and who supplies it.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// The first of an intermediary's suppliers that carries the product's vendor; none without.
ChannelId supplier_of(const WeekContext& week, IntermediaryId i, ProductId p);

/// The lowest markup a buyer is quoted now by an intermediary: what it last posted, faded since, but never under its
/// floor. `believed` is its believed_detection on the way to the buyer, the same for every product.
double posted_markup(const WeekContext& week, IntermediaryId i, ProductId p, BuyerId b, double believed);

/// Rent that a tenant pays for a new contract, USD/H100e/week; a front company asks its fee on top.
double rent_for(const WeekContext& week, BuyerId tenant);

}  // namespace entrepot::model
