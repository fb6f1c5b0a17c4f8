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
///
/// The forms "sticky" and "tipping" keep the prior however many lots pass. With what the trade can know,
/// r = (D + w p) / (T + w) of D detections in T lots of others, and own losses o as e = 1 - exp(-o/2):
///     sticky    y = p + s (r - p) + (1 - p) a e
///     tipping   y Phi(y),  Phi(y) = 1 / (1 + exp(-(y - point) / width)).
double perceived_detection(double prior, const Experience& known, const scenario::Perception& perception,
                           scenario::RiskForm form);

/// The perceived risk of an owner that moves `units` a year, by a form of the submodel (scenario model.exposure). Form
/// "volume": 1 - (1 - risk) exp(-E (units / V)^a).
double exposed(double risk, double units_a_year, const scenario::Perception& perception, scenario::ExposureForm form);

/// Perceived probability of detection on a lane with inspection factor `factor`, given `per_crossing` for an ordinary
/// crossing.
double perceived_on_lane(double per_crossing, double factor);

}  // namespace entrepot::submodels
