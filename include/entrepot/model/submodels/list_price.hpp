#pragma once
// Prices that answer the order book, and software that improves with use (docs/reference/odd.md, section 7).

#include "entrepot/scenario/parameters/chip_supply.hpp"
#include "entrepot/scenario/parameters/supply.hpp"

namespace entrepot::submodels {

/// Deviation from list price after a week with a lead time: one step up if it is long, one step down if it is short,
/// within floor and cap.
double next_price_change(double change, double wait_weeks, const scenario::PriceResponse& response);

/// Share of a levy on its revenue that a vendor adds to the price. A full line sells to others what one buyer does not
/// take, so it adds all of it.
double levy_passed_on(bool line_is_full, const scenario::Supply& supply);

/// Rise of a vendor's software factor with the compute installed: `gain` per doubling above the base. What has been
/// learned is not lost.
double software_gained(double before, double installed, const scenario::SoftwareLearning& learning);

/// Usable share of a product's compute today over that of the scenario; 1 without learning or above the ceiling.
double software_ratio(double factor, double gained, const scenario::SoftwareLearning& learning);

}  // namespace entrepot::submodels
