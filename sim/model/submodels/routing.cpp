#include "entrepot/model/submodels/routing.hpp"

namespace entrepot::submodels {

Exposure exposure(const world::Geography& geography, RouteId route) {
  Exposure sum;
  for (const LaneId leg : geography.route(route).legs) {
    const auto& lane = geography.lane(leg);
    sum.factor += lane.inspection_factor;
    sum.border_crossings += lane.from == lane.to ? 0 : 1;
  }
  return sum;
}

}  // namespace entrepot::submodels
