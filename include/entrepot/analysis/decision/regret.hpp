#pragma once
// Regret (Savage 1951): the loss of a policy relative to the best policy for the state of the world.

#include <cstddef>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// The quantile of regret over states that is reported besides mean and maximum.
inline constexpr double regret_quantile = 0.9;

/// Regret of each policy in each state, in the unit of the output: 0 for the best policy, NaN in states not run for all
/// policies. means: [policy x state].
std::vector<double> regret_matrix(std::span<const double> means, std::size_t policies, std::size_t states,
                                  Better better);

/// Regret of one policy over the states.
struct PolicyRegret {
  Interval mean{};
  Interval maximum{};
  Interval quantile{};
  double least_maximum = 0;  ///< share of resamples in which its maximum is the smallest
};

struct Regrets {
  std::size_t policies = 0;
  std::size_t states = 0;
  std::size_t states_used = 0;       ///< states in which all policies can be compared
  std::vector<double> matrix;        ///< [policy x state]
  std::vector<PolicyRegret> policy;  ///< [policy]
  std::size_t choice = 0;            ///< the minimax-regret policy; of equal ones the first
  double survival = 0;               ///< share of resamples with the same choice
};

/// Regrets from replicate means. A replicate missing for one policy is omitted for all. By default, intervals cover the
/// sampling noise of runs in the given states only. Intervals over states too can omit extreme states of the design but
/// never add any, which matters for a maximum. Throws Error for inconsistent tables, or without a common state.
Regrets regrets(const Layout& layout, const Values& values, Better better,
                const Bootstrap& bootstrap = {.over = Over::runs});

}  // namespace entrepot::decision
