#pragma once
// Distribution-based indices (PAWN: Pianosi and Wagener 2015, 2018) from the rows of any design.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/analysis/sensitivity/runs.hpp"

namespace entrepot::sensitivity {

/// Index of one dimension: how much the distribution of the output changes if the parameter is restricted to a slice.
struct PawnIndex {
  statistics::Interval
      median;  ///< median over slices of the Kolmogorov-Smirnov distance from the distribution of all rows
  statistics::Interval max;
  double null_median;  ///< 95 % quantile of the median if the parameter has no influence
  double null_max;
  std::size_t slices;
};

struct PawnIndices {
  std::vector<PawnIndex> of_dimension;
  double noise_share;     ///< share of a single run's variance that is replicate noise; NaN with one replicate
  double noise_in_means;  ///< share of the variance of replicate means that is noise
  std::size_t rows_used;
};

/// The distribution that is compared: of row means (estimates of expected outputs), or of single runs.
enum class Distribution : std::uint8_t { row_means, single_runs };

struct PawnOptions {
  std::size_t slices = 10;  ///< number of slices with equal numbers of rows
  Distribution distribution = Distribution::row_means;
  /// Block of each row: a block of design::saltelli or a trajectory of design::morris. Rows of a block are resampled
  /// and permuted together, because they are similar for reasons other than the parameter.
  std::size_t block_rows = 1;
  std::size_t permutations = 200;  ///< for the null level; 0: none
  Bootstrap bootstrap = {};        ///< over blocks only, also with common random numbers
};

/// points: [row x dimension]. categorical: [dimension]; the slices of such a dimension, and of one with no more
/// distinct values than slices, are its distinct values, of any size. Rows without a finished run are omitted; means
/// are over the available replicates. Throws std::invalid_argument for inconsistent sizes. Noise widens all
/// distributions without shifting them: distances of row_means are too small if noise_in_means is large; those of
/// single_runs intentionally include the noise. Distances are not negative, so estimates are biased upwards, more so
/// with fewer rows per slice and smaller distances (0.29 for 0.27, 0.09 for 0.05 with 200 rows); only values above the
/// null level are meaningful. Intervals describe the variation of the estimate over other rows, not the true distance:
/// they are percentiles of resamples, shifted to have the estimate as mean, since resampling adds the bias a second
/// time.
PawnIndices pawn_indices(const Runs& runs, std::span<const double> points, const std::vector<bool>& categorical,
                         const PawnOptions& options = {});

}  // namespace entrepot::sensitivity
