#pragma once
// Statistics over replicates.

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace entrepot::statistics {

/// The statistics of /summary, in the order of its `statistic` axis.
inline constexpr std::array<std::string_view, 6> statistic_names{"mean", "low", "high", "sd", "p05", "p95"};

/// Statistics of one number over replicates; NaN with too few values.
struct Statistics {
  static constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  double mean = missing;
  double low = missing;  ///< confidence interval of the mean
  double high = missing;
  double sd = missing;   ///< of the sample (n - 1)
  double p05 = missing;  ///< quantiles over replicates
  double p95 = missing;
  /// In the order of statistic_names.
  [[nodiscard]] std::array<double, statistic_names.size()> values() const { return {mean, low, high, sd, p05, p95}; }
};

/// Quantile of sorted values by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the
/// default of NumPy). NaN for no values.
double quantile(std::span<const double> sorted, double probability);

/// The values that are not NaN, in order.
std::vector<double> without_missing(std::span<const double> values);

/// Computes statistics at one confidence level.
class Summariser {
 public:
  /// confidence: 0 < confidence < 1.
  explicit Summariser(double confidence) : confidence_(confidence) {}
  /// Ignores NaN values. The interval is Student's t with n - 1 degrees of freedom; with fewer than two values sd, low
  /// and high are NaN.
  [[nodiscard]] Statistics operator()(std::span<const double> values);

 private:
  [[nodiscard]] double critical_value(std::size_t degrees_of_freedom);

  double confidence_;
  std::vector<double> critical_values_;  ///< by degrees of freedom, computed on demand
};

}  // namespace entrepot::statistics
