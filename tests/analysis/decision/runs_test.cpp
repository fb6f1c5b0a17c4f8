#include "entrepot/analysis/decision/runs.hpp"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <cmath>
#include <limits>

#include "entrepot/core/error.hpp"
#include "small_runs.hpp"

namespace entrepot::decision {
namespace {

using testing::missing;
using testing::table;

constexpr double infinite = std::numeric_limits<double>::infinity();

TEST(Layout, FindsThePointOfAnOptionAndState) {
  const std::vector<std::uint32_t> option{1, 0, 1};
  const std::vector<std::uint32_t> state{0, 1, 1};
  const Layout layout(option, state, 2, 2);
  EXPECT_EQ(layout.point(1, 0), 0U);
  EXPECT_EQ(layout.point(0, 1), 1U);
  EXPECT_EQ(layout.point(1, 1), 2U);
  EXPECT_FALSE(layout.point(0, 0));
  const Values values = table({{1, 2}, {3, 4}, {5, 6}});
  EXPECT_EQ(layout.value(values, 1, 1, 1), 6);
  EXPECT_TRUE(std::isnan(layout.value(values, 0, 0, 0)));
}

TEST(Layout, RejectsInvalidGrids) {
  const std::vector<std::uint32_t> twice{0, 0};
  EXPECT_THROW(Layout(twice, twice, 1, 1), Error);
  const std::vector<std::uint32_t> far{0, 2};
  EXPECT_THROW(Layout(twice, far, 1, 2), Error);
  EXPECT_THROW(Layout::full(0, 3), Error);
  EXPECT_THROW(require_fit(Layout::full(2, 2), table({{1}, {2}})), Error);
}

TEST(CommonRuns, OmitAReplicateForAllIfOneLacksIt) {
  const Layout layout = Layout::full(2, 2);
  const Values values = table({{1, 2, 9}, {missing, missing, 4}, {1, missing, 5}, {1, 1, missing}});
  const CommonRuns runs(layout, std::span(&values, 1));
  EXPECT_EQ(runs.in_state(0), 2U) << "replicates 0 and 2";
  EXPECT_EQ(runs.in_state(1), 0U);
  EXPECT_EQ(runs.states_used(), 1U);
  const auto means = runs.means(layout, values, statistics::equal_weights(3));
  EXPECT_DOUBLE_EQ(means[0], 5);
  EXPECT_DOUBLE_EQ(means[2], 3);
  EXPECT_TRUE(std::isnan(means[1]));
}

TEST(JointResampling, ResamplesStatesIndependentlyOfReplicates) {
  const JointResampling both(8, 8, {.resamples = 50});
  std::size_t alike = 0;
  for (std::size_t k = 0; k < 50; ++k)
    alike += std::equal(both.replicates(k).begin(), both.replicates(k).end(), both.states(k).begin());
  EXPECT_LT(alike, 2U);
  const JointResampling runs_alone(8, 4, {.resamples = 3, .over = Over::runs});
  for (const double weight : runs_alone.states(2)) EXPECT_EQ(weight, 0.25);
}

TEST(Resamples, AreTheSameOnAnyNumberOfThreads) {
  const JointResampling resampling(20, 10, {.resamples = 200});
  const auto sums = [&](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    std::vector<double> sum(resampling.resamples());
    for_each_resample(resampling, [&](std::size_t k, const Weights& weights) {
      for (std::size_t r = 0; r < 20; ++r) sum[k] += weights.replicates[r] * static_cast<double>(r) / 3;
    });
    return sum;
  };
  EXPECT_EQ(sums(1), sums(2));
}

TEST(IntervalOf, IsInfiniteWhereResamplesAre) {
  const auto interval = interval_of(1, {infinite, 1, 2, 3, infinite}, 0.5, 5);
  EXPECT_EQ(interval.low, 2);
  EXPECT_EQ(interval.high, infinite);
  const auto below = interval_of(1, {-infinite, 1, 2}, 0.9, 5);
  EXPECT_EQ(below.low, -infinite);
  EXPECT_NEAR(below.high, 1.9, 1e-12);
  EXPECT_TRUE(std::isnan(interval_of(1, {1, 2}, 0.9, 1).low)) << "one unit has no interval";
}

}  // namespace
}  // namespace entrepot::decision
