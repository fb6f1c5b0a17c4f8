#include "entrepot/scenario/values.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace entrepot::scenario {
namespace {

using Kind = Distribution::Kind;

std::vector<double> draws_of(const Distribution& distribution, int n) {
  std::vector<double> all;
  for (int k = 0; k < n; ++k) {
    Draws draws(1, 0, stable_id("values_test", static_cast<std::uint64_t>(k)), 0, Purpose::population);
    all.push_back(distribution.sample(draws));
  }
  std::sort(all.begin(), all.end());
  return all;
}

double mean_of(const std::vector<double>& all) {
  double sum = 0;
  for (const double x : all) sum += x;
  return sum / static_cast<double>(all.size());
}

struct Case {
  const char* name;
  Distribution distribution;
  double mean;
  double median;
  double sd;
};
void PrintTo(const Case& drawn, std::ostream* out) { *out << drawn.name; }

class Sampling : public testing::TestWithParam<Case> {};

TEST_P(Sampling, HasItsMeanAndMedian) {
  const auto& [name, distribution, mean, median, sd] = GetParam();
  const int n = 20000;
  const auto all = draws_of(distribution, n);
  EXPECT_DOUBLE_EQ(distribution.mean(), mean);
  EXPECT_NEAR(mean_of(all), mean, 5 * sd / std::sqrt(n) + 1e-12);
  // The share below the median has a standard error of 1 / (2 sqrt(n)).
  const auto below = std::lower_bound(all.begin(), all.end(), median) - all.begin();
  if (sd > 0) {
    EXPECT_NEAR(static_cast<double>(below) / n, 0.5, 2.5 / std::sqrt(n));
  }
}

INSTANTIATE_TEST_SUITE_P(Families, Sampling,
                         testing::Values(Case{"constant", {Kind::constant, 3, 0}, 3, 3, 0},
                                         Case{"uniform", {Kind::uniform, 1, 5}, 3, 3, 1.155},
                                         Case{"normal", {Kind::normal, -2, 3}, -2, -2, 3},
                                         Case{"lognormal", {Kind::lognormal, 3, 0.5}, 3 * std::exp(0.125), 3, 1.812},
                                         Case{"beta", {Kind::beta, 0.5, 10}, 0.5, 0.5, 0.151},
                                         Case{"exponential", {Kind::exponential, 2, 0}, 2, 2 * std::log(2), 2}),
                         [](const auto& param) { return std::string(param.param.name); });

TEST(Distribution, BetaHasItsVariance) {
  const auto all = draws_of({Kind::beta, 0.2, 9}, 20000);
  double squares = 0;
  for (const double x : all) squares += (x - 0.2) * (x - 0.2);
  EXPECT_NEAR(squares / 20000, 0.2 * 0.8 / 10, 0.0006) << "mean (1 - mean) / (1 + concentration)";
}

TEST(Distribution, DrawsAreClampedToTheRangeOfTheParameter) {
  for (const double x : draws_of({Kind::normal, 0.5, 10, 0, 1}, 500)) {
    EXPECT_GE(x, 0);
    EXPECT_LE(x, 1);
  }
}

TEST(Distribution, UsesOneUniformNumberForEveryKind) {
  for (const Kind kind : {Kind::uniform, Kind::normal, Kind::lognormal, Kind::beta, Kind::exponential}) {
    Draws one(1, 0, 7, 0, Purpose::population);
    Draws other(1, 0, 7, 0, Purpose::population);
    EXPECT_TRUE(std::isfinite((Distribution{kind, 0.5, 2}.sample(one))));
    other.uniform();
    EXPECT_EQ(one.uniform(), other.uniform());
  }
}

TEST(Series, IsLinearBetweenItsDatesAndConstantOutside) {
  const Series series({{Date::of(2023, 1, 1), 100}, {Date::of(2023, 1, 11), 200}, {Date::of(2023, 1, 21), 0}});
  EXPECT_DOUBLE_EQ(series.at(Date::of(2022, 1, 1)), 100);
  EXPECT_DOUBLE_EQ(series.at(Date::of(2023, 1, 1)), 100);
  EXPECT_DOUBLE_EQ(series.at(Date::of(2023, 1, 6)), 150);
  EXPECT_DOUBLE_EQ(series.at(Date::of(2023, 1, 11)), 200);
  EXPECT_DOUBLE_EQ(series.at(Date::of(2023, 1, 16)), 100);
  EXPECT_DOUBLE_EQ(series.at(Date::of(2023, 1, 21)), 0);
  EXPECT_DOUBLE_EQ(series.at(Date::of(2099, 1, 1)), 0);
}

TEST(Series, OfOneNumberIsConstant) {
  EXPECT_DOUBLE_EQ(Series(7).at(Date::of(2023, 1, 1)), 7);
  EXPECT_DOUBLE_EQ(Series().at(Date::of(2023, 1, 1)), 0);
}

}  // namespace
}  // namespace entrepot::scenario
