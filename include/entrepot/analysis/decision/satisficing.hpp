#pragma once
// Satisficing: how often a policy meets conditions (Simon 1956; Starr's domain criterion 1963).

#include <cstddef>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// A condition on one of several outputs.
struct OutputCondition {
  std::size_t output = 0;  ///< index in the outputs
  Condition condition;
};

struct Satisficing {
  Interval states{};  ///< share of states in whose replicate means all conditions hold
  Interval runs{};    ///< share of single runs in which all conditions hold
  std::size_t states_known = 0;
  std::size_t runs_known = 0;  ///< runs with a value for every output
};

/// For each policy (option of the layout), how often all conditions hold. Runs without one of the outputs are omitted.
/// A state's mean may meet conditions that few of its runs meet jointly: the two shares answer different questions. If
/// the share is 0 or 1, the bootstrap interval has no width; the other bound is then the exact bound for a share
/// (Clopper and Pearson 1934) for the smaller of the numbers of replicates and states. Throws Error for inconsistent
/// tables, or without conditions.
std::vector<Satisficing> satisficing(const Layout& layout, std::span<const Values> outputs,
                                     std::span<const OutputCondition> conditions, const Bootstrap& bootstrap = {});

}  // namespace entrepot::decision
