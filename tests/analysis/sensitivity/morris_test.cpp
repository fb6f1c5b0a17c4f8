#include "entrepot/analysis/sensitivity/morris.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "test_functions.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr Bootstrap no_intervals{0};

TEST(MorrisEffects, TwoTrajectoriesWorkedByHand) {
  // One dimension, up and down by a half: effects (3 - 1) / 0.5 = 4 and (0 - 1) / -0.5 = 2.
  const std::vector<double> points{0.25, 0.75, 0.75, 0.25};
  const std::vector<double> values{1, 3, 1, 0};
  const auto effects = morris_effects({values, 1}, points, each_by_itself(1), no_intervals);
  ASSERT_EQ(effects.size(), 1U);
  EXPECT_DOUBLE_EQ(effects[0].mu.value, 3);
  EXPECT_DOUBLE_EQ(effects[0].mu_star.value, 3);
  EXPECT_DOUBLE_EQ(effects[0].sigma.value, std::sqrt(2.0));
  EXPECT_TRUE(std::isnan(effects[0].noise_share));
  EXPECT_EQ(effects[0].effects, 2U);
  EXPECT_DOUBLE_EQ(effects[0].only_step, 0.5);
}

TEST(MorrisEffects, NoiseWorkedByHand) {
  // Effects of two replicates: (4, 6) and (0, 2). Means 5 and 1, variance 8; covariance of (4, 0) and (6, 2) is 8.
  const std::vector<double> points{0.25, 0.75, 0.25, 0.75};
  const std::vector<double> level{0, 0, 2, 3, 0, 0, 0, 1};
  const auto shared = morris_effects({level, 2}, points, each_by_itself(1), no_intervals);
  EXPECT_DOUBLE_EQ(shared[0].sigma.value, std::sqrt(8.0));
  EXPECT_DOUBLE_EQ(shared[0].noise_share, 0);
  // Within both 2, of means 1, so that mu_star of noise alone is the mean size of a standard normal.
  EXPECT_DOUBLE_EQ(shared[0].noise_mu_star, std::sqrt(2 / std::numbers::pi));
  // Effects (4, 6) and (2, 0): means 5 and 1, variance 8; covariance of (4, 2) and (6, 0) is 6.
  const std::vector<double> own{0, 0, 2, 3, 0, 0, 1, 0};
  const auto apart = morris_effects({own, 2}, points, each_by_itself(1), no_intervals);
  EXPECT_DOUBLE_EQ(apart[0].sigma.value, std::sqrt(6.0));
  EXPECT_DOUBLE_EQ(apart[0].noise_share, 0.25);
}

TEST(MorrisEffects, ALinearFunctionHasItsSlopesAndNoSpread) {
  const auto groups = each_by_itself(3);
  const auto sample = design::morris(10, groups, 8, 1);
  const auto values = evaluated(sample, [](auto u) { return 2 * u[0] - 3 * u[1]; });
  const auto effects = morris_effects({values, 1}, sample.values, groups);
  EXPECT_NEAR(effects[0].mu.value, 2, 1e-12);
  EXPECT_NEAR(effects[1].mu.value, -3, 1e-12);
  EXPECT_NEAR(effects[1].mu_star.value, 3, 1e-12);
  EXPECT_NEAR(effects[2].mu_star.value, 0, 1e-12);
  EXPECT_NEAR(effects[1].sigma.value, 0, 1e-6);
  EXPECT_NEAR(effects[1].mu_star.low, 3, 1e-12);
}

TEST(MorrisEffects, AGroupHasASizeButNoDirection) {
  const std::vector<std::size_t> groups{0, 0, 1};
  const auto sample = design::morris(200, groups, 4, 1);
  const auto values = evaluated(sample, [](auto u) { return u[0] + u[1] + u[2]; });
  const auto effects = morris_effects({values, 1}, sample.values, groups, no_intervals);
  EXPECT_TRUE(std::isnan(effects[0].mu.value));
  EXPECT_TRUE(std::isnan(effects[0].sigma.value));
  EXPECT_TRUE(std::isnan(effects[0].noise_share));
  // Both up or down: 2; one up and the other down: 0.
  EXPECT_NEAR(effects[0].mu_star.value, 1, 0.2);
  EXPECT_NEAR(effects[1].mu.value, 1, 1e-12);
}

/// Effects of one input of Morris's function at many random points, apart from any design: the others stand anywhere
/// in the range that four levels leave, and the input moves from one half into the other.
struct Reference {
  double mu = 0;
  double mu_star = 0;
  double sigma = 0;
};

/// Where an input of the design stands before or after its own step, each in half of the rows.
double drawn_place(Draws& draws) {
  const bool up = draws.bernoulli(0.5);
  const bool moved = draws.bernoulli(0.5);
  const double start = 0.0625 + 0.375 * draws.uniform();
  const double place = moved ? start + 0.5 + (0.4375 - start) * draws.uniform() : start;
  return up ? place : 1 - place;
}

Reference reference_effects(std::size_t input) {
  constexpr int n = 20000;
  Draws draws(1, 0, input, 0, Purpose::design);
  double squares = 0;
  Reference reference;
  for (int k = 0; k < n; ++k) {
    std::vector<double> u;
    for (int d = 0; d < 20; ++d) u.push_back(drawn_place(draws));
    const double start = 0.0625 + 0.375 * draws.uniform();
    const double length = 0.5 + (0.4375 - start) * draws.uniform();
    const bool up = draws.bernoulli(0.5);
    u[input] = up ? start : 1 - start;
    const double step = up ? length : -length;
    auto moved = u;
    moved[input] += step;
    const double effect = (morris_1991(moved) - morris_1991(u)) / step;
    reference.mu += effect / n;
    reference.mu_star += std::abs(effect) / n;
    squares += effect * effect / n;
  }
  reference.sigma = std::sqrt(squares - reference.mu * reference.mu);
  return reference;
}

TEST(MorrisEffects, MorrisFunction) {
  const auto groups = each_by_itself(20);
  const auto sample = design::morris(100, groups, 4, 1);
  const auto values = evaluated(sample, morris_1991);
  const auto effects = morris_effects({values, 1}, sample.values, groups);
  for (std::size_t i = 0; i < 20; ++i) {
    const auto reference = reference_effects(i);
    const double error = 4 * reference.sigma / std::sqrt(100);
    EXPECT_NEAR(effects[i].mu.value, reference.mu, error) << i;
    EXPECT_NEAR(effects[i].mu_star.value, reference.mu_star, error) << i;
    EXPECT_NEAR(effects[i].sigma.value, reference.sigma, error) << i;
  }
  // Input 8 by hand: 2 (20 + the sum of (-1)^(8+j) w_j), and only w_3, w_5 and w_7 have a mean.
  double mean_w = 0;
  Draws places(1, 0, 20, 0, Purpose::design);
  for (int k = 0; k < 100000; ++k) mean_w += morris_w(3, drawn_place(places)) / 100000;
  EXPECT_NEAR(reference_effects(7).mu, 2 * (20 - 3 * mean_w), 0.2);
  // What the function is known for: 1-10 matter, 8-10 most nearly linear of them; 11-20 do not matter.
  for (std::size_t i = 0; i < 10; ++i) {
    for (std::size_t j = 10; j < 20; ++j) EXPECT_GT(effects[i].mu_star.low, effects[j].mu_star.high) << i << ' ' << j;
  }
  for (std::size_t i = 0; i < 7; ++i) {
    for (std::size_t j = 7; j < 10; ++j) EXPECT_GT(effects[i].sigma.value, effects[j].sigma.value) << i << ' ' << j;
  }
}

TEST(MorrisEffects, NoiseOfKnownVarianceIsRemoved) {
  // Slope 1, and noise of sd 1 in single runs: an effect over a step has the variance 2 / step^2 in one replicate, and
  // a quarter of it in the mean of four.
  const auto groups = each_by_itself(2);
  const auto sample = design::morris(2000, groups, 4, 1);
  const auto values = evaluated(sample, [](auto u) { return u[0]; });
  const auto own = with_own_noise(values, 4, 1.0, 1);
  const auto effects = morris_effects({own, 4}, sample.values, groups, {0, 0.95, RandomNumbers::independent});
  EXPECT_NEAR(effects[0].mu.value, 1, 0.1);
  EXPECT_LT(effects[0].sigma.value, 0.4);
  EXPECT_GT(effects[0].noise_share, 0.9);
  double variance = 0;
  for (std::size_t row = 1; row < sample.points; ++row) {
    const double step = sample.row(row)[1] - sample.row(row - 1)[1];
    if (row % 3 != 0 && step != 0) variance += 2 / (step * step) / 4 / 2000;
  }
  EXPECT_NEAR(effects[1].noise_mu_star, std::sqrt(2 / std::numbers::pi * variance), 0.02);
  EXPECT_NEAR(effects[1].mu_star.value, effects[1].noise_mu_star, 0.04);
  // Common random numbers: a slope of its own in every replicate moves all effects of the first input alike, which is
  // no spread.
  const auto common = with_common_noise(sample, values, 4, 1.0, 1.0, 1);
  const auto shared = morris_effects({common, 4}, sample.values, groups);
  EXPECT_NEAR(shared[0].sigma.value, 0, 1e-6);
  EXPECT_NEAR(shared[1].mu_star.value, 0, 1e-9);
  // But it is uncertain, as the interval shows.
  EXPECT_GT(shared[0].mu.high - shared[0].mu.low, 0.2);
}

TEST(MorrisEffects, AMissingRunCostsTheEffectsBesideIt) {
  const auto groups = each_by_itself(3);
  const auto sample = design::morris(10, groups, 8, 1);
  auto values = evaluated(sample, [](auto u) { return u[0]; });
  values[1] = none;
  const auto effects = morris_effects({values, 1}, sample.values, groups, no_intervals);
  EXPECT_EQ(effects[0].effects + effects[1].effects + effects[2].effects, 28U);
}

TEST(MorrisEffects, RowsThatAreNoTrajectoriesAreRefused) {
  const std::vector<double> values(4, 0.0);
  const std::vector<double> still{0.25, 0.25, 0.25, 0.75};
  EXPECT_THROW(morris_effects({values, 1}, still, each_by_itself(1)), std::invalid_argument);
  EXPECT_THROW(morris_effects({values, 1}, still, each_by_itself(2)), std::invalid_argument);
}

TEST(MorrisEffects, APeriodicInputIsNotMissed) {
  // sin^2 repeats at half of the range, the length of every step of a design of levels.
  const auto groups = each_by_itself(3);
  for (const std::size_t levels : {4, 6, 8, 10}) {
    for (const std::uint32_t seed : {1U, 2U, 3U, 4U, 5U}) {
      const auto sample = design::morris(20, groups, levels, seed);
      const auto effects = morris_effects({evaluated(sample, ishigami), 1}, sample.values, groups);
      EXPECT_GT(effects[1].mu_star.low, 0.5) << levels << ' ' << seed;
      EXPECT_TRUE(std::isnan(effects[1].only_step));
    }
  }
}

TEST(MorrisEffects, ConstantStepsMissAPeriodicInputAndReportTheirLength) {
  const std::vector<double> points{0.125, 0.625, 0.875, 0.375, 0.375, 0.875};
  std::vector<double> values;
  for (const double u : points) values.push_back(std::pow(std::sin(2 * std::numbers::pi * u), 2));
  const auto effects = morris_effects({values, 1}, points, each_by_itself(1), no_intervals);
  EXPECT_NEAR(effects[0].mu_star.value, 0, 1e-12);
  EXPECT_DOUBLE_EQ(effects[0].only_step, 0.5);
}

}  // namespace
}  // namespace entrepot::sensitivity
