#include "entrepot/model/shipping.hpp"

#include <algorithm>

namespace entrepot::model {

namespace {

/// Weeks until a lane has capacity for a lot of `units`, which is booked. A lot larger than a week's capacity travels
/// alone.
Week wait_for_room(Writes<ShipmentState> week, LaneId lane, Units units) {
  auto& booking = week.shipments().lanes[lane];
  if (booking.week < week->number) booking = {week->number, 0};
  const bool fits = static_cast<double>(booking.units + units) <= week->setting.geography.lane(lane).capacity;
  if (booking.units > 0 && !fits) booking = {booking.week + 1, 0};
  booking.units += units;
  return booking.week - week->number;
}

}  // namespace

void due_in(Writes<ShipmentState> week, LotId id, Week weeks) {
  world::Lot& lot = week.shipments().lots[id];
  // Arrivals long after the end of the run are kept in the last row.
  const auto last = static_cast<Week>(week->state.shipments.due.size()) - 1;
  lot.due = std::min(last, week->number + std::max<Week>(1, weeks));
  week.shipments().due[lot.due].push_back(id);
}

void send_by(Writes<ShipmentState> week, LotId id, LaneId lane) {
  const Week wait = wait_for_room(week, lane, week->state.shipments.lots[id].units);
  due_in(week, id, wait + week->setting.geography.lane(lane).weeks);
}

void send(Writes<ShipmentState> week, LotId id, JurisdictionId to) {
  const LaneId lane = week->setting.geography.ordinary_lane(week->state.shipments.lots[id].place, to);
  if (lane.exists()) {
    send_by(week, id, lane);
  } else {
    due_in(week, id, 1);
  }
}

}  // namespace entrepot::model
