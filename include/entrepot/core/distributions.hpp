#pragma once
// Distribution functions and quantiles, built on core's elementary functions, so that results have the same bits with
// any C library, processor and compiler. docs/explanation/architecture.md gives their errors.

namespace entrepot::core {

/// Quantile of the standard normal; -infinity at 0, infinity at 1, NaN outside [0, 1].
double normal_quantile(double probability);

/// P(X <= x) of the standard normal.
double normal_cdf(double x);

/// P(X <= x) of Beta(a, b), the regularised incomplete beta function; x in [0, 1], a and b > 0.
double beta_cdf(double a, double b, double x);

/// Quantile of Beta(a, b); probability in [0, 1], a and b > 0.
double beta_quantile(double a, double b, double probability);

/// Quantile of Student's t; probability in (0, 1).
double student_t_quantile(double degrees_of_freedom, double probability);

}  // namespace entrepot::core
