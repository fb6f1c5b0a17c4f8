#pragma once
// Sending lots on their way.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Send a lot by a lane. If the lane is full, it leaves in the first week with capacity.
void send_by(Writes<ShipmentState> week, LotId id, LaneId lane);

/// Send a lot from where it is to `to` by the ordinary lane; it arrives at least a week later.
void send(Writes<ShipmentState> week, LotId id, JurisdictionId to);

/// The lot arrives `weeks` from now, at least one.
void due_in(Writes<ShipmentState> week, LotId id, Week weeks);

}  // namespace entrepot::model
