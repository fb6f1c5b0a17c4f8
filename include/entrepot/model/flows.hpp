#pragma once
// Flows of goods through hubs, by bill-to place, by ship-to place, by headquarters and by true destination.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// A first sale of a value: in all views without an end user yet, in the true one without a hub yet.
void book_flow(Writes<Record> week, const world::FirstSale& sale, Money value);

/// The lot is delivered: the flow of its first sale moves to the end user. The true hub is the warehouse of the
/// intermediary, else the place of the channel partner, else none: the vendor delivered itself.
void resolve_flow(Writes<Record> week, const world::Lot& lot);

}  // namespace entrepot::model
