#pragma once
// Places named in a vendor's filing, in its table of revenue by billing address (docs/reference/odd.md, section 7).

#include <cstdint>
#include <numeric>
#include <span>

namespace entrepot::submodels {

/// Whether the table of a quarter names a place: its revenue is positive and at least the share `share` of the total.
inline bool names_place(std::int64_t revenue, std::int64_t all, double share) {
  return revenue > 0 && static_cast<double>(revenue) >= share * static_cast<double>(all);
}

/// Revenue that the table reports as "other": that of the places it does not name.
inline std::int64_t pooled(std::span<const std::int64_t> revenue_by_place, double share) {
  const std::int64_t all = std::accumulate(revenue_by_place.begin(), revenue_by_place.end(), std::int64_t{0});
  std::int64_t rest = 0;
  for (const std::int64_t revenue : revenue_by_place) {
    if (!names_place(revenue, all, share)) rest += revenue;
  }
  return rest;
}

}  // namespace entrepot::submodels
