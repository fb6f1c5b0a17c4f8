#include "entrepot/statistics/resampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/random.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::statistics {
namespace {

// An arbitrary constant, so that resamples are the same in every run.
constexpr std::uint32_t resampling_seed = 1979;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Resampling::Resampling(std::size_t replicates, std::size_t resamples, std::uint64_t stream)
    : replicates_(replicates), resamples_(resamples), weights_(replicates * resamples, 0.0) {
  const auto n = static_cast<std::uint32_t>(replicates);
  for (std::size_t resample = 0; resample < resamples; ++resample) {
    Draws draws(resampling_seed, static_cast<std::uint32_t>(resample), stream, 0, Purpose::resampling);
    for (std::uint32_t k = 0; k < n; ++k) weights_[resample * replicates + draws.index(n)] += 1.0 / n;
  }
}

std::vector<double> equal_weights(std::size_t replicates) {
  return std::vector<double>(replicates, 1.0 / static_cast<double>(replicates));
}

std::vector<double> mean_of_cells(std::span<const double> table, std::span<const double> weights) {
  const std::size_t cells = table.size() / weights.size();
  std::vector<double> means(cells, 0.0);
  for (std::size_t replicate = 0; replicate < weights.size(); ++replicate) {
    if (weights[replicate] == 0) continue;
    for (std::size_t cell = 0; cell < cells; ++cell)
      means[cell] += weights[replicate] * table[replicate * cells + cell];
  }
  return means;
}

Interval percentile_interval(double estimate, std::vector<double> of_resamples, double confidence,
                             std::size_t replicates) {
  std::erase_if(of_resamples, [](double value) { return !std::isfinite(value); });
  if (replicates < 2 || of_resamples.empty()) return {estimate, none, none};
  std::sort(of_resamples.begin(), of_resamples.end());
  const double tail = (1 - confidence) / 2;
  return {estimate, statistics::quantile(of_resamples, tail), statistics::quantile(of_resamples, 1 - tail)};
}

}  // namespace entrepot::statistics
