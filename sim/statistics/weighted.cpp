#include "entrepot/statistics/weighted.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace entrepot::statistics {
namespace {

double weighted_covariance(std::span<const double> a, std::span<const double> b, std::span<const double> weights) {
  const double mean_a = weighted_mean(a, weights);
  const double mean_b = weighted_mean(b, weights);
  double sum = 0;
  double total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += weights[i] * (a[i] - mean_a) * (b[i] - mean_b);
    total += weights[i];
  }
  return sum / total;
}

}  // namespace

double weighted_quantile(std::span<const double> values, std::span<const double> weights, double q) {
  std::vector<std::size_t> order;
  double whole = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (std::isnan(values[row])) continue;
    order.push_back(row);
    whole += weights[row];
  }
  if (order.empty()) return std::nan("");
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double wanted = q * whole;
  double below = 0;
  for (const std::size_t row : order) {
    below += weights[row];
    if (below >= wanted) return values[row];
  }
  return values[order.back()];
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) {
  return std::inner_product(values.begin(), values.end(), weights.begin(), 0.0) /
         std::accumulate(weights.begin(), weights.end(), 0.0);
}

double weighted_sd(std::span<const double> values, std::span<const double> weights) {
  return std::sqrt(weighted_covariance(values, values, weights));
}

double weighted_correlation(std::span<const double> a, std::span<const double> b, std::span<const double> weights) {
  const double scale = weighted_sd(a, weights) * weighted_sd(b, weights);
  return scale > 0 ? weighted_covariance(a, b, weights) / scale : std::nan("");
}

double effective_size(std::span<const double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  return sum * sum / std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0);
}

}  // namespace entrepot::statistics
