#pragma once
// Where goods go by the way of which hub, as the invoice, the first consignee and the truth have it.

#include "entrepot/model/tick.hpp"

namespace entrepot::model {

/// A first sale of units at a price: under all three views with no end user yet, under the true one by no way yet.
void book_flow(Tick& tick, const world::FirstSale& sale, Money value);

/// The end user has the lot: the flow of its first sale moves there. The true way is the warehouse of the intermediary
/// that delivered, else the place of the channel partner, else none: the vendor delivered itself.
void resolve_flow(Tick& tick, const world::Lot& lot);

}  // namespace entrepot::model
