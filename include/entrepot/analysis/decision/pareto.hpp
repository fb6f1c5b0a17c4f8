#pragma once
// Pareto-optimal policies.

#include <cstddef>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// Whether row a of [policy x objective] dominates row b: no worse in every objective and better in one. `better` gives
/// the direction of each objective.
bool dominates(std::span<const double> a, std::span<const double> b, std::span<const Better> better);

/// Non-dominated rows of [policy x objective]: 1 or 0 by policy. Equal rows are in the set together; rows with a NaN
/// are not.
std::vector<char> non_dominated(std::span<const double> means, std::span<const Better> better);

struct ParetoMember {
  std::vector<double> means;  ///< [objective], over replicates and states
  bool in_set = false;
  double frequency = 0;                   ///< share of resamples in which it is in the set
  std::vector<std::size_t> dominated_by;  ///< policies that dominate it by means
};

/// The Pareto set by means over replicates and states, for two or more outputs with directions. A run without an output
/// under any policy is omitted for all; states have equal weights. Throws Error for inconsistent tables, fewer than two
/// outputs, or no comparable run.
std::vector<ParetoMember> pareto_set(const Layout& layout, std::span<const Values> outputs,
                                     std::span<const Better> better, const Bootstrap& bootstrap = {});

}  // namespace entrepot::decision
