#include "entrepot/model/submodels/targeting.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "entrepot/core/in_double.hpp"

namespace entrepot::submodels {
namespace {

constexpr double finds_before = 1;
constexpr double misses_before = 4;
constexpr double listings_to_half = 5;

}  // namespace

double sampled_yield(Yield yield, double luck) {
  const double misses = std::max(0.0, yield.tried - yield.found);
  return boost::math::ibeta_inv(finds_before + yield.found, misses_before + misses, luck, InDouble{});
}

double kept_in_a_week(double memory_weeks) { return std::exp2(-1.0 / memory_weeks); }

double reacted_cooperation(double cooperation, double responsiveness, double listings) {
  return cooperation + (1.0 - cooperation) * responsiveness * listings / (listings + listings_to_half);
}

}  // namespace entrepot::submodels
