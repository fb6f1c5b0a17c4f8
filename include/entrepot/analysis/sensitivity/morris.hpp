#pragma once
// Elementary effects (Morris 1991, Campolongo et al. 2007).

#include <cstddef>
#include <span>
#include <vector>

#include "entrepot/analysis/sensitivity/runs.hpp"

namespace entrepot::sensitivity {

/// Of one group. Effects are per unit of u, the quantile that a parameter is at: what the output would change by from
/// one end of the range to the other, at the pace of one step.
struct MorrisEffects {
  statistics::Interval mu;       ///< mean effect; NaN for several dimensions or a category, which have no direction
  statistics::Interval mu_star;  ///< mean size of the effect
  statistics::Interval sigma;    ///< standard deviation of the effect, noise taken out, at least 0; NaN where mu is
  double noise_share;            ///< share of the variance of the measured effects that is noise; NaN: one replicate
  double noise_mu_star;          ///< mu_star that noise alone, if normal, would give; NaN: one replicate
  std::size_t effects;           ///< effects that were measured: no run missing on either side
  /// Length in u that every step has; NaN if lengths differ. An influence that repeats at this length leaves no effect.
  double only_step;
};

/// Effects by group from trajectories of g+1 rows that each move one group, as design::morris has them. points: [row x
/// dimension] in the unit cube. Throws std::invalid_argument if a step moves no group, or more than one.
///
/// Effects are differences of means over replicates. mu is free of noise in expectation; so is the square of sigma,
/// the mean over pairs of different replicates of the covariance of their effects over trajectories. mu_star is
/// not: sizes of noise add up, at most by noise_mu_star where there is no effect and hardly where it is large.
/// Intervals: bootstrap over trajectories, under common chance over replicates too, jointly for all rows.
/// categorical: [dimension], or empty for none. The length of a step between two categories means nothing; it counts as
/// half of the range, so that an effect is twice what the one category makes over the other.
std::vector<MorrisEffects> morris_effects(const Runs& runs, std::span<const double> points,
                                          std::span<const std::size_t> group_of_dimension,
                                          const Bootstrap& bootstrap = {}, const std::vector<bool>& categorical = {});

}  // namespace entrepot::sensitivity
