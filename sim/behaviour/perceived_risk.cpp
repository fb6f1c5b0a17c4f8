#include "entrepot/behaviour/perceived_risk.hpp"

#include <algorithm>

namespace entrepot::behaviour {

double perceived_detection(double prior, Evidence own, Evidence hub, const scenario::Perception& perception) {
  const double detections =
      prior * perception.prior_weight + perception.own_weight * own.detections + perception.hub_weight * hub.detections;
  const double trials =
      perception.prior_weight + perception.own_weight * own.trials + perception.hub_weight * hub.trials;
  return trials > 0 ? std::clamp(detections / trials, 0.0, 1.0) : prior;
}

double perceived_on_route(double per_crossing, double exposure) {
  return 1.0 - std::pow(1.0 - std::clamp(per_crossing, 0.0, 1.0), exposure);
}

}  // namespace entrepot::behaviour
