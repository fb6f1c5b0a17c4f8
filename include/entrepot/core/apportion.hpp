#pragma once
// Proportional apportionment of integer units.

#include <span>
#include <vector>

#include "entrepot/core/quantity.hpp"

namespace entrepot {

/// Apportions `supply` among claims in proportion to their size by the largest-remainder method; no share exceeds its
/// claim. Of equal remainders, the first claim wins, so claims must be in a stable order. Returns one share per claim.
std::vector<Units> apportion(Units supply, std::span<const Units> claims);

}  // namespace entrepot
