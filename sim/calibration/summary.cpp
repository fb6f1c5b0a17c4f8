#include "summary.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/calibration/output.hpp"
#include "entrepot/statistics/predictive.hpp"
#include "entrepot/statistics/weighted.hpp"

namespace entrepot::calibration {
namespace {

using statistics::predictive_quantile;
using statistics::weighted_quantile;

template <class Quantile>
Quantiles at_reported_levels(const Quantile& quantile) {
  Quantiles found{};
  std::transform(reported_levels.begin(), reported_levels.end(), found.begin(), quantile);
  return found;
}

double level_quantile(std::vector<double> levels, double probability) {
  std::sort(levels.begin(), levels.end());
  const auto n = static_cast<double>(levels.size());
  return levels[static_cast<std::size_t>(std::min(std::floor(probability * n), n - 1))];
}

}  // namespace

std::vector<double> prior_levels() {
  std::vector<double> levels;
  for (std::size_t k = 0; k <= prior_steps; ++k)
    levels.push_back(static_cast<double>(k) / static_cast<double>(prior_steps));
  return levels;
}

bool is_logarithmic(const sweep::Factor& factor) {
  return factor.form.starts_with("loguniform:") || factor.form.starts_with("lognormal:");
}

double prior_quantile(const sweep::Factor& factor, double probability) {
  if (!factor.marginal) return level_quantile(factor.levels, probability);
  constexpr double step = 1.0 / prior_steps;
  const auto [low, high] = factor.marginal->range();
  const auto is_end = [&](double value) { return std::isfinite(value) && (value > 0 || !is_logarithmic(factor)); };
  if (probability <= 0) return is_end(low) ? low : factor.marginal->quantile(step);
  if (probability >= 1) return is_end(high) ? high : factor.marginal->quantile(1 - step);
  return factor.marginal->quantile(probability);
}

Quantiles prior_quantiles(const sweep::Factor& factor) {
  return at_reported_levels([&](double p) { return prior_quantile(factor, p); });
}

Quantiles parameter_quantiles(const sweep::Factor& factor, const Generation& generation, std::size_t parameter) {
  const auto values = values_of(factor, generation, parameter);
  const auto weights = weights_of(generation);
  return at_reported_levels([&](double p) { return statistics::weighted_quantile(values, weights, p); });
}

Quantiles simulated_quantiles(const Generation& generation, std::size_t quantity) {
  const auto values = simulated_of(generation, quantity);
  const auto weights = weights_of(generation);
  return at_reported_levels([&](double p) { return statistics::weighted_quantile(values, weights, p); });
}

Quantiles predicted_quantiles(const Generation& generation, std::size_t quantity, const Quantity& observed) {
  const auto values = simulated_of(generation, quantity);
  const auto weights = weights_of(generation);
  const double sd = observed.relative_sd();
  return at_reported_levels([&](double p) { return statistics::predictive_quantile(values, weights, sd, p); });
}

double weight_at(const sweep::Factor& factor, const Generation& generation, std::size_t parameter, double value) {
  const auto values = values_of(factor, generation, parameter);
  double sum = 0;
  for (std::size_t k = 0; k < values.size(); ++k) sum += values[k] == value ? generation.particles[k].weight : 0;
  return sum;
}

}  // namespace entrepot::calibration
