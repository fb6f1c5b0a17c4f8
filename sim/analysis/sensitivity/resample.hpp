#pragma once
// Shared by the bootstraps of this module: counter-based resamples, and products of different replicates.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/analysis/sensitivity/runs.hpp"

namespace entrepot::sensitivity {

/// Number of draws of each of n blocks in a resample.
std::vector<std::uint32_t> block_counts(std::size_t n, std::size_t resample);
/// A random permutation of 0 .. n-1.
std::vector<std::size_t> permutation(std::size_t n, std::size_t which);

/// Weights of replicates, and the coefficients for products of different replicates:
///   sum over r != s of w_r w_s Q(y_r, y_s) = Q(m, m) - sum over r of w_r^2 Q(y_r, y_r),  m = sum over r of w_r y_r,
/// for any bilinear Q, over the sum of the w_r w_s. With one replicate there are no pairs, and it is Q(y, y).
class ReplicatePairs {
 public:
  explicit ReplicatePairs(std::vector<double> weights);
  [[nodiscard]] std::span<const double> weights() const { return weights_; }
  /// Coefficient of Q(m, m).
  [[nodiscard]] double factor_of_mean() const { return 1 / pairs_; }
  /// Coefficient of Q(y_r, y_r).
  [[nodiscard]] double factor_of(std::size_t replicate) const { return own_[replicate] / pairs_; }
  /// Whether there are pairs, or only a single replicate.
  [[nodiscard]] bool usable() const { return pairs_ > 0; }

 private:
  std::vector<double> weights_;
  std::vector<double> own_;
  double pairs_ = 1;
};

/// Equal weights.
ReplicatePairs all_replicates(std::size_t replicates);
/// Weights of a resample with one replicate fewer than there are, which gives means of few replicates the correct
/// variance (Rao and Wu 1988). With independent draws, equal weights, because resampled blocks have their own
/// replicates.
ReplicatePairs drawn_replicates(std::size_t replicates, std::size_t resample, RandomNumbers random_numbers);

/// The estimate with its percentile interval; no interval without resamples.
statistics::Interval interval_of(double estimate, std::vector<double> of_resamples, const Bootstrap& bootstrap,
                                 std::size_t blocks);

}  // namespace entrepot::sensitivity
