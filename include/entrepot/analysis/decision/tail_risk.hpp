#pragma once
// Tail risk: mean of the worst runs, or conditional value at risk (Rockafellar and Uryasev 2000).

#include <span>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// A value and its weight.
struct Weighted {
  double value;
  double weight;
};

/// Mean of the worst share alpha (0 < alpha <= 1) of weighted values; a value on the boundary counts with the part of
/// its weight inside. NaN without weight.
double mean_of_worst(std::vector<Weighted> values, double alpha, Better better);

/// For each policy, the mean of the worst share alpha of its runs over replicates and states, in the output's unit.
/// Runs without a value are omitted. Throws Error for inconsistent tables, or for alpha outside (0, 1].
std::vector<Interval> tail_means(const Layout& layout, const Values& values, double alpha, Better better,
                                 const Bootstrap& bootstrap = {});

}  // namespace entrepot::decision
