#pragma once
// Goods and money as exact integers, so that conservation is checked with == and without a tolerance.

#include <cmath>
#include <compare>
#include <cstdint>

namespace entrepot {

/// Whole accelerators of one product.
using Units = std::int64_t;

/// Units held by one buyer; short, for tables of millions of buyers.
using FewUnits = std::int32_t;

/// An amount of money in whole US cents.
struct Money {
  std::int64_t cents = 0;

  /// An amount in US dollars, rounded to the nearest cent.
  static Money from_dollars(double dollars) { return {std::llround(dollars * 100.0)}; }
  [[nodiscard]] double dollars() const { return static_cast<double>(cents) / 100.0; }

  friend constexpr auto operator<=>(Money, Money) = default;
  friend constexpr Money operator+(Money a, Money b) { return {a.cents + b.cents}; }
  friend constexpr Money operator-(Money a, Money b) { return {a.cents - b.cents}; }
  friend constexpr Money operator-(Money a) { return {-a.cents}; }
  friend constexpr Money operator*(Money unit_price, Units units) { return {unit_price.cents * units}; }
  /// A fraction of this amount (a fee, a margin, a duty), rounded to the nearest cent.
  [[nodiscard]] Money scaled(double factor) const { return {std::llround(static_cast<double>(cents) * factor)}; }
  constexpr Money& operator+=(Money other) {
    cents += other.cents;
    return *this;
  }
  constexpr Money& operator-=(Money other) {
    cents -= other.cents;
    return *this;
  }
};

}  // namespace entrepot
