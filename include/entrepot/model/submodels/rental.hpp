#pragma once
// Remote access: compute that clouds rent out (docs/reference/odd.md, section 7). Compute rented abroad by restricted
// tenants is leakage of compute, not of chips, and is counted separately.

#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// The market for open compute: all that clouds rent out, but for what they bought for a tenant.
struct RentalMarket {
  double offered = 0;  ///< H100e
  double rented = 0;   ///< by restricted tenants, H100e
  double planned = 0;  ///< H100e that clouds planned to offer by now
  double rent = 0;     ///< USD/H100e/week of the start
};

/// Whether restricted buyers may rent at all.
bool rents(scenario::RentalForm form);

/// Whether clouds build for a request of this size, H100e.
bool builds_for(double h100e, scenario::RentalForm form, const scenario::Cloud& cloud);

/// Weeks by which a tenant plans a large contract ahead: the time it takes to build for it.
double planned_ahead(scenario::RentalForm form, const scenario::Cloud& cloud);

/// Share of the offered compute that lawful tenants use. Spot: constant. Reserved: what they want at the rent, as far
/// as there is compute.
double lawful_share(const RentalMarket& market, scenario::RentalForm form, const scenario::Cloud& cloud);

/// Used share of the offered compute, 0..1: the lawful tenants' share plus the restricted tenants' compute. 1 if
/// nothing is offered. `offered` and `rented_by_restricted` in H100e.
double utilisation(double offered, double rented_by_restricted, double lawful);

/// Free compute of one provider, H100e.
double free_compute(double offered, double rented_by_restricted, double lawful);

/// Rent at which lawful tenants want what restricted ones leave of the usual utilisation, USD/H100e/week of the start.
double clearing_rent(const RentalMarket& market, const scenario::Cloud& cloud);

/// Rent after a week, USD/H100e/week of the start, never below the minimum. Spot: rises above the usual utilisation,
/// falls below it. Reserved: comes nearer to the clearing rent.
double next_rent(const RentalMarket& market, scenario::RentalForm form, const scenario::Cloud& cloud);

}  // namespace entrepot::submodels
