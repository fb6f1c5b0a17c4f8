#pragma once
// Remote access: compute that clouds rent out (docs/reference/odd.md, section 7). Compute rented abroad by restricted
// tenants is leakage of compute, not of chips, and is counted separately.

#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Used share of the offered compute, 0..1: the lawful tenants' share plus the restricted tenants' compute. 1 if
/// nothing is offered. Both arguments in H100e.
double utilisation(double offered, double rented_by_restricted, const scenario::Cloud& cloud);

/// Free compute of one provider, H100e.
double free_compute(double offered, double rented_by_restricted, const scenario::Cloud& cloud);

/// Rent after a week at a utilisation, USD/H100e/week: rises above the usual utilisation, falls below it, never below
/// the minimum.
double adjusted_rent(double rent, double utilisation, const scenario::Cloud& cloud);

}  // namespace entrepot::submodels
