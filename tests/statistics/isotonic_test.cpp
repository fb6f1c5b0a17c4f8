#include "entrepot/statistics/isotonic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/decision/small_runs.hpp"

namespace entrepot::statistics {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;

TEST(Isotonic, PoolsViolatorsByWeight) {
  const std::vector<double> values{1, 3, 2, 4, 0};
  const std::vector<double> alike(5, 1.0);
  // 3, 2 pool to 2.5; 4, 0 to 2, which pulls 2.5 in: (3 + 2 + 4 + 0) / 4.
  EXPECT_THAT(non_decreasing(values, alike), ElementsAre(1, 2.25, 2.25, 2.25, 2.25));
  EXPECT_THAT(non_increasing(values, alike), ElementsAre(2.5, 2.5, 2.5, 2.5, 0));
  const std::vector<double> pair{3, 2};
  const std::vector<double> uneven{1, 3};
  EXPECT_THAT(non_decreasing(pair, uneven), ElementsAre(2.25, 2.25));
}

TEST(Isotonic, LeavesMonotoneValuesAlone) {
  const std::vector<double> values{1, 1, 2, 5};
  const std::vector<double> weights{1, 2, 3, 4};
  EXPECT_EQ(non_decreasing(values, weights), values);
  EXPECT_EQ(residual_sum_of_squares(values, non_decreasing(values, weights), weights), 0);
}

TEST(Isotonic, FitsValuesWithoutWeight) {
  const std::vector<double> values{decision::testing::missing, 1, decision::testing::missing, 2};
  const std::vector<double> weights{0, 1, 0, 1};
  EXPECT_THAT(non_decreasing(values, weights), ElementsAre(DoubleEq(1), DoubleEq(1), DoubleEq(1), DoubleEq(2)));
}

// No random monotone vector has smaller squares.
TEST(Isotonic, HasTheLeastSquares) {
  for (std::uint32_t experiment = 0; experiment < 50; ++experiment) {
    Draws draws = decision::testing::luck(experiment);
    std::vector<double> values, weights;
    for (int k = 0; k < 6; ++k) {
      values.push_back(draws.normal() + 0.3 * k);
      weights.push_back(draws.uniform());
    }
    const auto fit = non_decreasing(values, weights);
    EXPECT_TRUE(std::is_sorted(fit.begin(), fit.end()));
    for (int attempt = 0; attempt < 50; ++attempt) {
      auto other = fit;
      for (double& value : other) value += 0.2 * draws.normal();
      std::sort(other.begin(), other.end());
      EXPECT_LE(residual_sum_of_squares(values, fit, weights), residual_sum_of_squares(values, other, weights) + 1e-12);
    }
  }
}

}  // namespace
}  // namespace entrepot::statistics
