#include "entrepot/model/submodels/diversion.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "form_table.hpp"

namespace entrepot::submodels {

double net_gain(const DiversionCase& c) {
  const auto q = static_cast<double>(c.units);
  return q * (c.margin - c.route_cost) - q * c.wrongdoing_cost -
         (1.0 + c.risk_aversion) * c.perceived_risk * c.loss_if_caught;
}

namespace {

bool by_threshold(const DiversionCase& c, double, double) { return net_gain(c) > 0; }

bool by_logit(const DiversionCase& c, double noise, double u) {
  const double gain = net_gain(c);
  const double scale = noise * static_cast<double>(c.units) * std::max(0.0, c.margin);
  if (scale <= 0) return gain > 0;
  return u < 1.0 / (1.0 + core::exp(-gain / scale));
}

constexpr auto forms = form_table<scenario::diversion_forms>(by_threshold, by_logit);

}  // namespace

bool accepts(const DiversionCase& c, scenario::DiversionForm form, double noise, double u) {
  return of(forms, form)(c, noise, u);
}

double loss_if_caught(const LossExposure& exposure) {
  const double all =
      exposure.lot_value * (1.0 + exposure.fine_multiple) + exposure.honest_years * exposure.honest_revenue;
  // The goods are lost in any case; only claims beyond them are limited.
  const double of_the_firm =
      exposure.limited_liability ? std::min(all, std::max(exposure.working_capital, exposure.lot_value)) : all;
  return of_the_firm + exposure.personal;
}

}  // namespace entrepot::submodels
