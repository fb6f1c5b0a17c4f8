#pragma once
// A wrapper of double for Boost.Math. Its templates call exp, log and so on unqualified: for double they find the C
// library's functions, for Real those of sim/core/musl. Boost also does not promote Real to long double, whose width
// depends on the processor.

#include <cmath>
#include <limits>
#include <ostream>
#include <type_traits>

#include "entrepot/core/elementary.hpp"

extern "C" {
double entrepot_acos(double);
double entrepot_asin(double);
double entrepot_cos(double);
double entrepot_sin(double);
}

namespace entrepot::core {

class Real {
 public:
  Real() = default;
  template <class Number>
  requires std::is_arithmetic_v<Number>
  constexpr Real(Number value) : value_(static_cast<double>(value)) {}  // NOLINT: Boost mixes it with numbers
  template <class Number>
  requires std::is_arithmetic_v<Number>
  explicit constexpr operator Number() const { return static_cast<Number>(value_); }

  Real& operator+=(Real other) { return *this = *this + other; }
  Real& operator-=(Real other) { return *this = *this - other; }
  Real& operator*=(Real other) { return *this = *this * other; }
  Real& operator/=(Real other) { return *this = *this / other; }
  Real& operator++() { return *this += 1; }
  Real& operator--() { return *this -= 1; }

  friend Real operator+(Real a) { return a; }
  friend Real operator-(Real a) { return -a.value_; }
  friend Real operator+(Real a, Real b) { return a.value_ + b.value_; }
  friend Real operator-(Real a, Real b) { return a.value_ - b.value_; }
  friend Real operator*(Real a, Real b) { return a.value_ * b.value_; }
  friend Real operator/(Real a, Real b) { return a.value_ / b.value_; }
  friend bool operator==(Real a, Real b) { return a.value_ == b.value_; }
  friend auto operator<=>(Real a, Real b) { return a.value_ <=> b.value_; }

  // Exact or correctly rounded in every C library.
  friend Real abs(Real a) { return std::abs(a.value_); }
  friend Real fabs(Real a) { return std::abs(a.value_); }
  friend Real ceil(Real a) { return std::ceil(a.value_); }
  friend Real floor(Real a) { return std::floor(a.value_); }
  friend Real sqrt(Real a) { return std::sqrt(a.value_); }
  friend Real frexp(Real a, int* exponent) { return std::frexp(a.value_, exponent); }
  friend Real ldexp(Real a, int exponent) { return std::ldexp(a.value_, exponent); }

  friend Real acos(Real a) { return entrepot_acos(a.value_); }
  friend Real asin(Real a) { return entrepot_asin(a.value_); }
  friend Real cos(Real a) { return entrepot_cos(a.value_); }
  friend Real sin(Real a) { return entrepot_sin(a.value_); }
  friend Real exp(Real a) { return entrepot_exp(a.value_); }
  friend Real log(Real a) { return entrepot_log(a.value_); }
  friend Real pow(Real a, Real b) { return entrepot_pow(a.value_, b.value_); }

  /// Used in the messages of Boost's exceptions.
  friend std::ostream& operator<<(std::ostream& stream, Real a) { return stream << a.value_; }

 private:
  double value_ = 0;
};

}  // namespace entrepot::core

/// Boost chooses its approximations by the number of digits.
template <>
class std::numeric_limits<entrepot::core::Real> : public std::numeric_limits<double> {
  using Real = entrepot::core::Real;
  using Double = std::numeric_limits<double>;

 public:
  static constexpr Real min() noexcept { return Double::min(); }
  static constexpr Real max() noexcept { return Double::max(); }
  static constexpr Real lowest() noexcept { return Double::lowest(); }
  static constexpr Real epsilon() noexcept { return Double::epsilon(); }
  static constexpr Real round_error() noexcept { return Double::round_error(); }
  static constexpr Real infinity() noexcept { return Double::infinity(); }
  static constexpr Real quiet_NaN() noexcept { return Double::quiet_NaN(); }
  static constexpr Real signaling_NaN() noexcept { return Double::signaling_NaN(); }
  static constexpr Real denorm_min() noexcept { return Double::denorm_min(); }
};
