#pragma once
// Correlated draws: a Gaussian copula whose correlations come from common factors.

#include <cstddef>
#include <span>

#include "entrepot/analysis/design/samples.hpp"

namespace entrepot::design {

/// Correlates the first dimensions of a sample, the variables, by its last ones, the common factors. A variable with
/// loadings l becomes Phi(sum l_f z_f + sqrt(1 - sum l_f^2) z), where z and z_f are the normal quantiles of its own
/// dimension and of the factors; it stays uniform. Variables without loadings keep their bits.
/// loadings: [variable x factor], the squares of a variable summing to at most 1.
UnitSample correlate(const UnitSample& sample, std::span<const double> loadings, std::size_t factors);

}  // namespace entrepot::design
