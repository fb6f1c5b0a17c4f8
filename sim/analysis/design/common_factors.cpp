#include "entrepot/analysis/design/common_factors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/distributions.hpp"

namespace entrepot::design {
namespace {

/// The correlated value of one variable in the open unit interval.
double correlated(double own, std::span<const double> factors, std::span<const double> loadings) {
  double shared = 0;
  double variance = 0;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    if (loadings[f] == 0) continue;
    shared += loadings[f] * core::normal_quantile(factors[f]);
    variance += loadings[f] * loadings[f];
  }
  if (variance == 0) return own;
  // Loadings that use up the whole variance may exceed it by rounding.
  const double rest = std::sqrt(std::max(0.0, 1 - variance));
  constexpr double least = std::numeric_limits<double>::epsilon() / 2;
  return std::clamp(core::normal_cdf(shared + rest * core::normal_quantile(own)), least, 1 - least);
}

}  // namespace

UnitSample correlate(const UnitSample& sample, std::span<const double> loadings, std::size_t factors) {
  const std::size_t variables = sample.dimensions - factors;
  UnitSample result{sample.points, variables, {}};
  result.values.reserve(sample.points * variables);
  for (std::size_t point = 0; point < sample.points; ++point) {
    const auto row = sample.row(point);
    for (std::size_t v = 0; v < variables; ++v)
      result.values.push_back(correlated(row[v], row.last(factors), loadings.subspan(v * factors, factors)));
  }
  return result;
}

}  // namespace entrepot::design
