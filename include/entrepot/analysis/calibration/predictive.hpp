#pragma once
// What would be observed, if the model is off by as much as a calibration supposes.

#include <span>

namespace entrepot::calibration {

/// Quantile q, within 0 and 1, of the posterior predictive: a normal around each value, as likely as its weight, with a
/// relative standard deviation of `relative_sd`, at least 0 (the simulator, its discrepancy and the error of what is
/// observed, all independent: Kennedy and O'Hagan 2001). Shapes: values and weights side by side. Values that are NaN
/// are left out with their weight; NaN of nothing.
double predictive_quantile(std::span<const double> values, std::span<const double> weights, double relative_sd,
                           double q);

}  // namespace entrepot::calibration
