#pragma once
// Policies that no other beats on every output.

#include <cstddef>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// Whether row a of [policy x objective] is no worse than row b in every objective and better in one. Less is better
/// where `better` says so.
bool dominates(std::span<const double> a, std::span<const double> b, std::span<const Better> better);

/// Rows of [policy x objective] that no other row dominates: 1 or 0 by policy. Equal rows are in the set together; rows
/// with a NaN are out of it.
std::vector<char> non_dominated(std::span<const double> means, std::span<const Better> better);

struct ParetoMember {
  std::vector<double> means;  ///< [objective], over replicates and states
  bool in_set = false;
  double frequency = 0;                   ///< share of resamples in which it is in the set
  std::vector<std::size_t> dominated_by;  ///< policies that dominate it by means
};

/// The set by means over replicates and states: two or more outputs, a direction for each. A run that lacks any output
/// under any policy is left out for all, and the states count alike. Throws Error for tables that do not fit, fewer
/// than two outputs, or no run that can be compared.
std::vector<ParetoMember> pareto_set(const Layout& layout, std::span<const Values> outputs,
                                     std::span<const Better> better, const Bootstrap& bootstrap = {});

}  // namespace entrepot::decision
