#pragma once
// The two parts of the table of outputs.

#include <limits>
#include <vector>

#include "entrepot/results/output.hpp"

namespace entrepot::results {

/// Missing value, e.g. a rate without sales. Always the same bit pattern, so that hashes are reproducible.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// The model's tallies, in the units of the file.
std::vector<Output> raw_outputs();

/// Outputs computed from the tallies of one replicate.
std::vector<Output> derived_outputs();

}  // namespace entrepot::results
