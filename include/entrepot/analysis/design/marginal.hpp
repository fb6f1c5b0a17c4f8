#pragma once
// The distribution of one uncertain parameter.

#include <cstdint>
#include <utility>

namespace entrepot::design {

/// A distribution given by its quantile function. The makers throw std::invalid_argument for what is no distribution.
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
  /// Whole numbers low .. high, all as likely.
  static Marginal integers(double low, double high);

  /// The same where it lies in [low, high], and nowhere else: quantiles are stretched, not clamped, so no value piles
  /// up at an end. Throws std::invalid_argument if it is hardly ever there.
  [[nodiscard]] Marginal cut(double low, double high) const;
  /// u in (0, 1).
  [[nodiscard]] double quantile(double u) const;
  /// Least and greatest value; infinite where there is no end.
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
  double from_ = 0;  ///< probability below the cut
  double to_ = 1;    ///< and up to its end
};

}  // namespace entrepot::design
