#pragma once
// Indices by distributions (PAWN: Pianosi and Wagener 2015, 2018) from the rows of any design.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/analysis/sensitivity/runs.hpp"

namespace entrepot::sensitivity {

/// Of one dimension: how far the distribution of the output moves when the parameter is known to lie in a slice.
struct PawnIndex {
  statistics::Interval median;  ///< over slices, of the Kolmogorov-Smirnov distance from the distribution of all rows
  statistics::Interval max;
  double null_median;  ///< 95 % quantile of the same if the parameter had nothing to do with the output
  double null_max;
  std::size_t slices;
};

struct PawnIndices {
  std::vector<PawnIndex> of_dimension;
  double noise_share;     ///< share of a single run's variance that is replicate noise; NaN with one replicate
  double noise_in_means;  ///< the same of the means over replicates
  std::size_t rows_used;
};

/// Which distribution is looked at: of expected outputs, as far as the replicates tell, or of single runs.
enum class Distribution : std::uint8_t { row_means, single_runs };

struct PawnOptions {
  std::size_t slices = 10;  ///< of equal numbers of rows
  Distribution distribution = Distribution::row_means;
  /// Rows that belong together: a block of design::saltelli, a trajectory of design::morris. They are drawn and
  /// permuted together, as neighbours of the same block are alike for reasons other than the parameter.
  std::size_t block_rows = 1;
  std::size_t permutations = 200;  ///< for the null level; 0: none
  Bootstrap bootstrap = {};        ///< over blocks alone, whatever the chance
};

/// points: [row x dimension]. categorical: [dimension]; slices of such a dimension are its distinct values, of whatever
/// size, and so are those of a dimension with no more distinct values than slices. Rows without a finished run are left
/// out; a mean is over the replicates that are there. Throws std::invalid_argument if sizes do not fit.
///
/// Noise moves no distribution, but blurs all of them: distances of row_means are too small where noise_in_means is
/// large, and those of single_runs are of the blurred distribution on purpose.
/// A distance is never negative, so estimates lie above the true distance, the more the fewer rows a slice has and the
/// smaller it is (0.29 for 0.27, 0.09 for 0.05 with 200 rows); read only what is above the null level. Intervals are of
/// the estimate, as it would come out of other rows, and not of the true distance: percentiles of resamples, moved to
/// have the estimate as their mean, since a resample adds the same bias once more.
PawnIndices pawn_indices(const Runs& runs, std::span<const double> points, const std::vector<bool>& categorical,
                         const PawnOptions& options = {});

}  // namespace entrepot::sensitivity
