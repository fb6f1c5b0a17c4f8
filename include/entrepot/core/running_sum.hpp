#pragma once
// Draws in proportion to weights.

#include <algorithm>
#include <cstddef>
#include <span>

namespace entrepot::core {

/// The row on which a uniform number falls, of weights whose running sums these are; there must be one.
inline std::size_t drawn_row(std::span<const double> running_sums, double uniform) {
  const auto after = std::upper_bound(running_sums.begin(), running_sums.end(), uniform * running_sums.back());
  return std::min<std::size_t>(after - running_sums.begin(), running_sums.size() - 1);
}

}  // namespace entrepot::core
