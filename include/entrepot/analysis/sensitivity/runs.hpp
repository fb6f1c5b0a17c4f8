#pragma once
// One output of the runs of a design, and the dependence of its random draws.

#include <cstddef>
#include <cstdint>
#include <span>

#include "entrepot/statistics/resampling.hpp"

namespace entrepot::sensitivity {

/// One output of all runs of a design.
struct Runs {
  std::span<const double> values;  ///< [row x replicate]; NaN where a run is missing
  std::size_t replicates = 1;
  [[nodiscard]] std::size_t rows() const { return values.size() / replicates; }
  [[nodiscard]] std::span<const double> of(std::size_t row) const {
    return values.subspan(row * replicates, replicates);
  }
  /// Whether a row has all its replicates.
  [[nodiscard]] bool whole(std::size_t row) const;
};

/// Relation between replicate k of two rows: common random numbers, or independent draws.
enum class RandomNumbers : std::uint8_t { common, independent };

/// Settings of the bootstrap: percentile intervals over resamples from counter-based draws with a constant seed, the
/// same for every output. Blocks of rows are resampled with replacement; with common random numbers also replicates,
/// jointly for all rows.
struct Bootstrap {
  std::size_t resamples = statistics::default_resamples;  ///< 0: no intervals
  double confidence = 0.95;
  RandomNumbers random_numbers = RandomNumbers::common;
};

/// Decomposition of the variance of single runs into variance between rows and within rows.
struct VarianceParts {
  double
      of_expected;  ///< between rows, of the expected output of a row, without noise; can be negative by sampling noise
  double of_means;  ///< between rows, of the means over replicates, including noise
  double of_noise;  ///< within rows, between replicates; NaN with one replicate
  /// Share of a single run's variance that is replicate noise. NaN with one replicate.
  [[nodiscard]] double noise_share() const;
  /// Share of the variance of row means that is replicate noise. NaN with one replicate.
  [[nodiscard]] double noise_in_means() const;
};

/// Variance parts over the given rows, which must be complete. With one replicate, of_expected equals of_means. NaN for
/// fewer than two rows. of_expected is the mean over pairs of different replicates r, s of the covariance over rows
/// between replicates r and s. Different replicates of a row have independent draws, so noise cancels in expectation,
/// regardless of the dependence between rows: the estimator is valid for RandomNumbers::common and
/// RandomNumbers::independent.
VarianceParts variance_parts(const Runs& runs, std::span<const std::size_t> rows);

}  // namespace entrepot::sensitivity
