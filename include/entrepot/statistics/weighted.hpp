#pragma once
// Statistics of weighted values. Values and weights are parallel; weights need not sum to 1.

#include <span>

namespace entrepot::statistics {

/// The least value with at least the share q of the weight at or below it. NaN values are left out with their weight;
/// NaN if no value remains.
double weighted_quantile(std::span<const double> values, std::span<const double> weights, double q);
double weighted_mean(std::span<const double> values, std::span<const double> weights);
double weighted_sd(std::span<const double> values, std::span<const double> weights);
/// Pearson's coefficient; NaN if either sample does not vary.
double weighted_correlation(std::span<const double> a, std::span<const double> b, std::span<const double> weights);
/// Kish's effective sample size: the square of the sum of weights over the sum of their squares.
double effective_size(std::span<const double> weights);

}  // namespace entrepot::statistics
