#include "entrepot/model/submodels/perceived_risk.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

double perceived_detection(double prior, const Experience& experience, const scenario::Perception& perception,
                           scenario::RiskRule rule) {
  const auto weighed = [&](double own, double hub, double suppliers) {
    return perception.own_weight * own + perception.hub_weight * hub + perception.supplier_weight * suppliers;
  };
  const auto& [own, hub, suppliers] = experience;
  const double detections = weighed(own.detections, hub.detections, suppliers.detections);
  if (rule == scenario::RiskRule::fading_memory) {
    const double memory = perception.prior_weight > 0 ? 1.0 - core::exp(-detections / perception.prior_weight)
                                                      : (detections > 0 ? 1.0 : 0.0);
    return prior + (1.0 - prior) * memory;
  }
  const double trials = perception.prior_weight + weighed(own.trials, hub.trials, suppliers.trials);
  return trials > 0 ? std::clamp((prior * perception.prior_weight + detections) / trials, 0.0, 1.0) : prior;
}

double perceived_on_lane(double per_crossing, double factor) {
  return 1.0 - core::pow(1.0 - std::clamp(per_crossing, 0.0, 1.0), factor);
}

}  // namespace entrepot::submodels
