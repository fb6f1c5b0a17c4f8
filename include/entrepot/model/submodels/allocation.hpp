#pragma once
// Who gets the goods when they are short, and how much is made (docs/odd.md, section 7).

#include <span>
#include <vector>

#include "entrepot/core/quantity.hpp"

namespace entrepot::submodels {

/// A claim on a vendor's stock of one product.
struct Claim {
  std::uint8_t priority = 0;  ///< class; 0 is served first
  Units units = 0;
};

/// Serve the classes in turn, pro rata within a class (largest remainder, ties by position). One allotment per claim.
std::vector<Units> allocate(Units stock, std::span<const Claim> claims);

/// Order-up-to level of a stock with smoothed weekly demand: cover the backlog, the wait and the wanted cover. Units to
/// order now.
Units base_stock_order(double weekly_demand, double cover_weeks, double lead_weeks, Units backlog, Units on_hand,
                       Units on_the_way);

/// Exponentially smoothed demand after a week in which `asked` units were asked for. The newest week weighs
/// 1 / `memory_weeks`.
double smoothed_demand(double before, Units asked, double memory_weeks);

}  // namespace entrepot::submodels
