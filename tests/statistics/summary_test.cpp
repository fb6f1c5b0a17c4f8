#include "entrepot/statistics/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace entrepot::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Statistics of(std::vector<double> values, double confidence = 0.9) { return Summariser(confidence)(values); }

TEST(Statistics, StudentIntervalOfFiveValuesByHand) {
  // Mean 3, sample variance 10/4, standard error sqrt(2.5/5); t(0.95; 4) = 2.131847 (any table).
  const Statistics s = of({1, 2, 3, 4, 5});
  EXPECT_DOUBLE_EQ(s.mean, 3);
  EXPECT_DOUBLE_EQ(s.sd, std::sqrt(2.5));
  EXPECT_NEAR(s.high - s.mean, 2.131847 * std::sqrt(0.5), 1e-6);
  EXPECT_DOUBLE_EQ(s.mean - s.low, s.high - s.mean);
}

TEST(Statistics, IntervalWidensWithConfidence) {
  // t(0.975; 2) = 4.302653, t(0.95; 2) = 2.919986; standard error of {0, 1, 2} is 1/sqrt(3).
  EXPECT_NEAR(of({0, 1, 2}, 0.95).high, 1 + 4.302653 / std::sqrt(3.0), 1e-6);
  EXPECT_NEAR(of({0, 1, 2}, 0.90).high, 1 + 2.919986 / std::sqrt(3.0), 1e-6);
}

TEST(Statistics, QuantilesInterpolateLinearly) {
  // Of 0 .. 20 the 5% quantile stands at position 0.05 x 20 = 1.
  std::vector<double> values;
  for (int i = 20; i >= 0; --i) values.push_back(i);
  EXPECT_DOUBLE_EQ(of(values).p05, 1);
  EXPECT_DOUBLE_EQ(of(values).p95, 19);
  EXPECT_DOUBLE_EQ(quantile(std::vector<double>{10, 20}, 0.25), 12.5);
  EXPECT_DOUBLE_EQ(quantile(std::vector<double>{7}, 0.95), 7);
  EXPECT_DOUBLE_EQ(quantile(std::vector<double>{1, 2, 3}, 1.0), 3);
}

TEST(Statistics, MissingValuesAreLeftOut) {
  const Statistics with = of({nan, 1, 2, nan, 3, 4, 5});
  EXPECT_EQ(with.values(), of({1, 2, 3, 4, 5}).values());
}

TEST(Statistics, OneValueHasNoSpread) {
  const Statistics s = of({nan, 4});
  EXPECT_DOUBLE_EQ(s.mean, 4);
  EXPECT_DOUBLE_EQ(s.p05, 4);
  EXPECT_DOUBLE_EQ(s.p95, 4);
  EXPECT_TRUE(std::isnan(s.sd) && std::isnan(s.low) && std::isnan(s.high));
}

TEST(Statistics, NoValuesGiveNaN) {
  for (const double value : of({nan, nan}).values()) EXPECT_TRUE(std::isnan(value));
  for (const double value : of({}).values()) EXPECT_TRUE(std::isnan(value));
}

TEST(Statistics, OrderOfReplicatesDoesNotMatter) {
  EXPECT_EQ(of({0.1, 1e9, 0.2, -1e9, 0.3}).values(), of({0.3, -1e9, 0.1, 0.2, 1e9}).values());
}

TEST(Statistics, EqualValuesHaveNoWidth) {
  const Statistics s = of({0.25, 0.25, 0.25});
  EXPECT_DOUBLE_EQ(s.low, 0.25);
  EXPECT_DOUBLE_EQ(s.high, 0.25);
  EXPECT_DOUBLE_EQ(s.sd, 0);
}

}  // namespace
}  // namespace entrepot::statistics
