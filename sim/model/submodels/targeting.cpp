#include "entrepot/model/submodels/targeting.hpp"

#include <algorithm>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {
namespace {

constexpr double finds_before = 1;
constexpr double misses_before = 4;
constexpr double listings_to_half = 5;

}  // namespace

double sampled_yield(Yield yield, double luck) {
  const double misses = std::max(0.0, yield.tried - yield.found);
  return core::beta_quantile(finds_before + yield.found, misses_before + misses, luck);
}

double kept_in_a_week(double memory_weeks) { return core::exp2(-1.0 / memory_weeks); }

double reacted_cooperation(double cooperation, double responsiveness, double listings) {
  return cooperation + (1.0 - cooperation) * responsiveness * listings / (listings + listings_to_half);
}

}  // namespace entrepot::submodels
