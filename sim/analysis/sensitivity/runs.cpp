#include "entrepot/analysis/sensitivity/runs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "resample.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double sample_variance(std::span<const double> values) {
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size() - 1);
}

}  // namespace

bool Runs::whole(std::size_t row) const {
  const auto runs = of(row);
  return std::none_of(runs.begin(), runs.end(), [](double value) { return std::isnan(value); });
}

double VarianceParts::noise_share() const { return of_noise / (std::max(of_expected, 0.0) + of_noise); }

double VarianceParts::noise_in_means() const {
  return std::isnan(of_noise) ? none : std::clamp(1 - of_expected / of_means, 0.0, 1.0);
}

VarianceParts variance_parts(const Runs& runs, std::span<const std::size_t> rows) {
  if (rows.size() < 2) return {none, none, none};
  std::vector<double> means;
  std::vector<double> of_replicate(rows.size());
  for (const std::size_t row : rows) means.push_back(mean_of(runs.of(row)));
  const double of_means = sample_variance(means);
  if (runs.replicates < 2) return {of_means, of_means, none};

  const auto pairs = all_replicates(runs.replicates);
  double of_expected = pairs.factor_of_mean() * of_means;
  for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate) {
    for (std::size_t k = 0; k < rows.size(); ++k) of_replicate[k] = runs.of(rows[k])[replicate];
    of_expected += pairs.factor_of(replicate) * sample_variance(of_replicate);
  }
  double of_noise = 0;
  for (const std::size_t row : rows) of_noise += sample_variance(runs.of(row)) / static_cast<double>(rows.size());
  return {of_expected, of_means, of_noise};
}

}  // namespace entrepot::sensitivity
