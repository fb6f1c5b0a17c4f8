#include "entrepot/analysis/decision/tail_risk.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "entrepot/core/error.hpp"
#include "small_runs.hpp"

namespace entrepot::decision {
namespace {

using testing::missing;
using testing::table;

TEST(MeanOfWorst, TakesTheLastValueInPart) {
  const std::vector<Weighted> values{{1, 0.25}, {2, 0.25}, {3, 0.25}, {4, 0.25}};
  EXPECT_DOUBLE_EQ(mean_of_worst(values, 0.25, Better::less), 4);
  EXPECT_DOUBLE_EQ(mean_of_worst(values, 0.5, Better::less), 3.5);
  EXPECT_DOUBLE_EQ(mean_of_worst(values, 0.375, Better::less), (4 * 0.25 + 3 * 0.125) / 0.375);
  EXPECT_DOUBLE_EQ(mean_of_worst(values, 0.5, Better::more), 1.5);
  EXPECT_DOUBLE_EQ(mean_of_worst(values, 1, Better::more), 2.5);
  EXPECT_DOUBLE_EQ(mean_of_worst(values, 0.01, Better::less), 4) << "a share smaller than one run";
  EXPECT_TRUE(std::isnan(mean_of_worst({}, 0.5, Better::less)));
}

TEST(TailMeans, AreOverReplicatesAndStates) {
  const Values values = table({{1, 2}, {3, missing}, {9, 9}, {9, 9}});
  const auto means = tail_means(Layout::full(2, 2), values, 1.0 / 3, Better::less);
  EXPECT_NEAR(means[0].value, 3, 1e-12) << "three runs are known";
  EXPECT_DOUBLE_EQ(means[1].value, 9);
  EXPECT_DOUBLE_EQ(means[1].low, 9);
  EXPECT_THROW(tail_means(Layout::full(2, 2), values, 0, Better::less), Error);
}

TEST(TailMeans, CoverTheTruthOfAUniformLaw) {
  // The worst tenth of uniform values has the mean 0.95. One state, 100 replicates.
  int covered = 0;
  for (std::uint32_t experiment = 0; experiment < 200; ++experiment) {
    Values values{100, {}};
    Draws draws = testing::luck(experiment);
    for (int r = 0; r < 100; ++r) values.of.push_back(draws.uniform());
    const auto mean = tail_means(Layout::full(1, 1), values, 0.1, Better::less, {.resamples = 300}).front();
    covered += mean.low <= 0.95 && 0.95 <= mean.high;
  }
  // Ten runs stand behind the mean, and the bootstrap of a tail is a little short: 0.9 stated.
  EXPECT_GE(covered, 160);
  EXPECT_LE(covered, 195);
}

}  // namespace
}  // namespace entrepot::decision
