#pragma once
// The prior distribution of an uncertain parameter.

#include <cstdint>
#include <utility>

namespace entrepot::design {

/// A distribution given by its quantile function. The factory functions throw std::invalid_argument for invalid
/// parameters.
class Marginal {
 public:
  static Marginal uniform(double low, double high);
  /// Uniform in the logarithm; 0 < low.
  static Marginal loguniform(double low, double high);
  static Marginal triangular(double low, double mode, double high);
  static Marginal normal(double mean, double sd);
  /// sigma: standard deviation of the logarithm.
  static Marginal lognormal(double median, double sigma);
  static Marginal exponential(double mean);
  /// On [low, high], with alpha + beta = concentration.
  static Marginal beta(double mean, double concentration, double low, double high);
  /// Integers low .. high, with equal probabilities.
  static Marginal integers(double low, double high);

  /// The distribution truncated to [low, high]: quantiles are rescaled, not clamped, so no mass accumulates at the
  /// bounds. Throws std::invalid_argument if its probability in [low, high] is almost 0.
  [[nodiscard]] Marginal cut(double low, double high) const;
  /// u in (0, 1).
  [[nodiscard]] double quantile(double u) const;
  /// Minimum and maximum value; infinite if unbounded.
  [[nodiscard]] std::pair<double, double> range() const;

 private:
  enum class Kind : std::uint8_t { uniform, loguniform, triangular, normal, lognormal, exponential, beta, integers };
  Marginal(Kind kind, double a, double b, double c = 0, double d = 1) : kind_(kind), a_(a), b_(b), c_(c), d_(d) {}
  [[nodiscard]] double whole_quantile(double u) const;
  [[nodiscard]] double probability_below(double value) const;

  Kind kind_;
  double a_;
  double b_;
  double c_;
  double d_;
  double from_ = 0;  ///< probability below the lower truncation bound
  double to_ = 1;    ///< probability up to the upper truncation bound
};

}  // namespace entrepot::design
