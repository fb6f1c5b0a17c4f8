#include "entrepot/model/shipping.hpp"

#include <algorithm>

namespace entrepot::model {

namespace {

/// Weeks until a lot of `units` finds room on a lane; books it. A lot larger than a week's room goes alone.
Week wait_for_room(Tick& tick, LaneId lane, Units units) {
  auto& booking = tick.state.lanes[lane];
  if (booking.week < tick.week) booking = {tick.week, 0};
  const bool fits = static_cast<double>(booking.units + units) <= tick.setting.geography.lane(lane).capacity;
  if (booking.units > 0 && !fits) booking = {booking.week + 1, 0};
  booking.units += units;
  return booking.week - tick.week;
}

}  // namespace

void due_in(Tick& tick, LotId id, Week weeks) {
  world::Lot& lot = tick.state.lots[id];
  // What would arrive long after the run waits in the last row.
  const auto last = static_cast<Week>(tick.state.due.size()) - 1;
  lot.due = std::min(last, tick.week + std::max<Week>(1, weeks));
  tick.state.due[lot.due].push_back(id);
}

void send_by(Tick& tick, LotId id, LaneId lane) {
  const Week wait = wait_for_room(tick, lane, tick.state.lots[id].units);
  due_in(tick, id, wait + tick.setting.geography.lane(lane).weeks);
}

void send(Tick& tick, LotId id, JurisdictionId to) {
  const LaneId lane = tick.setting.geography.ordinary_lane(tick.state.lots[id].place, to);
  if (lane.exists()) {
    send_by(tick, id, lane);
  } else {
    due_in(tick, id, 1);
  }
}

}  // namespace entrepot::model
