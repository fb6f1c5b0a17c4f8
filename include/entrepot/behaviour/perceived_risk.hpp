#pragma once
// What evaders believe of the chance to be caught (MODEL.md section 5, Perceived risk): a Beta belief with forgetting.
// Agents see their own detections and hear of those in their hub; they never read the true probability.

#include <cmath>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::behaviour {

/// Counts of detections and of trials, as remembered.
struct Evidence {
  double detections = 0;
  double trials = 0;
};

/// Evidence as it is remembered `weeks` later.
inline Evidence remembered(Evidence evidence, Week weeks, const scenario::Perception& perception) {
  const double kept = std::pow(1.0 - perception.forgetting, weeks);
  return {evidence.detections * kept, evidence.trials * kept};
}

/// Mean of the Beta belief about one diverted lot: prior worth `prior_weight` lots, own lots and the hub's by their
/// weights.
double perceived_detection(double prior, Evidence own, Evidence hub, const scenario::Perception& perception);

/// Perceived detection on a route: the belief is about an ordinary border crossing; more crossings, or more closely
/// watched lanes, are more dangerous in proportion. `exposure` is the sum of the crossings' inspection factors.
double perceived_on_route(double per_crossing, double exposure);

}  // namespace entrepot::behaviour
