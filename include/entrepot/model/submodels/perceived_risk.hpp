#pragma once
// Evaders' perceived risk of detection (docs/reference/odd.md, section 7). Agents observe their own detections and
// learn of others'; they never know the true probability.

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"
#include "entrepot/scenario/parameters/perception.hpp"

namespace entrepot::submodels {

/// Counts of detections and trials, discounted by age.
struct Evidence {
  double detections = 0;
  double trials = 0;
};

/// Evidence of an evader: its own lots, lots of others in the same hub, and listings of other customers of its
/// suppliers.
struct Experience {
  Evidence own;
  Evidence hub;
  Evidence suppliers;
};

/// Evidence after `weeks` of forgetting.
inline Evidence remembered(Evidence evidence, Week weeks, const scenario::Perception& perception) {
  const double kept = core::pow(1.0 - perception.forgetting, weeks);
  return {evidence.detections * kept, evidence.trials * kept};
}

/// Perceived probability of detection at an ordinary border crossing, 0..1, by a form of the submodel (scenario
/// model.risk), from the prior p with the weight of w lots, and the weighted evidence of d detections in n lots.
double perceived_detection(double prior, const Experience& known, const scenario::Perception& perception,
                           scenario::RiskForm form);

/// Perceived probability of detection on a lane with inspection factor `factor`, given `per_crossing` for an ordinary
/// crossing.
double perceived_on_lane(double per_crossing, double factor);

}  // namespace entrepot::submodels
