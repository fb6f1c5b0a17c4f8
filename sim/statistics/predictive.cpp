#include "entrepot/statistics/predictive.hpp"

#include <algorithm>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/core/distributions.hpp"

namespace entrepot::statistics {
namespace {

constexpr double far = 9;  // standard deviations beyond which a normal has no probability in double precision
constexpr int bits = 50;   // precision of the quantile

struct Part {
  double mean, sd, weight;

  [[nodiscard]] double below(double y) const {
    if (!(sd > 0)) return y >= mean ? weight : 0;  // degenerate distribution
    return weight * core::normal_cdf((y - mean) / sd);
  }
};

}  // namespace

double predictive_quantile(std::span<const double> values, std::span<const double> weights, double relative_sd,
                           double q) {
  std::vector<Part> parts;
  double total = 0;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (std::isnan(values[k])) continue;
    const Part part{.mean = values[k], .sd = relative_sd * std::abs(values[k]), .weight = weights[k]};
    parts.push_back(part);
    total += part.weight;
    low = std::min(low, part.mean - far * part.sd);
    high = std::max(high, part.mean + far * part.sd);
  }
  if (parts.empty()) return std::nan("");
  const auto less = [&](double y) {
    double below = -q * total;
    for (const auto& part : parts) below += part.below(y);
    return below;
  };
  if (!(less(low) < 0)) return low;
  if (!(less(high) > 0)) return high;
  return boost::math::tools::bisect(less, low, high, boost::math::tools::eps_tolerance<double>(bits)).second;
}

}  // namespace entrepot::statistics
