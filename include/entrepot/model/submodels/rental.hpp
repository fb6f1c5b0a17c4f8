#pragma once
// Remote access: compute that clouds rent out (docs/odd.md, section 7). What a restricted tenant rents abroad is
// leakage of compute, not of chips; it is counted apart.

#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Share of the compute on offer that is in use, 0..1: lawful tenants' share and what restricted tenants rent. 1 where
/// nothing is on offer. Both arguments in H100e.
double utilisation(double offered, double rented_by_restricted, const scenario::Cloud& cloud);

/// Compute of one provider that a new tenant can still have, H100e.
double free_compute(double offered, double rented_by_restricted, const scenario::Cloud& cloud);

/// Price after a week at a utilisation: up above the usual one, down below it, never under the floor. USD/H100e/week.
double adjusted_rent(double rent, double utilisation, const scenario::Cloud& cloud);

}  // namespace entrepot::submodels
