#pragma once
// How often a policy is good enough (Simon 1956; Starr's domain criterion 1963).

#include <cstddef>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// A condition on one of several outputs.
struct OutputCondition {
  std::size_t output = 0;  ///< row in the outputs
  Condition condition;
};

struct Satisficing {
  Interval states{};  ///< share of states in whose replicate means all conditions hold
  Interval runs{};    ///< share of single runs in which all conditions hold
  std::size_t states_known = 0;
  std::size_t runs_known = 0;  ///< in which every output has a value
};

/// For each policy (option of the layout) how often all conditions hold. Runs without one of the outputs are left out.
/// A state's mean may meet conditions that few of its runs meet together: the two shares answer different questions.
/// If all or none of what was seen holds, the bootstrap would give an interval without width; the other end is then the
/// exact bound for a share (Clopper and Pearson 1934) on the fewer of replicates and states. Throws Error for tables
/// that do not fit, and without conditions.
std::vector<Satisficing> satisficing(const Layout& layout, std::span<const Values> outputs,
                                     std::span<const OutputCondition> conditions, const Bootstrap& bootstrap = {});

}  // namespace entrepot::decision
