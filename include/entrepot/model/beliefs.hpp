#pragma once
// What intermediaries believe of the risk of detection, and what they learn.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// The probability of detection that an intermediary expects for a lot to the buyer's place by its cheapest route; 1
/// without a route.
double believed_detection(const WeekContext& week, IntermediaryId i, BuyerId b);

/// The same for a lot to a place.
double believed_detection_to(const WeekContext& week, IntermediaryId i, JurisdictionId place);

/// The probability of detection that an intermediary expects on a route: each leg by what is known of its border.
double believed_on_route(const WeekContext& week, IntermediaryId i, RouteId route);

/// Add to what an intermediary's owner remembers of its firms' diverted lots.
void remember(Writes<OwnerState> week, IntermediaryId i, double detections, double trials);

}  // namespace entrepot::model
