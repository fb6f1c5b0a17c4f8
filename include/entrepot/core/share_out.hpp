#pragma once
// Sharing whole units out in proportion.

#include <span>
#include <vector>

#include "entrepot/core/quantity.hpp"

namespace entrepot {

/// Share `supply` among claims in proportion to them, never more than a claim, by largest remainder; equal remainders
/// go to the claim that stands first (claims stand in stable order). Shape: one share per claim.
std::vector<Units> share_out(Units supply, std::span<const Units> claims);

}  // namespace entrepot
