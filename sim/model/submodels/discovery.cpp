#include "entrepot/model/submodels/discovery.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::submodels {

double tip_chance(Units units, double rate, const scenario::Enforcement& means) {
  const double size = static_cast<double>(units) / means.tip_size_units;
  return std::clamp(rate * core::pow(size, means.tip_size_power), 0.0, 1.0);
}

double hold_chance(bool suspected, const scenario::Enforcement& means) {
  return std::clamp(means.origin_hold_rate * (suspected ? means.origin_targeting : 1.0), 0.0, 1.0);
}

double exposure_chance(double units_a_year, const scenario::Enforcement& means) {
  if (units_a_year <= 0) return 0;
  const double yearly = means.record_rate * core::pow(units_a_year / means.record_units, means.record_power);
  return 1.0 - core::exp(-yearly / double{weeks_per_year});
}

double proof_chance(int findings, const scenario::Enforcement& means) {
  return 1.0 - core::pow(1.0 - means.case_success, std::max(1, findings));
}

}  // namespace entrepot::submodels
