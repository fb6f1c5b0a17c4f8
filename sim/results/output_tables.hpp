#pragma once
// The two parts of the table of outputs.

#include <limits>
#include <vector>

#include "entrepot/results/output.hpp"

namespace entrepot::results {

/// A real that does not exist, e.g. a rate where nothing was sold. One bit pattern only, so that it hashes the same.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Tallies of the engine as they are, in the units of the file.
std::vector<Output> raw_outputs();

/// What is computed from the tallies of one replicate.
std::vector<Output> derived_outputs();

}  // namespace entrepot::results
