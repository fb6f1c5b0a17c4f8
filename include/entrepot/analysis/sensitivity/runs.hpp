#pragma once
// One output of the runs of a design, and how its chance hangs together.

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
  /// Whether all replicates of a row are there.
  [[nodiscard]] bool whole(std::size_t row) const;
};

/// What replicate k of one row has to do with replicate k of another: the same chance (common random numbers), or
/// nothing.
enum class Chance : std::uint8_t { common, independent };

/// How intervals are made: percentiles over resamples, drawn by counters with a constant seed, the same for every
/// output. Blocks of rows are drawn with replacement, and under common chance replicates too, jointly for all rows.
struct Bootstrap {
  std::size_t resamples = statistics::usual_resamples;  ///< 0: no intervals
  double confidence = 0.95;
  Chance chance = Chance::common;
};

/// The variance of single runs in its two parts, over rows and within rows.
struct VarianceParts {
  double of_expected;  ///< between rows, of the expected output of a row, noise taken out; below 0 by chance alone
  double of_means;     ///< between rows, of the means over replicates, noise and all
  double of_noise;     ///< within rows, between replicates; NaN with one replicate
  /// Share of a single run's variance that is replicate noise. NaN with one replicate.
  [[nodiscard]] double noise_share() const;
  /// Share of the variance of row means that is replicate noise. NaN with one replicate.
  [[nodiscard]] double noise_in_means() const;
};

/// Over the given rows, which must be whole. With one replicate of_expected is of_means. NaN for fewer than two rows.
///
/// of_expected is the mean over pairs of different replicates r, s of the covariance over rows of replicate r and
/// replicate s. Two replicates of a row never share chance, so noise drops out of the product in expectation, however
/// the chance of different rows hangs together: the same estimator is right for Chance::common and
/// Chance::independent.
VarianceParts variance_parts(const Runs& runs, std::span<const std::size_t> rows);

}  // namespace entrepot::sensitivity
