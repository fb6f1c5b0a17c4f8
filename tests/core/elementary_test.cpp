#include "entrepot/core/elementary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/version.hpp>
#include <cmath>
#include <limits>

#include "elementary_bits.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
#ifndef ENTREPOT_POINTS
#define ENTREPOT_POINTS 100000  // scripts/check-bits takes more
#endif
constexpr StableId points = ENTREPOT_POINTS;

/// Distance of a result from the exact one, in units of the last place of the exact one.
double ulps(double result, long double exact) {
  const double nearest = std::abs(static_cast<double>(exact));
  const long double ulp = std::nextafter(nearest, infinity) - nearest;
  return static_cast<double>(std::abs(result - exact) / ulp);
}

/// The largest error of a function over draws of its argument, against the C library's in long double.
template <class Function, class Reference, class Argument>
double largest_error(Function function, Reference reference, Argument argument) {
  double largest = 0;
  for (StableId k = 0; k < points; ++k) {
    Draws draws(2, 0, k, 0, Purpose::demand);
    const double x = argument(draws);
    largest = std::max(largest, ulps(function(x), reference(static_cast<long double>(x))));
  }
  return largest;
}

auto between(double low, double high) {
  return [=](Draws& draws) { return low + (high - low) * draws.uniform(); };
}

TEST(Elementary, IsExactForExactResults) {
  EXPECT_EQ(core::exp(0), 1);
  EXPECT_EQ(core::exp2(-3), 0.125);
  EXPECT_EQ(core::expm1(0), 0);
  EXPECT_EQ(core::log(1), 0);
  EXPECT_EQ(core::log1p(0), 0);
  EXPECT_EQ(core::pow(2, 10), 1024);
  EXPECT_EQ(core::pow(-3, 3), -27);
  EXPECT_EQ(core::pow(7, 0), 1);
  EXPECT_EQ(core::erfc(0), 1);
  EXPECT_EQ(core::sin(0), 0);
  EXPECT_EQ(core::cos(0), 1);
  EXPECT_EQ(core::asin(0), 0);
}

TEST(Elementary, HandlesTheEndsOfTheRange) {
  EXPECT_EQ(core::exp(710), infinity);
  EXPECT_EQ(core::exp(-infinity), 0);
  EXPECT_EQ(core::exp(-800), 0);
  EXPECT_EQ(core::exp2(1024), infinity);
  EXPECT_EQ(core::expm1(-infinity), -1);
  EXPECT_EQ(core::log(0), -infinity);
  EXPECT_EQ(core::log(infinity), infinity);
  EXPECT_EQ(core::log1p(-1), -infinity);
  EXPECT_EQ(core::pow(0, -1), infinity);
  EXPECT_EQ(core::pow(10, 400), infinity);
  EXPECT_EQ(core::erfc(infinity), 0);
  EXPECT_EQ(core::erfc(-infinity), 2);
  EXPECT_TRUE(std::isnan(core::log(-1)));
  EXPECT_TRUE(std::isnan(core::log1p(-2)));
  EXPECT_TRUE(std::isnan(core::pow(-8, 1.0 / 3)));
  EXPECT_TRUE(std::isnan(core::exp(std::nan(""))));
}

TEST(Elementary, AgreesWithFiftyDigits) {  // mpmath 1.2
  EXPECT_DOUBLE_EQ(core::exp(0.7), 2.0137527074704764322);
  EXPECT_DOUBLE_EQ(core::exp(-20.25), 1.6052280551856116087e-9);
  EXPECT_DOUBLE_EQ(core::exp2(-0.2), 0.87055056329612413244);
  EXPECT_DOUBLE_EQ(core::expm1(1e-10), 1.0000000000500000364e-10);
  EXPECT_DOUBLE_EQ(core::log(1.0000001), 9.9999995058387045178e-8);
  EXPECT_DOUBLE_EQ(core::log(1e-300), -690.77552789821370518);
  EXPECT_DOUBLE_EQ(core::log1p(-0.375), -0.47000362924573555365);
  EXPECT_DOUBLE_EQ(core::pow(0.85, 2.5), 0.66611208703941106465);
  EXPECT_DOUBLE_EQ(core::erfc(3.5), 7.4309837234141274552e-7);
  EXPECT_DOUBLE_EQ(core::sin(0.7), 0.64421768723769105367);
  EXPECT_DOUBLE_EQ(core::cos(0.7), 0.76484218728448842626);
  EXPECT_DOUBLE_EQ(core::asin(0.7), 0.77539749661075306374);
}

TEST(Elementary, ErrorsAreWithinTheStatedUnitsInTheLastPlace) {
  if (std::numeric_limits<long double>::digits < 64) GTEST_SKIP() << "long double is no more precise than double";
  const auto exp = [](auto x) { return std::exp(x); };
  const auto exp2 = [](auto x) { return std::exp2(x); };
  const auto expm1 = [](auto x) { return std::expm1(x); };
  const auto log = [](auto x) { return std::log(x); };
  const auto log1p = [](auto x) { return std::log1p(x); };
  const auto erfc = [](auto x) { return std::erfc(x); };
  const auto sin = [](auto x) { return std::sin(x); };
  const auto cos = [](auto x) { return std::cos(x); };
  const auto asin = [](auto x) { return std::asin(x); };
  EXPECT_LT(largest_error(core::exp, exp, between(-700, 700)), 0.52);
  EXPECT_LT(largest_error(core::exp2, exp2, between(-1000, 1000)), 0.52);
  EXPECT_LT(largest_error(core::expm1, expm1, between(-3, 3)), 1);
  EXPECT_LT(largest_error(core::log, log, testing::any_size), 0.52);
  EXPECT_LT(largest_error(core::log, log, between(0.5, 2)), 0.52);
  EXPECT_LT(largest_error(core::log1p, log1p, between(-0.9, 3)), 1);
  EXPECT_LT(largest_error(core::erfc, erfc, between(-3, 5)), 3);
  EXPECT_LT(largest_error(core::sin, sin, between(-4, 4)), 1);
  EXPECT_LT(largest_error(core::cos, cos, between(-4, 4)), 1);
  EXPECT_LT(largest_error(core::asin, asin, between(-1, 1)), 1);
  for (const double power : {-2.5, -1.0 / 52, 0.3, 17.0, 100.1})
    EXPECT_LT(
        largest_error([=](double x) { return core::pow(x, power); },
                      [=](long double x) { return std::pow(x, static_cast<long double>(power)); }, between(0.01, 2)),
        0.55);
}

TEST(Elementary, SameBitsOnEveryMachine) {
  EXPECT_EQ(testing::bits_of_elementary(100000), 4461399323699983803U);
  EXPECT_EQ(testing::bits_of_distributions(10000), 4760779418486045812U)
      << "another version of Boost may round otherwise: this one is " << BOOST_LIB_VERSION;
}

}  // namespace
}  // namespace entrepot
