#pragma once
// Allocation of scarce goods, and ordering (docs/reference/odd.md, section 7).

#include <span>
#include <vector>

#include "entrepot/core/quantity.hpp"

namespace entrepot::submodels {

/// A claim on a vendor's stock of one product.
struct Claim {
  std::uint8_t priority = 0;  ///< allocation class; 0 is served first
  Units units = 0;
};

/// Allocates stock class by class, pro rata within a class (largest remainder, ties by position), in whole systems.
/// Returns one allotment per claim; it ends with part of a system only where the claim does.
std::vector<Units> allocate(Units stock, std::span<const Claim> claims, Units per_system = 1);

/// Units to order now under an order-up-to policy: stock and orders must cover the backlog, demand during the lead
/// time, and the target cover.
Units base_stock_order(double weekly_demand, double cover_weeks, double lead_weeks, Units backlog, Units on_hand,
                       Units on_the_way);

/// Exponentially smoothed demand after a week with `asked` units requested. The latest week has weight 1 /
/// `memory_weeks`.
double smoothed_demand(double before, Units asked, double memory_weeks);

}  // namespace entrepot::submodels
