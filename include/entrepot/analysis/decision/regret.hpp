#pragma once
// Regret (Savage 1951): how much better the best policy for a state of the world would have been than the one chosen.

#include <cstddef>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// The quantile of regret over states that is reported beside mean and maximum.
inline constexpr double regret_quantile = 0.9;

/// Regret of each policy in each state, in the unit of the output: 0 for the best there, NaN in states that were not
/// run for all. means: [policy x state].
std::vector<double> regret_matrix(std::span<const double> means, std::size_t policies, std::size_t states,
                                  Better better);

/// What one policy may be regretted for, over the states.
struct PolicyRegret {
  Interval mean{};
  Interval maximum{};
  Interval quantile{};
  double least_maximum = 0;  ///< share of resamples in which its maximum is the least
};

struct Regrets {
  std::size_t policies = 0;
  std::size_t states = 0;
  std::size_t states_used = 0;       ///< in which all policies can be compared
  std::vector<double> matrix;        ///< [policy x state]
  std::vector<PolicyRegret> policy;  ///< [policy]
  std::size_t choice = 0;            ///< the policy of the least maximum regret; of equals the first
  double survival = 0;               ///< share of resamples that choose the same
};

/// Regrets from replicate means. A replicate that is missing for one policy is left out for all. By default intervals
/// cover the chance of the runs in these states alone; over states as well, those of a maximum can only miss extremes
/// that the design holds, and never add any. Throws Error for tables that do not fit, or no state to compare in.
Regrets regrets(const Layout& layout, const Values& values, Better better,
                const Bootstrap& bootstrap = {.over = Over::runs});

}  // namespace entrepot::decision
