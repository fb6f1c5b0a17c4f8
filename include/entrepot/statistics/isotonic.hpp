#pragma once
// Isotonic regression by the pool-adjacent-violators algorithm (Ayer et al. 1955; Barlow et al. 1972).

#include <span>
#include <vector>

namespace entrepot::statistics {

/// The non-decreasing fit of least weighted squares. `weights`: one per value, not negative. A value of weight 0 takes
/// the fit of the block before it; leading ones take that of the block after them.
std::vector<double> non_decreasing(std::span<const double> values, std::span<const double> weights);

/// The non-increasing fit of least weighted squares.
std::vector<double> non_increasing(std::span<const double> values, std::span<const double> weights);

/// Weighted residual sum of squares of a fit.
double residual_sum_of_squares(std::span<const double> values, std::span<const double> fit,
                               std::span<const double> weights);

}  // namespace entrepot::statistics
