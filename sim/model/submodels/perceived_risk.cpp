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
  Evidence evidence;  ///< own and of others
  Evidence others;
  double own_losses = 0;
  const scenario::Perception& perception;
};

/// (p w + d) / (w + n), the mean of a Beta belief.
double beta_mean(double prior, double weight, const Evidence& evidence) {
  const double trials = weight + evidence.trials;
  return trials > 0 ? std::clamp((prior * weight + evidence.detections) / trials, 0.0, 1.0) : prior;
}

double bayesian(const Weighed& w) { return beta_mean(w.prior, w.prior_weight, w.evidence); }

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

/// Moves a little with what the trade can know, and more with own losses.
double sticky(const Weighed& w) {
  const double news = w.perception.news_weight * (beta_mean(w.prior, w.prior_weight, w.others) - w.prior);
  const double memory = 1.0 - core::exp(-w.own_losses / 2.0);
  return std::clamp(w.prior + news + (1.0 - w.prior) * w.perception.loss_weight * memory, 0.0, 1.0);
}

double tipping(const Weighed& w) {
  const double risk = sticky(w);
  return risk / (1.0 + core::exp(-(risk - w.perception.tipping_point) / w.perception.tipping_width));
}

constexpr auto forms = form_table<scenario::risk_forms>(bayesian, fading_memory, experience, sticky, tipping);

double flat(double risk, double, const scenario::Perception&) { return risk; }

double by_volume(double risk, double units, const scenario::Perception& perception) {
  if (units <= 0) return risk;
  const double visible =
      perception.exposure_share * core::pow(units / perception.exposure_units, perception.exposure_power);
  return 1.0 - (1.0 - risk) * core::exp(-visible);
}

constexpr auto exposure_forms = form_table<scenario::exposure_forms>(flat, by_volume);

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
  const Evidence others{perception.hub_weight * hub.detections + perception.supplier_weight * suppliers.detections,
                        perception.hub_weight * hub.trials + perception.supplier_weight * suppliers.trials};
  const double believed = of(forms, form)({.prior = prior,
                                           .prior_weight = perception.prior_weight,
                                           .evidence = evidence,
                                           .others = others,
                                           .own_losses = own.detections,
                                           .perception = perception});
  return weight_of(believed, perception.probability_weighting);
}

double exposed(double risk, double units_a_year, const scenario::Perception& perception, scenario::ExposureForm form) {
  return of(exposure_forms, form)(risk, units_a_year, perception);
}

double perceived_on_lane(double per_crossing, double factor) {
  return 1.0 - core::pow(1.0 - std::clamp(per_crossing, 0.0, 1.0), factor);
}

}  // namespace entrepot::submodels
