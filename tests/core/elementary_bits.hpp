#pragma once
// A checksum of core's functions that must be equal on every machine. Shared by the tests and print_bits.cpp, which
// scripts/check-bits compiles for other compilers and processors.

#include <bit>
#include <cmath>
#include <cstdint>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot::testing {

class Checksum {
 public:
  void add(double value) { sum_ = mixed(sum_ ^ std::bit_cast<std::uint64_t>(value)); }
  [[nodiscard]] std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0;
};

/// A positive number of any size.
inline double any_size(Draws& draws) {
  const int exponent = static_cast<int>(draws.index(2040)) - 1020;
  return std::ldexp(1 + draws.uniform(), exponent);
}

inline std::uint64_t bits_of_elementary(std::uint64_t points) {
  Checksum sum;
  for (std::uint64_t k = 0; k < points; ++k) {
    Draws draws(1, 0, k, 0, Purpose::demand);
    sum.add(core::exp(1600 * draws.uniform() - 850));  // beyond the largest and the smallest number
    sum.add(core::exp(20 * draws.uniform() - 10));
    sum.add(core::exp2(2 * draws.uniform() - 1));
    sum.add(core::expm1(4 * draws.uniform() - 2));
    sum.add(core::log(any_size(draws)));
    sum.add(core::log(0.5 + draws.uniform()));
    sum.add(core::log1p(3 * draws.uniform() - 1));
    // One draw per statement, because the evaluation order of arguments is unspecified.
    const double base = any_size(draws);
    sum.add(core::pow(base, 2 * draws.uniform() - 1));
    const double near_one = 0.5 + draws.uniform();
    sum.add(core::pow(near_one, 100 * draws.uniform()));
    sum.add(core::erfc(12 * draws.uniform() - 4));
    sum.add(core::sin(8 * draws.uniform() - 4));
    sum.add(core::cos(8 * draws.uniform() - 4));
    sum.add(core::asin(2 * draws.uniform() - 1));
  }
  return sum.value();
}

inline std::uint64_t bits_of_distributions(std::uint64_t points) {
  Checksum sum;
  for (std::uint64_t k = 0; k < points; ++k) {
    Draws draws(1, 1, k, 0, Purpose::demand);
    sum.add(draws.normal());
    sum.add(draws.gumbel());
    sum.add(core::normal_quantile(core::exp(-60 * draws.uniform())));
    sum.add(core::normal_cdf(16 * draws.uniform() - 8));
    const double a = core::exp(8 * draws.uniform() - 2);
    const double b = core::exp(8 * draws.uniform() - 2);
    sum.add(core::beta_cdf(a, b, draws.uniform()));
    sum.add(core::beta_quantile(a, b, draws.uniform()));
    const double degrees_of_freedom = 1 + static_cast<double>(draws.index(2000));
    sum.add(core::student_t_quantile(degrees_of_freedom, draws.uniform()));
  }
  return sum.value();
}

}  // namespace entrepot::testing
