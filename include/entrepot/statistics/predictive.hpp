#pragma once
// Posterior predictive quantiles.

#include <span>

namespace entrepot::statistics {

/// Quantile q (0 < q < 1) of the posterior predictive distribution: a mixture of normals around the weighted values
/// with relative standard deviation `relative_sd` >= 0 (independent discrepancy and observation error: Kennedy and
/// O'Hagan 2001). values and weights have equal lengths. Ignores NaN values; NaN without values.
double predictive_quantile(std::span<const double> values, std::span<const double> weights, double relative_sd,
                           double q);

}  // namespace entrepot::statistics
