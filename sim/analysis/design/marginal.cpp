#include "entrepot/analysis/design/marginal.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/elementary.hpp"

namespace entrepot::design {
namespace {

constexpr double least_mass_of_cut = 1e-9;

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

}  // namespace

Marginal Marginal::uniform(double low, double high) {
  require(low < high, "the highest value must be above the lowest");
  return {Kind::uniform, low, high};
}

Marginal Marginal::loguniform(double low, double high) {
  require(low > 0 && low < high, "a logarithm needs positive values, the lowest first");
  return {Kind::loguniform, low, high};
}

Marginal Marginal::triangular(double low, double mode, double high) {
  require(low <= mode && mode <= high && low < high, "the mode must be between the lowest and the highest value");
  return {Kind::triangular, low, high, mode};
}

Marginal Marginal::normal(double mean, double sd) {
  require(sd > 0, "sd must be above 0");
  return {Kind::normal, mean, sd};
}

Marginal Marginal::lognormal(double median, double sigma) {
  require(median > 0 && sigma > 0, "median and sigma must be above 0");
  return {Kind::lognormal, median, sigma};
}

Marginal Marginal::exponential(double mean) {
  require(mean > 0, "the mean must be above 0");
  return {Kind::exponential, mean, 0};
}

Marginal Marginal::beta(double mean, double concentration, double low, double high) {
  require(low < high, "high must be over low");
  require(mean > low && mean < high, "the mean must be between low and high");
  require(concentration > 0, "concentration must be above 0");
  return {Kind::beta, (mean - low) / (high - low), concentration, low, high};
}

Marginal Marginal::integers(double low, double high) {
  require(low < high && low == std::floor(low) && high == std::floor(high), "expected two integers");
  return {Kind::integers, low, high};
}

Marginal Marginal::cut(double low, double high) const {
  require(low < high, "high must be over low");
  Marginal part = *this;
  part.from_ = probability_below(low);
  part.to_ = probability_below(high);
  require(part.to_ - part.from_ > least_mass_of_cut, "the distribution has almost no probability between low and high");
  return part;
}

double Marginal::quantile(double u) const { return whole_quantile(from_ + u * (to_ - from_)); }

double Marginal::whole_quantile(double u) const {
  switch (kind_) {
    case Kind::uniform:
      return a_ + u * (b_ - a_);
    case Kind::loguniform:
      return a_ * core::pow(b_ / a_, u);
    case Kind::triangular: {
      const double turn = (c_ - a_) / (b_ - a_);
      return u < turn ? a_ + std::sqrt(u * (b_ - a_) * (c_ - a_)) : b_ - std::sqrt((1 - u) * (b_ - a_) * (b_ - c_));
    }
    case Kind::normal:
      return a_ + b_ * core::normal_quantile(u);
    case Kind::lognormal:
      return a_ * core::exp(b_ * core::normal_quantile(u));
    case Kind::exponential:
      return -a_ * core::log1p(-u);
    case Kind::beta:
      return c_ + (d_ - c_) * core::beta_quantile(a_ * b_, (1 - a_) * b_, u);
    case Kind::integers:
      return std::min(a_ + std::floor(u * (b_ - a_ + 1)), b_);
  }
  return 0;
}

double Marginal::probability_below(double value) const {
  if (value == -HUGE_VAL) return 0;
  if (value == HUGE_VAL) return 1;
  switch (kind_) {
    case Kind::normal:
      return core::normal_cdf((value - a_) / b_);
    case Kind::lognormal:
      return value <= 0 ? 0 : core::normal_cdf(core::log(value / a_) / b_);
    case Kind::exponential:
      return value <= 0 ? 0 : -core::expm1(-value / a_);
    default:
      throw std::invalid_argument("only unbounded distributions can be truncated");
  }
}

std::pair<double, double> Marginal::range() const {
  switch (kind_) {
    case Kind::normal:
    case Kind::lognormal:
    case Kind::exponential:
      return {from_ > 0 ? whole_quantile(from_) : (kind_ == Kind::normal ? -HUGE_VAL : 0.0),
              to_ < 1 ? whole_quantile(to_) : HUGE_VAL};
    case Kind::beta:
      return {c_, d_};
    default:
      return {a_, b_};
  }
}

}  // namespace entrepot::design
