#include "entrepot/engine/shipping.hpp"

#include <algorithm>

namespace entrepot::engine {

void due_in(Tick& tick, LotId id, Week weeks) {
  world::Lot& lot = tick.state.lots[id];
  lot.due = tick.week + std::max<Week>(1, weeks);
  tick.state.due[lot.due].push_back(id);
}

void send(Tick& tick, LotId id, JurisdictionId to) {
  const LaneId lane = tick.setting.geography.ordinary_lane(tick.state.lots[id].place, to);
  due_in(tick, id, lane.exists() ? tick.setting.geography.lane(lane).weeks : 1);
}

}  // namespace entrepot::engine
