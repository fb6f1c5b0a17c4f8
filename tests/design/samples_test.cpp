#include "entrepot/design/samples.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace entrepot::design {
namespace {

TEST(LatinHypercube, HasOnePointInEveryStratumOfEveryDimension) {
  const auto sample = latin_hypercube(50, 3, 7);
  for (std::size_t d = 0; d < 3; ++d) {
    std::set<int> strata;
    for (std::size_t i = 0; i < 50; ++i) strata.insert(static_cast<int>(sample.row(i)[d] * 50));
    EXPECT_EQ(strata.size(), 50U);
  }
}

TEST(LatinHypercube, DependsOnTheSeedAlone) {
  EXPECT_EQ(latin_hypercube(20, 4, 1).values, latin_hypercube(20, 4, 1).values);
  EXPECT_NE(latin_hypercube(20, 4, 1).values, latin_hypercube(20, 4, 2).values);
}

TEST(SobolSequence, SpreadsBetterThanChance) {
  // In every dimension, and in every pair of them, a power of two fills equal boxes evenly; a digital shift keeps that.
  const auto sample = sobol_sequence(256, 6, 3);
  for (std::size_t d = 0; d < 6; ++d) {
    std::vector<int> count(16, 0);
    for (std::size_t i = 0; i < 256; ++i) ++count[static_cast<std::size_t>(sample.row(i)[d] * 16)];
    for (const int n : count) EXPECT_NEAR(n, 16, 1);
  }
  for (const double u : sample.values) {
    EXPECT_GT(u, 0);
    EXPECT_LT(u, 1);
  }
}

TEST(Saltelli, BlocksExchangeOneGroupAtATime) {
  const std::vector<std::size_t> groups{0, 1, 0};
  const auto sample = saltelli(4, groups, true, 1);
  ASSERT_EQ(sample.points, 4 * saltelli_block(2, true));
  for (std::size_t i = 0; i < 4; ++i) {
    const auto row = [&](std::size_t k) { return sample.row(i * 6 + k); };
    const auto a = row(0);
    const auto b = row(1);
    for (std::size_t d = 0; d < 3; ++d) {
      for (std::size_t g = 0; g < 2; ++g) {
        EXPECT_EQ(row(2 + g)[d], groups[d] == g ? b[d] : a[d]);
        EXPECT_EQ(row(4 + g)[d], groups[d] == g ? a[d] : b[d]);
      }
    }
  }
}

TEST(Morris, EveryRowMovesOneGroupByHalfTheLevels) {
  const std::vector<std::size_t> groups{0, 1, 1, 2};
  const auto sample = morris(5, groups, 8, 1);
  ASSERT_EQ(sample.points, 5U * 4U);
  for (std::size_t t = 0; t < 5; ++t) {
    std::set<std::size_t> moved;
    for (std::size_t k = 1; k < 4; ++k) {
      std::set<std::size_t> now;
      for (std::size_t d = 0; d < 4; ++d) {
        const double step = sample.row(t * 4 + k)[d] - sample.row(t * 4 + k - 1)[d];
        if (step == 0) continue;
        EXPECT_NEAR(std::abs(step), 0.5, 1e-12);
        now.insert(groups[d]);
      }
      ASSERT_EQ(now.size(), 1U);
      moved.insert(*now.begin());
    }
    EXPECT_EQ(moved.size(), 3U);
  }
  for (const double u : sample.values) EXPECT_TRUE(u >= 0.5 / 8 && u <= 1 - 0.5 / 8);
}

}  // namespace
}  // namespace entrepot::design
