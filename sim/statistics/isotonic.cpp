#include "entrepot/statistics/isotonic.hpp"

#include <cstddef>

namespace entrepot::statistics {
namespace {

/// Adjacent values with one common fit.
struct Pool {
  double sum;  ///< of weight x value
  double weight;
  std::size_t members;
  [[nodiscard]] double mean() const { return sum / weight; }
};

Pool joined(const Pool& a, const Pool& b) { return {a.sum + b.sum, a.weight + b.weight, a.members + b.members}; }

/// Appends a pool, then merges pools backwards until their means are non-decreasing.
void take(std::vector<Pool>& pools, Pool next) {
  while (!pools.empty() && (pools.back().weight == 0 || next.weight == 0 || pools.back().mean() >= next.mean())) {
    next = joined(pools.back(), next);
    pools.pop_back();
  }
  pools.push_back(next);
}

}  // namespace

std::vector<double> non_decreasing(std::span<const double> values, std::span<const double> weights) {
  std::vector<Pool> pools;
  for (std::size_t k = 0; k < values.size(); ++k)
    take(pools, {weights[k] == 0 ? 0.0 : weights[k] * values[k], weights[k], 1});
  std::vector<double> fit;
  for (const Pool& pool : pools) fit.insert(fit.end(), pool.members, pool.mean());
  return fit;
}

std::vector<double> non_increasing(std::span<const double> values, std::span<const double> weights) {
  std::vector<double> turned;
  for (const double value : values) turned.push_back(-value);
  auto fit = non_decreasing(turned, weights);
  for (double& value : fit) value = -value;
  return fit;
}

double residual_sum_of_squares(std::span<const double> values, std::span<const double> fit,
                               std::span<const double> weights) {
  double squares = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (weights[k] > 0) squares += weights[k] * (values[k] - fit[k]) * (values[k] - fit[k]);
  }
  return squares;
}

}  // namespace entrepot::statistics
