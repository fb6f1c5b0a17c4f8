#pragma once
// What suppliers and licence officers can see of an order.

#include "entrepot/model/submodels/screening.hpp"
#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Red-flag score of an order, 0..1: of the intermediary that places it, or of an end user that orders for its own
/// site. The true end user of a grey order is never looked at.
double red_flags(const WeekContext& week, const world::Order& order);

/// Diligence that an order meets, 0..1: of channel partner and vendor one after the other, each its own or what the
/// rules ask for, if that is more.
double diligence(const WeekContext& week, const world::Order& order);

}  // namespace entrepot::model
