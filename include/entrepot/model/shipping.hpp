#pragma once
// Sending lots on their way.

#include "entrepot/model/tick.hpp"

namespace entrepot::model {

/// Send a lot by a lane. What finds the lane full leaves in the first week that has room.
void send_by(Tick& tick, LotId id, LaneId lane);

/// Send a lot from where it is to `to` by the ordinary lane; it arrives at least a week later.
void send(Tick& tick, LotId id, JurisdictionId to);

/// The lot arrives `weeks` from now, at least one.
void due_in(Tick& tick, LotId id, Week weeks);

}  // namespace entrepot::model
