#pragma once
// Splitting of a diverter's order (docs/reference/odd.md, section 7): each supplier sees only its own part, and a small
// order raises fewer red flags.

#include <cstdint>
#include <vector>

#include "entrepot/core/quantity.hpp"

namespace entrepot::submodels {

/// Number of parts, at most one per supplier, with the lowest cost: lost margin on refused units plus the cost of each
/// order,
///     C(n) = q m r(q/n) + n c.
/// `refusal(units)` is the probability that a part of that size is refused, `margin` m USD/unit, `order_cost` c USD.
/// The smallest n of equal cost; at least 1.
template <class Refusal>
std::int64_t best_parts(Units units, std::int64_t suppliers, double margin, double order_cost, Refusal&& refusal) {
  std::int64_t best = 1;
  double least = 0;
  for (std::int64_t parts = 1; parts <= suppliers && parts <= units; ++parts) {
    const double lost = static_cast<double>(units) * margin * refusal((units + parts - 1) / parts);
    const double cost = lost + static_cast<double>(parts) * order_cost;
    if (parts == 1 || cost < least) {
      least = cost;
      best = parts;
    }
  }
  return best;
}

/// Sizes of the parts: as equal as possible, larger ones first.
std::vector<Units> split_evenly(Units units, std::int64_t parts);

}  // namespace entrepot::submodels
