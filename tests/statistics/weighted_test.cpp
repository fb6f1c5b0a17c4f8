#include "entrepot/statistics/weighted.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace entrepot::statistics {
namespace {

TEST(WeightedStatistics, AreThoseOfRepeatedValues) {
  const std::vector<double> values{3, 1, 2};
  const std::vector<double> weights{0.25, 0.25, 0.5};  // 1, 2, 2, 3
  EXPECT_DOUBLE_EQ(weighted_mean(values, weights), 2);
  EXPECT_DOUBLE_EQ(weighted_sd(values, weights), std::sqrt(0.5));
  EXPECT_DOUBLE_EQ(weighted_quantile(values, weights, 0.25), 1);
  EXPECT_DOUBLE_EQ(weighted_quantile(values, weights, 0.5), 2);
  EXPECT_DOUBLE_EQ(weighted_quantile(values, weights, 1), 3);
  EXPECT_NEAR(effective_size(weights), 1 / 0.375, 1e-12);
}

TEST(WeightedStatistics, IgnoreNaNWithItsWeight) {
  const double nothing = std::nan("");
  EXPECT_DOUBLE_EQ(weighted_quantile(std::vector{1.0, nothing, 3.0}, std::vector{0.1, 0.8, 0.1}, 0.5), 1);
  EXPECT_DOUBLE_EQ(weighted_quantile(std::vector{nothing, 1.0, 3.0}, std::vector{0.8, 0.1, 0.1}, 0.95), 3);
  EXPECT_TRUE(std::isnan(weighted_quantile(std::vector{nothing}, std::vector{1.0}, 0.5)));
}

}  // namespace
}  // namespace entrepot::statistics
