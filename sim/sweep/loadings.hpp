#pragma once
// Common factors of a sweep's parameters, and checks of their loadings.

#include <span>
#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/sweep/spec.hpp"

namespace entrepot::sweep {

/// Names of the common factors, by first appearance.
std::vector<std::string> common_factors(std::span<const Factor> parameters);

/// Loadings of all parameters, [parameter x common factor]; 0 where a parameter names none.
std::vector<double> loading_table(std::span<const Factor> parameters);

/// Reports loadings of levers, and of parameters whose design does not draw them independently. Warns of a common
/// factor of a single parameter, which may be a typing error.
void check_loadings(const SweepSpec& spec, scenario::Diagnostics& diagnostics);

}  // namespace entrepot::sweep
