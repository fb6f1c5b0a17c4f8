// The posterior predictive, by hand.

#include "entrepot/statistics/predictive.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace entrepot::statistics {
namespace {

using Numbers = std::vector<double>;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double z95 = 1.6448536269514722;  // a normal lies below it with a probability of 0.95

TEST(PredictiveQuantile, OfOneValueIsTheNormalAroundIt) {
  EXPECT_NEAR(predictive_quantile(Numbers{10}, Numbers{1}, 0.2, 0.5), 10, 1e-12);
  EXPECT_NEAR(predictive_quantile(Numbers{10}, Numbers{1}, 0.2, 0.95), 10 + 2 * z95, 1e-12);
  EXPECT_NEAR(predictive_quantile(Numbers{10}, Numbers{1}, 0.2, 0.05), 10 - 2 * z95, 1e-12);
}

TEST(PredictiveQuantile, OfTwoDistantValuesIsNearTheOneOfTheQuantile) {
  // Of 1 and 1000 the first has a fifth of the weight: the lowest tenth of all is its lower half.
  EXPECT_NEAR(predictive_quantile(Numbers{1000, 1}, Numbers{4, 1}, 0.1, 0.1), 1, 1e-12);
  // 0.96 of all is the lowest 0.95 of the second.
  EXPECT_NEAR(predictive_quantile(Numbers{1000, 1}, Numbers{4, 1}, 0.1, 0.96), 1000 + 100 * z95, 1e-9);
}

TEST(PredictiveQuantile, WithoutDeviationIsAWeightedQuantile) {
  EXPECT_EQ(predictive_quantile(Numbers{20, 10}, Numbers{1, 1}, 0, 0.5), 10);
  EXPECT_NEAR(predictive_quantile(Numbers{20, 10}, Numbers{1, 1}, 0, 0.51), 20, 1e-12);
  EXPECT_EQ(predictive_quantile(Numbers{0, 0}, Numbers{1, 1}, 0.3, 0.9), 0) << "what is nothing is off by nothing";
}

TEST(PredictiveQuantile, IgnoresUnpublishedValues) {
  EXPECT_NEAR(predictive_quantile(Numbers{nothing, 10}, Numbers{9, 1}, 0.2, 0.95), 10 + 2 * z95, 1e-12);
  EXPECT_TRUE(std::isnan(predictive_quantile(Numbers{nothing}, Numbers{1}, 0.2, 0.5)));
  EXPECT_TRUE(std::isnan(predictive_quantile(Numbers{}, Numbers{}, 0.2, 0.5)));
}

TEST(PredictiveQuantile, RisesWithTheShare) {
  const Numbers values{3, 1, 4, 1, 5, 9, 2, 6};
  const Numbers weights{1, 2, 1, 2, 1, 1, 3, 1};
  double last = -std::numeric_limits<double>::infinity();
  for (const double q : {0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0}) {
    const double found = predictive_quantile(values, weights, 0.3, q);
    EXPECT_GT(found, last) << q;
    last = found;
  }
}

}  // namespace
}  // namespace entrepot::statistics
