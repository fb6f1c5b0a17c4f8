#pragma once
// Monotone least squares: pool adjacent violators (Ayer et al. 1955; Barlow et al. 1972).

#include <span>
#include <vector>

namespace entrepot::statistics {

/// The non-decreasing values nearest to these in weighted squares. weights: one for each value, none negative; a value
/// without weight is carried along by its neighbours (it joins the block before it, the first ones that after them).
std::vector<double> non_decreasing(std::span<const double> values, std::span<const double> weights);

/// The same, non-increasing.
std::vector<double> non_increasing(std::span<const double> values, std::span<const double> weights);

/// Weighted sum of squares between values and a fit of them.
double squares_left(std::span<const double> values, std::span<const double> fit, std::span<const double> weights);

}  // namespace entrepot::statistics
