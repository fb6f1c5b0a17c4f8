#include "entrepot/model/submodels/targeting.hpp"

#include <algorithm>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

double sampled_yield(Yield yield, const scenario::Enforcement& enforcement, double luck) {
  const double misses = std::max(0.0, yield.tried - yield.found);
  return core::beta_quantile(enforcement.prior_finds + yield.found, enforcement.prior_misses + misses, luck);
}

double kept_in_a_week(double memory_weeks) { return core::exp2(-1.0 / memory_weeks); }

double reacted_cooperation(double cooperation, double responsiveness, double listings, double listings_to_half) {
  return cooperation + (1.0 - cooperation) * responsiveness * listings / (listings + listings_to_half);
}

}  // namespace entrepot::submodels
