#pragma once
// The bootstrap over replicates (Efron 1979), for intervals of statistics other than means, such as ratios and shares.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entrepot::statistics {

inline constexpr std::size_t default_resamples = 1000;

/// An estimate and its interval; NaN if undefined.
struct Interval {
  double value;
  double low;
  double high;
};

/// Resamples of n replicates with replacement, identical in every program run (counter-based draws, constant seed).
class Resampling {
 public:
  /// `stream`: different numbers give independent resamples, for quantities resampled in addition to the replicates.
  explicit Resampling(std::size_t replicates, std::size_t resamples = default_resamples, std::uint64_t stream = 0);
  [[nodiscard]] std::size_t resamples() const { return resamples_; }
  /// Weight of each replicate in a resample; the weights sum to 1.
  [[nodiscard]] std::span<const double> weights(std::size_t resample) const {
    return std::span(weights_).subspan(resample * replicates_, replicates_);
  }

 private:
  std::size_t replicates_;
  std::size_t resamples_;
  std::vector<double> weights_;
};

/// Equal weights of the replicates, for the estimate itself.
std::vector<double> equal_weights(std::size_t replicates);

/// Weighted mean over replicates of each cell of a [replicate x cell] table, summed in the order of the replicates.
std::vector<double> mean_of_cells(std::span<const double> table, std::span<const double> weights);

/// Percentile interval of the resampled values without NaN, with the estimate. The interval is NaN with fewer than two
/// replicates or if all values are NaN.
Interval percentile_interval(double estimate, std::vector<double> of_resamples, double confidence,
                             std::size_t replicates);

}  // namespace entrepot::statistics
