#include "entrepot/analysis/sensitivity/pawn.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "test_functions.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

PawnOptions quick(std::size_t slices = 10) {
  PawnOptions options;
  options.slices = slices;
  options.permutations = 0;
  options.bootstrap.resamples = 0;
  return options;
}

TEST(PawnIndices, CategoriesWorkedByHand) {
  // Category 0 has 1 and 2, category 1 has 3 and 4, category 2 has 1, 3, 5 and 6. Of all eight: 1 1 2 3 3 4 5 6.
  // Distances: 0 is all at 2, when 3/8 of all are: 5/8. 1 begins at 3, when 3/8 are below: 3/8 (ends at 6/8: 2/8).
  // 2 has 1/4 at 2, 1/2 at 4 where all have 3/8, 6/8: 2/8.
  const std::vector<double> category{0, 0, 1, 1, 2, 2, 2, 2};
  const std::vector<double> values{1, 2, 3, 4, 1, 3, 5, 6};
  const auto indices = pawn_indices({values, 1}, category, {true}, quick());
  EXPECT_EQ(indices.of_dimension[0].slices, 3U);
  EXPECT_DOUBLE_EQ(indices.of_dimension[0].max.value, 5.0 / 8);
  EXPECT_DOUBLE_EQ(indices.of_dimension[0].median.value, 3.0 / 8);
}

TEST(PawnIndices, ALoneInputWorkedByHand) {
  // y = x in slices of a quarter: within slice k the distances are 3/4, 1/2, 1/2, 3/4 but for the width of a row.
  std::vector<double> x;
  for (int k = 0; k < 1000; ++k) x.push_back((k + 0.5) / 1000);
  const auto indices = pawn_indices({x, 1}, x, {false}, quick(4));
  EXPECT_NEAR(indices.of_dimension[0].median.value, 0.625, 1e-9);
  EXPECT_NEAR(indices.of_dimension[0].max.value, 0.75, 1e-9);
}

TEST(PawnIndices, TiedPointsStayTogether) {
  const std::vector<double> x{1, 1, 1, 2, 2, 3};
  const std::vector<double> y{0, 0, 0, 1, 1, 2};
  const auto indices = pawn_indices({y, 1}, x, {false}, quick(2));
  EXPECT_EQ(indices.of_dimension[0].slices, 2U);
  EXPECT_DOUBLE_EQ(indices.of_dimension[0].max.value, 0.5);
}

TEST(PawnIndices, IshigamiRanksItsInputsAndDetectsInertOnes) {
  const auto sample = design::sobol_sequence(4096, 4, 1);
  const auto values = evaluated(sample, ishigami);
  const auto indices = pawn_indices({values, 1}, sample.values, std::vector<bool>(4, false));
  for (std::size_t d = 0; d < 3; ++d)
    EXPECT_GT(indices.of_dimension[d].median.low, indices.of_dimension[d].null_median) << d;
  EXPECT_LE(indices.of_dimension[3].median.value, indices.of_dimension[3].null_median);
  EXPECT_GT(indices.of_dimension[1].median.value, indices.of_dimension[0].median.value);
  for (const auto& index : indices.of_dimension) {
    EXPECT_LE(index.median.low, index.median.value);
    EXPECT_GE(index.median.high, index.median.value);
    EXPECT_LE(index.median.value, index.max.value);
  }
}

TEST(PawnIndices, TheNullLevelIsExceededOnceInTwenty) {
  int passed = 0;
  constexpr int experiments = 200;
  for (std::uint32_t seed = 0; seed < experiments; ++seed) {
    const auto sample = design::latin_hypercube(300, 2, seed);
    const auto values = evaluated(sample, [](auto u) { return u[0]; });
    auto options = quick();
    options.permutations = 100;
    const auto index = pawn_indices({values, 1}, sample.values, {false, false}, options).of_dimension[1];
    passed += index.median.value > index.null_median ? 1 : 0;
  }
  RecordProperty("passed", passed);
  EXPECT_LE(passed, 22);
}

TEST(PawnIndices, RowsOfABlockArePermutedTogether) {
  // In Saltelli's blocks an inert input looks active if rows are treated as independent: rows of a block share it.
  int by_rows = 0;
  int by_blocks = 0;
  constexpr int experiments = 60;
  for (std::uint32_t seed = 0; seed < experiments; ++seed) {
    const auto sample = random_saltelli(100, 6, false, seed);
    const auto values = evaluated(sample, [](auto u) { return u[0] + u[1]; });
    auto options = quick();
    options.permutations = 100;
    const auto rows = pawn_indices({values, 1}, sample.values, std::vector<bool>(6, false), options);
    options.block_rows = 8;
    const auto blocks = pawn_indices({values, 1}, sample.values, std::vector<bool>(6, false), options);
    by_rows += rows.of_dimension[5].median.value > rows.of_dimension[5].null_median ? 1 : 0;
    by_blocks += blocks.of_dimension[5].median.value > blocks.of_dimension[5].null_median ? 1 : 0;
  }
  RecordProperty("by_rows", by_rows);
  RecordProperty("by_blocks", by_blocks);
  EXPECT_GT(by_rows, experiments / 2);
  EXPECT_LE(by_blocks, experiments / 6);
}

TEST(PawnIndices, SingleRunsIncludeTheNoise) {
  const auto sample = design::sobol_sequence(1024, 2, 1);
  const auto values = evaluated(sample, [](auto u) { return u[0]; });
  const auto runs = with_own_noise(values, 4, std::sqrt(1.0 / 12), 1);  // as much noise as signal
  auto options = quick();
  const auto of_means = pawn_indices({runs, 4}, sample.values, {false, false}, options);
  options.distribution = Distribution::single_runs;
  const auto of_runs = pawn_indices({runs, 4}, sample.values, {false, false}, options);
  EXPECT_LT(of_runs.of_dimension[0].median.value, of_means.of_dimension[0].median.value);
  EXPECT_NEAR(of_runs.noise_share, 0.5, 0.03);
  EXPECT_NEAR(of_means.noise_in_means, 0.2, 0.03);
}

TEST(PawnIndices, IntervalsAreOfTheEstimateAndItsBiasIsUpward) {
  // Of y = u_0 + u_1: 200 rows a slice, and nearly all there is. Intervals say where the estimate from 2,000 rows lies.
  const Function sum = [](auto u) { return u[0] + u[1]; };
  const auto large = design::sobol_sequence(std::size_t{1} << 17U, 2, 77);
  const auto all_values = evaluated(large, sum);
  const double truth =
      pawn_indices({all_values, 1}, large.values, {false, false}, quick()).of_dimension[0].median.value;
  constexpr int experiments = 200;
  std::vector<statistics::Interval> found;
  double expected = 0;
  for (std::uint32_t seed = 0; seed < experiments; ++seed) {
    design::UnitSample sample{2000, 2, {}};
    Draws draws(seed, 0, 96, 0, Purpose::design);
    for (std::size_t k = 0; k < 4000; ++k) sample.values.push_back(draws.uniform());
    auto options = quick();
    options.bootstrap.resamples = 200;
    const auto values = evaluated(sample, sum);
    found.push_back(pawn_indices({values, 1}, sample.values, {false, false}, options).of_dimension[0].median);
    expected += found.back().value / experiments;
  }
  const auto covered = std::count_if(found.begin(), found.end(),
                                     [&](const auto& of) { return of.low <= expected && expected <= of.high; });
  RecordProperty("covered", static_cast<int>(covered));
  EXPECT_GE(covered, 0.90 * experiments);
  EXPECT_GT(expected, truth);
  EXPECT_LT(expected, truth + 0.03);
}

TEST(PawnIndices, RowsWithoutARunAreLeftOut) {
  const std::vector<double> x{0, 0, 1, 1, 0};
  const std::vector<double> y{1, none, 2, 2, 3, 3, 4, 4, none, none};
  const auto indices = pawn_indices({y, 2}, x, {true}, quick());
  EXPECT_EQ(indices.rows_used, 4U);
  EXPECT_DOUBLE_EQ(indices.of_dimension[0].max.value, 0.5);
  EXPECT_THROW(pawn_indices({y, 1}, x, {true}, quick()), std::invalid_argument);
}

}  // namespace
}  // namespace entrepot::sensitivity
