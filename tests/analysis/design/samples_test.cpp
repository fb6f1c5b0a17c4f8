#include "entrepot/analysis/design/samples.hpp"

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

TEST(LatinHypercube, DependsOnlyOnTheSeed) {
  EXPECT_EQ(latin_hypercube(20, 4, 1).values, latin_hypercube(20, 4, 1).values);
  EXPECT_NE(latin_hypercube(20, 4, 1).values, latin_hypercube(20, 4, 2).values);
}

TEST(SobolSequence, IsMoreUniformThanRandomPoints) {
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

TEST(SobolSequence, APowerOfTwoHasOnePointInEveryStratum) {
  const auto sample = sobol_sequence(256, 6, 3);
  for (std::size_t d = 0; d < 6; ++d) {
    std::set<std::size_t> strata;
    for (std::size_t i = 0; i < 256; ++i) strata.insert(static_cast<std::size_t>(sample.row(i)[d] * 256));
    EXPECT_EQ(strata.size(), 256U) << d;
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

TEST(Morris, EveryStepChangesOneGroupFromOneHalfToTheOther) {
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
        EXPECT_GE(std::abs(step), 0.5 - 1e-12);
        EXPECT_NE(sample.row(t * 4 + k)[d] < 0.5, sample.row(t * 4 + k - 1)[d] < 0.5);
        now.insert(groups[d]);
      }
      ASSERT_EQ(now.size(), 1U);
      moved.insert(*now.begin());
    }
    EXPECT_EQ(moved.size(), 3U);
  }
  for (const double u : sample.values) EXPECT_TRUE(u >= 0.25 / 8 && u <= 1 - 0.25 / 8);
}

TEST(Morris, PlacesAreStratifiedOverTrajectories) {
  const std::vector<std::size_t> groups{0, 1};
  const auto sample = morris(8, groups, 4, 1);
  for (std::size_t d = 0; d < 2; ++d) {
    std::set<int> strata;
    for (std::size_t t = 0; t < 8; ++t) {
      // Back from 0.0625 .. 0.4375 and its mirror image to 0 .. 1.
      const double start = sample.row(3 * t)[d];
      const bool up = start < 0.5;
      const double where = ((up ? start : 1 - start) - 0.0625) / 0.375 / 2 + (up ? 0 : 0.5);
      strata.insert(static_cast<int>(where * 8));
    }
    EXPECT_EQ(strata.size(), 8U);
  }
}

TEST(Morris, StepsHaveRandomLengths) {
  const std::vector<std::size_t> groups{0, 1, 2};
  for (const std::size_t levels : {4, 6, 8, 10}) {
    const auto sample = morris(10, groups, levels, 1);
    std::set<double> lengths;
    for (std::size_t row = 1; row < sample.points; ++row) {
      for (std::size_t d = 0; d < 3; ++d) {
        const double step = std::abs(sample.row(row)[d] - sample.row(row - 1)[d]);
        if (row % 4 != 0 && step > 0) lengths.insert(step);
      }
    }
    EXPECT_EQ(lengths.size(), 30U) << levels;
  }
}

}  // namespace
}  // namespace entrepot::design
