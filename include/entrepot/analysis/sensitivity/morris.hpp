#pragma once
// Elementary effects (Morris 1991, Campolongo et al. 2007).

#include <cstddef>
#include <span>
#include <vector>

#include "entrepot/analysis/sensitivity/runs.hpp"

namespace entrepot::sensitivity {

/// Elementary effects of one group, per unit of the parameter's quantile u: the change of the output over the whole
/// range, extrapolated from one step.
struct MorrisEffects {
  statistics::Interval
      mu;  ///< mean effect; NaN for a group of several dimensions or a category, which have no direction
  statistics::Interval mu_star;  ///< mean absolute effect
  statistics::Interval sigma;    ///< standard deviation of the effect without noise, at least 0; NaN if mu is NaN
  double noise_share;            ///< share of the variance of the measured effects that is noise; NaN: one replicate
  double noise_mu_star;          ///< mu_star that normal noise alone would give; NaN: one replicate
  std::size_t effects;           ///< number of effects with complete runs on both sides
  /// Length of every step in u; NaN if lengths differ. An influence with this period has no visible effect.
  double only_step;
};

/// Effects by group from trajectories of g+1 rows in which each step changes one group, as in design::morris. points:
/// [row x dimension] in the unit cube. Throws std::invalid_argument if a step changes no group or more than one.
/// Effects are differences of means over replicates. mu is unbiased by noise; so is sigma squared, the mean over pairs
/// of different replicates of the covariance of their effects over trajectories. mu_star is biased upwards: by at most
/// noise_mu_star without an effect, and hardly for a large one. Intervals: bootstrap over trajectories, with common
/// random numbers also over replicates, jointly for all rows. categorical: [dimension], or empty for none. A step
/// between two categories has no length; it counts as half of the range, so the effect is twice the difference between
/// the categories.
std::vector<MorrisEffects> morris_effects(const Runs& runs, std::span<const double> points,
                                          std::span<const std::size_t> group_of_dimension,
                                          const Bootstrap& bootstrap = {}, const std::vector<bool>& categorical = {});

}  // namespace entrepot::sensitivity
