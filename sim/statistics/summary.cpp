#include "entrepot/statistics/summary.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/distributions.hpp"

namespace entrepot::statistics {
namespace {

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double standard_deviation(std::span<const double> values, double mean) {
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

}  // namespace

double quantile(std::span<const double> sorted, double probability) {
  if (sorted.empty()) return Statistics::missing;
  const double position = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::vector<double> without_missing(std::span<const double> values) {
  std::vector<double> kept;
  kept.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(kept), [](double value) { return !std::isnan(value); });
  return kept;
}

Statistics Summariser::operator()(std::span<const double> values) {
  std::vector<double> kept = without_missing(values);
  Statistics result;
  if (kept.empty()) return result;
  // Sorted so that sums do not depend on the order of the replicates.
  std::sort(kept.begin(), kept.end());
  result.mean = mean_of(kept);
  result.p05 = quantile(kept, 0.05);
  result.p95 = quantile(kept, 0.95);
  if (kept.size() < 2) return result;
  result.sd = standard_deviation(kept, result.mean);
  const double half = critical_value(kept.size() - 1) * result.sd / std::sqrt(static_cast<double>(kept.size()));
  result.low = result.mean - half;
  result.high = result.mean + half;
  return result;
}

double Summariser::critical_value(std::size_t degrees_of_freedom) {
  if (critical_values_.size() <= degrees_of_freedom)
    critical_values_.resize(degrees_of_freedom + 1, Statistics::missing);
  double& value = critical_values_[degrees_of_freedom];
  if (std::isnan(value))
    value = core::student_t_quantile(static_cast<double>(degrees_of_freedom), 0.5 + confidence_ / 2);
  return value;
}

}  // namespace entrepot::statistics
