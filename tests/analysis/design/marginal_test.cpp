#include "entrepot/analysis/design/marginal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace entrepot::design {
namespace {

TEST(Marginal, QuantilesWorkedByHand) {
  EXPECT_DOUBLE_EQ(Marginal::uniform(2, 6).quantile(0.25), 3);
  EXPECT_DOUBLE_EQ(Marginal::loguniform(1, 100).quantile(0.5), 10);
  EXPECT_DOUBLE_EQ(Marginal::triangular(0, 1, 2).quantile(0.125), 0.5);
  EXPECT_DOUBLE_EQ(Marginal::triangular(0, 1, 2).quantile(0.875), 1.5);
  EXPECT_DOUBLE_EQ(Marginal::exponential(2).quantile(0.5), 2 * std::log(2));
  EXPECT_NEAR(Marginal::normal(10, 2).quantile(0.975), 13.92, 0.001);
  EXPECT_DOUBLE_EQ(Marginal::lognormal(3, 0.5).quantile(0.5), 3);
  // Beta with mean 0.5 and concentration 2 is uniform.
  EXPECT_NEAR(Marginal::beta(15, 2, 10, 20).quantile(0.3), 13, 1e-12);
}

TEST(Marginal, IntegersHaveEqualProbabilities) {
  const auto dice = Marginal::integers(1, 6);
  for (int face = 1; face <= 6; ++face) {
    EXPECT_EQ(dice.quantile((face - 0.999) / 6), face);
    EXPECT_EQ(dice.quantile((face - 0.001) / 6), face);
  }
  EXPECT_EQ(dice.quantile(std::nextafter(1.0, 0.0)), 6);
}

TEST(Marginal, TruncationRescalesAndDoesNotClamp) {
  const auto half = Marginal::normal(0, 1).cut(0, HUGE_VAL);
  EXPECT_NEAR(half.quantile(0.5), Marginal::normal(0, 1).quantile(0.75), 1e-12);
  EXPECT_GT(half.quantile(1e-6), 0);
  EXPECT_EQ(half.range().second, HUGE_VAL);
}

TEST(Marginal, RejectsInvalidParameters) {
  EXPECT_THROW((void)Marginal::uniform(1, 1), std::invalid_argument);
  EXPECT_THROW((void)Marginal::loguniform(0, 1), std::invalid_argument);
  EXPECT_THROW((void)Marginal::triangular(0, 3, 2), std::invalid_argument);
  EXPECT_THROW((void)Marginal::normal(0, 0), std::invalid_argument);
  EXPECT_THROW((void)Marginal::beta(1, 2, 0, 1), std::invalid_argument);
  EXPECT_THROW((void)Marginal::normal(0, 1).cut(50, 60), std::invalid_argument);
}

}  // namespace
}  // namespace entrepot::design
