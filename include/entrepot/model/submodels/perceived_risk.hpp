#pragma once
// What evaders believe of the chance to be caught (docs/odd.md, section 7). Agents see their own detections
// and hear of those of others; they never read the true probability.

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"
#include "entrepot/scenario/parameters/perception.hpp"

namespace entrepot::submodels {

/// Counts of detections and of trials, as remembered.
struct Evidence {
  double detections = 0;
  double trials = 0;
};

/// What an evader has to go by: its own lots, those of others at the same border, and the listings of others who
/// buy from the same suppliers.
struct Experience {
  Evidence own;
  Evidence hub;
  Evidence suppliers;
};

/// Evidence as it is remembered `weeks` later.
inline Evidence remembered(Evidence evidence, Week weeks, const scenario::Perception& perception) {
  const double kept = core::pow(1.0 - perception.forgetting, weeks);
  return {evidence.detections * kept, evidence.trials * kept};
}

/// Probability of detection that an ordinary border crossing is believed to carry, 0..1, by a form of the submodel
/// (scenario model.risk): each makes it from the prior p, worth w lots, and the evidence summed by its weights to d
/// detections in n lots.
double perceived_detection(double prior, const Experience& experience, const scenario::Perception& perception,
                           scenario::RiskForm form);

/// Perceived detection where an ordinary crossing carries `per_crossing` and this one is watched `factor` times as
/// closely.
double perceived_on_lane(double per_crossing, double factor);

}  // namespace entrepot::submodels
