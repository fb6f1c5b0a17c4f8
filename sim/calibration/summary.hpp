#pragma once
// What a calibration's text and its file report of distributions: the prior of a parameter, the particles of a
// generation.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "entrepot/analysis/calibration/abc.hpp"
#include "entrepot/calibration/spec.hpp"

namespace entrepot::calibration {

/// The median, and the ends of the interval around it that holds 90 % of the probability.
inline constexpr std::array<double, 3> reported_levels{0.05, 0.5, 0.95};
using Quantiles = std::array<double, reported_levels.size()>;

/// Steps of a prior's curve.
inline constexpr std::size_t prior_steps = 200;
/// Probabilities 0, 1 / prior_steps .. 1.
std::vector<double> prior_levels();
/// Of the prior itself, not of the few points that were drawn from it. Levels are in rising order; where the prior has
/// no end, the quantile one step inwards.
double prior_quantile(const sweep::Factor& factor, double probability);
/// Whether the prior is a distribution of the logarithm.
bool is_logarithmic(const sweep::Factor& factor);
Quantiles prior_quantiles(const sweep::Factor& factor);
/// Of a parameter over a generation.
Quantiles parameter_quantiles(const sweep::Factor& factor, const Generation& generation, std::size_t parameter);
/// Of what the model publishes over a generation.
Quantiles simulated_quantiles(const Generation& generation, std::size_t quantity);
/// Of what would be observed: the model is off by its discrepancy, the observation by its error.
Quantiles predicted_quantiles(const Generation& generation, std::size_t quantity, const Quantity& observed);
/// Weight of a value of a parameter over a generation.
double weight_at(const sweep::Factor& factor, const Generation& generation, std::size_t parameter, double value);

}  // namespace entrepot::calibration
