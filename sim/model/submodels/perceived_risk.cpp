#include "entrepot/model/submodels/perceived_risk.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "form_table.hpp"

namespace entrepot::submodels {

namespace {

/// The weighted sum of an evader's evidence.
struct Weighed {
  double prior = 0;
  double prior_weight = 0;
  Evidence evidence;
};

/// (p w + d) / (w + n), the mean of a Beta belief.
double bayesian(const Weighed& w) {
  const double trials = w.prior_weight + w.evidence.trials;
  return trials > 0 ? std::clamp((w.prior * w.prior_weight + w.evidence.detections) / trials, 0.0, 1.0) : w.prior;
}

/// p + (1 - p) (1 - exp(-d / w)): undetected lots do not lower the perceived risk.
double fading_memory(const Weighed& w) {
  const double memory = w.prior_weight > 0 ? 1.0 - core::exp(-w.evidence.detections / w.prior_weight)
                                           : (w.evidence.detections > 0 ? 1.0 : 0.0);
  return w.prior + (1.0 - w.prior) * memory;
}

/// Decisions from experience (Hertwig, Barron, Weber and Erev 2004): a rare event that has not yet happened has weight
/// 0.
double experience(const Weighed& w) {
  return w.evidence.trials > 0 ? std::clamp(w.evidence.detections / w.evidence.trials, 0.0, 1.0) : w.prior;
}

constexpr auto forms = form_table<scenario::risk_forms>(bayesian, fading_memory, experience);

/// The weight of a probability in a decision (Prelec 1998): exp(-(-ln p)^a).
double weight_of(double probability, double exponent) {
  if (exponent == 1 || probability <= 0) return probability;
  return core::exp(-core::pow(-core::log(probability), exponent));
}

}  // namespace

double perceived_detection(double prior, const Experience& known, const scenario::Perception& perception,
                           scenario::RiskForm form) {
  const auto weighed = [&](double own, double hub, double suppliers) {
    return perception.own_weight * own + perception.hub_weight * hub + perception.supplier_weight * suppliers;
  };
  const auto& [own, hub, suppliers] = known;
  const Evidence evidence{weighed(own.detections, hub.detections, suppliers.detections),
                          weighed(own.trials, hub.trials, suppliers.trials)};
  const double believed = of(forms, form)({prior, perception.prior_weight, evidence});
  return weight_of(believed, perception.probability_weighting);
}

double perceived_on_lane(double per_crossing, double factor) {
  return 1.0 - core::pow(1.0 - std::clamp(per_crossing, 0.0, 1.0), factor);
}

}  // namespace entrepot::submodels
