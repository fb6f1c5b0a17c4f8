#pragma once
// The bootstrap over replicates (Efron 1979): intervals of what is no mean, such as ratios and parts of a whole.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entrepot::statistics {

inline constexpr std::size_t usual_resamples = 1000;

/// An estimate and its interval; NaN where there is none.
struct Interval {
  double value;
  double low;
  double high;
};

/// Resamples of n replicates with replacement, the same in every program run (counter-based draws, constant seed).
class Resampling {
 public:
  /// stream: another number resamples independently, for what is resampled beside the replicates.
  explicit Resampling(std::size_t replicates, std::size_t resamples = usual_resamples, std::uint64_t stream = 0);
  [[nodiscard]] std::size_t resamples() const { return resamples_; }
  /// Weight of each replicate in a resample; they add up to 1.
  [[nodiscard]] std::span<const double> weights(std::size_t resample) const {
    return std::span(weights_).subspan(resample * replicates_, replicates_);
  }

 private:
  std::size_t replicates_;
  std::size_t resamples_;
  std::vector<double> weights_;
};

/// Weights of the replicates as they are: all equal.
std::vector<double> equal_weights(std::size_t replicates);

/// Weighted mean over replicates of each cell of a [replicate x cell] table, added in the order of the replicates.
std::vector<double> mean_of_cells(std::span<const double> table, std::span<const double> weights);

/// The middle `confidence` of the values that are numbers (percentile interval), around an estimate. No interval with
/// fewer than two replicates or no value that is a number.
Interval percentile_interval(double estimate, std::vector<double> of_resamples, double confidence,
                             std::size_t replicates);

}  // namespace entrepot::statistics
