#pragma once
// Variance-based indices (Sobol' 1993) from Saltelli's design.

#include <cstddef>
#include <vector>

#include "entrepot/analysis/sensitivity/runs.hpp"

namespace entrepot::sensitivity {

/// Indices of the expected output f(x) = E[Y | x] of a row; each a share of its variance.
struct SobolIndices {
  std::vector<statistics::Interval> first;   ///< [group] by itself
  std::vector<statistics::Interval> total;   ///< [group] with all interactions that it takes part in
  std::vector<statistics::Interval> second;  ///< [group x group] pair by itself; NaN where it was not in the design
  double variance;                           ///< of f over rows A and B, noise taken out
  double noise_share;                        ///< share of a single run's variance that is noise; NaN: one replicate
  double noise_in_means;                     ///< the same of the means over replicates
  std::size_t blocks;
  std::size_t blocks_used;  ///< blocks of which no run is missing
};

/// Indices from rows in blocks A, B, AB_1 .. AB_g (, BA_1 .. BA_g), as design::saltelli has them. Throws
/// std::invalid_argument if the rows are no whole number of blocks.
///
/// Numerators are means over blocks of products of rows: first order B (AB_i - A) (Saltelli et al. 2010), total
/// (A - AB_i)^2 / 2 (Jansen 1999), second order BA_i AB_j - A B less both first (Saltelli 2002). With second order the
/// mirrored products, A and B exchanged, are averaged in. Outputs are centred beforehand, replicate by replicate.
///
/// Noise. All of these, and the variance, are sums of products of two rows' outputs. Products of means over R
/// replicates are biased: by noise variance / R where a row meets itself if chance is independent (totals too large,
/// all shares of too large a whole); by 1/R of the noise's own indices if chance is common, because replicate k is then
/// one smooth function of x, and how it differs from f is spread over rows like a signal. So a product of rows x and x'
/// is here the mean of Y(x, r) Y(x', s) over all pairs of different replicates, which expects f(x) f(x') under both.
/// (Means of per-replicate indices would answer another question under common chance: the indices of one run's
/// function, chance held fixed.) The price is none in bias and a little in spread: estimates may lie below 0. With one
/// replicate nothing can be taken out: under common chance the indices are then of that replicate's function.
///
/// Intervals: bootstrap over blocks, and under common chance with three replicates or more over replicates too, jointly
/// for all rows. Those of 95 % covered in 90 to 99 % of trials with independent blocks; where common chance is nearly
/// all that is uncertain, in 72, 85, 89, 90 and 92 % with 3, 4, 6, 10 and 30 replicates, and with two, when only blocks
/// are drawn, in a third. A quasi-random design is spread more evenly than its blocks drawn anew, which makes intervals
/// too wide.
SobolIndices sobol_indices(const Runs& runs, std::size_t groups, bool second_order, const Bootstrap& bootstrap = {});

}  // namespace entrepot::sensitivity
