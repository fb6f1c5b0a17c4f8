#include "entrepot/analysis/decision/prim.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entrepot/core/error.hpp"
#include "small_runs.hpp"

namespace entrepot::decision {
namespace {

using ::testing::ElementsAre;

/// Cases 0, 1, 2 ... along one input.
Cases line(std::vector<double> met) {
  Cases cases{{{"x"}}, {}, std::move(met), {}};
  for (std::size_t k = 0; k < cases.size(); ++k) cases.values.push_back(static_cast<double>(k));
  return cases;
}

TEST(Prim, PeelsStepByStepAsWorkedByHand) {
  // Ten cases, met in the last four; each peel takes one case, from below, until all inside is met.
  const auto found = discover(line({0, 0, 0, 0, 0, 0, 1, 1, 1, 1}), {.peel = 0.1, .least_support = 2, .resamples = 0});
  ASSERT_EQ(found.trajectory.size(), 7U);
  EXPECT_DOUBLE_EQ(found.base_rate, 0.4);
  EXPECT_DOUBLE_EQ(found.trajectory[1].density, 4.0 / 9);
  EXPECT_DOUBLE_EQ(found.boxes[1].ranges[0].low, 0.5);
  EXPECT_DOUBLE_EQ(found.trajectory[6].density, 1);
  EXPECT_EQ(found.chosen, 6U);
  EXPECT_DOUBLE_EQ(found.box.ranges[0].low, 5.5) << "midway between the last case out and the first in";
  EXPECT_EQ(found.box.ranges[0].high, std::numeric_limits<double>::infinity());
  EXPECT_DOUBLE_EQ(found.quality.coverage, 1);
  EXPECT_DOUBLE_EQ(found.quality.mass, 0.4);
  EXPECT_EQ(found.quality.support, 4U);
}

TEST(Prim, QuasiPIsTheTailOfTheBinomial) {
  const auto found = discover(line({0, 0, 0, 0, 0, 0, 1, 1, 1, 1}), {.peel = 0.1, .least_support = 2, .resamples = 0});
  ASSERT_EQ(found.restrictions.size(), 1U);
  EXPECT_DOUBLE_EQ(found.restrictions[0].without.density, 0.4);
  EXPECT_NEAR(found.restrictions[0].quasi_p, 0.4 * 0.4 * 0.4 * 0.4, 1e-12) << "four of four at 0.4";
}

TEST(Prim, DropsCategories) {
  // Met in category 2 alone, whatever the number.
  Cases cases{{{"number"}, {"hub", true}}, {}, {}, {}};
  for (int k = 0; k < 30; ++k) {
    cases.values.insert(cases.values.end(), {static_cast<double>(k), static_cast<double>(k % 3)});
    cases.met.push_back(k % 3 == 2 ? 1 : 0);
  }
  const auto found = discover(cases, {.least_support = 2, .resamples = 0});
  EXPECT_THAT(found.box.ranges[1].dropped, ElementsAre(0, 1));
  EXPECT_FALSE(found.box.ranges[0].restricts());
  EXPECT_DOUBLE_EQ(found.quality.density, 1);
  EXPECT_DOUBLE_EQ(found.quality.coverage, 1);
}

TEST(Prim, KeepsEqualValuesTogether) {
  Cases cases{{{"x"}}, {0, 0, 0, 0, 1, 1, 1, 1}, {0, 0, 0, 0, 1, 1, 1, 0}, {}};
  const auto found = discover(cases, {.least_support = 1, .resamples = 0});
  EXPECT_DOUBLE_EQ(found.boxes[1].ranges[0].low, 0.5);
  EXPECT_EQ(found.quality.support, 4U);
}

TEST(Prim, PastesBackCasesThatACoarsePeelRemoved) {
  // Half at a time: 0..7 go first, 8..15 remain, though 6 and 7 are met too.
  const auto cases = line({0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  const auto found = discover(cases, {.peel = 0.5, .paste = 0.1, .least_support = 2, .resamples = 0});
  EXPECT_EQ(found.trajectory[found.chosen].support, 8U);
  EXPECT_DOUBLE_EQ(found.box.ranges[0].low, 5.5);
  EXPECT_DOUBLE_EQ(found.quality.coverage, 1);
}

TEST(Prim, ChoosesByCoverageIfAsked) {
  // Density rises all the way to the last two, where coverage is a half.
  const auto cases = line({0, 0, 0, 0, 0, 0, 1, 0, 0.5, 0.5, 1, 1});
  const PrimOptions all{.peel = 0.05, .paste = 0.01, .least_support = 2, .least_coverage = 1.0, .resamples = 0};
  EXPECT_DOUBLE_EQ(discover(cases, all).quality.coverage, 1);
  const PrimOptions half{.peel = 0.05, .paste = 0.01, .least_support = 2, .least_coverage = 0.5, .resamples = 0};
  EXPECT_DOUBLE_EQ(discover(cases, half).quality.density, 1);
}

TEST(Prim, LeavesCasesWithoutARunOut) {
  const auto found = discover(line({0, 0, 0, testing::missing, 1, 1, 1, 1}), {.least_support = 2, .resamples = 0});
  EXPECT_EQ(found.cases, 7U);
  EXPECT_DOUBLE_EQ(found.box.ranges[0].low, 3) << "midway between 2 and 4";
}

TEST(Prim, NeedsCasesOfBothKinds) {
  EXPECT_THROW(discover(line({0, 0, 0})), Error);
  EXPECT_THROW(discover(line({1, 1, 1})), Error);
  EXPECT_THROW(discover(line({1, 2, 0})), Error);
  EXPECT_THROW(discover(line({0, 1, 0}), {.peel = 0}), Error);
  Cases holed = line({0, 1});
  holed.values[0] = testing::missing;
  EXPECT_THROW(discover(holed), Error);
}

/// Uniform cases in the unit cube with a box planted: met with probability 0.9 inside of x0 > 0.6, x1 < 0.5 and
/// category not 1, with 0.05 elsewhere. x2 and x3 mean nothing.
Cases planted(std::uint32_t experiment, std::size_t n) {
  Cases cases{{{"x0"}, {"x1"}, {"x2"}, {"x3"}, {"kind", true}}, {}, {}, {}};
  Draws draws = testing::luck(experiment);
  for (std::size_t k = 0; k < n; ++k) {
    double x[4];
    for (double& value : x) value = draws.uniform();
    const double kind = draws.index(3);
    cases.values.insert(cases.values.end(), {x[0], x[1], x[2], x[3], kind});
    const bool in = x[0] > 0.6 && x[1] < 0.5 && kind != 1;
    cases.met.push_back(draws.bernoulli(in ? 0.9 : 0.05) ? 1 : 0);
  }
  return cases;
}

TEST(Prim, FindsAPlantedBox) {
  const auto found = discover(planted(1, 1500), {.resamples = 40});
  EXPECT_NEAR(found.box.ranges[0].low, 0.6, 0.05);
  EXPECT_NEAR(found.box.ranges[1].high, 0.5, 0.05);
  EXPECT_THAT(found.box.ranges[4].dropped, ElementsAre(1));
  EXPECT_GT(found.quality.density, 0.8);
  EXPECT_GT(found.frequency[0], 0.95);
  EXPECT_GT(found.frequency[1], 0.95);
  EXPECT_GT(found.frequency[4], 0.95);
  for (const auto& restriction : found.restrictions) {
    if (restriction.input == 0 || restriction.input == 1 || restriction.input == 4) {
      EXPECT_LT(restriction.quasi_p, 1e-6) << restriction.input;
    } else {
      EXPECT_GT(restriction.quasi_p, 1e-3) << "an input without meaning";
    }
  }
  EXPECT_GT(found.density_outside.value, 0.7) << "it predicts cases that it has not seen";
  EXPECT_GT(found.coverage_outside.value, 0.5);
  EXPECT_LE(found.density_outside.low, found.density_outside.value);
}

TEST(Prim, IsUnstableWithoutAPlantedBox) {
  Cases noise = planted(2, 300);
  Draws draws = testing::luck(3);
  for (double& met : noise.met) met = draws.bernoulli(0.3) ? 1 : 0;
  const auto found = discover(noise, {.least_coverage = 0.15, .resamples = 40});
  EXPECT_GT(found.quality.density, 0.4) << "it always finds something";
  EXPECT_LT(found.density_outside.value, found.quality.density - 0.1) << "which does not hold out of the bag";
}

TEST(Prim, IsTheSameEveryTime) {
  const auto one = discover(planted(4, 300), {.resamples = 20});
  const auto other = discover(planted(4, 300), {.resamples = 20});
  EXPECT_EQ(one.frequency, other.frequency);
  EXPECT_EQ(one.density_outside.value, other.density_outside.value);
  EXPECT_EQ(one.box.ranges[0].low, other.box.ranges[0].low);
}

TEST(Prim, ResamplesGroupsWhole) {
  // Every case five times over: resampled one by one the bag knows almost all cases, by groups a third is left out.
  Cases cases = planted(5, 100);
  Cases repeated{cases.inputs, {}, {}, {}};
  for (std::size_t row = 0; row < cases.size(); ++row) {
    for (int k = 0; k < 5; ++k) {
      for (std::size_t input = 0; input < cases.inputs.size(); ++input) repeated.values.push_back(cases.at(row, input));
      repeated.met.push_back(cases.met[row]);
      repeated.group.push_back(static_cast<std::uint32_t>(row));
    }
  }
  const auto grouped = discover(repeated, {.resamples = 30});
  repeated.group.clear();
  const auto apart = discover(repeated, {.resamples = 30});
  EXPECT_LT(grouped.density_outside.value, apart.density_outside.value);
}

TEST(Prim, FindsASecondBoxAmongTheRemainingCases) {
  // Met at both ends of a line.
  std::vector<double> met(60, 0.0);
  for (std::size_t k = 0; k < 15; ++k) met[k] = 1;
  for (std::size_t k = 50; k < 60; ++k) met[k] = 1;
  const auto found = discover_several(line(met), 3, {.resamples = 0});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_DOUBLE_EQ(found[0].quality.density, 1);
  EXPECT_DOUBLE_EQ(found[1].quality.density, 1);
  EXPECT_EQ(found[0].quality.support + found[1].quality.support, 25U);
  EXPECT_EQ(found[1].cases, 60 - found[0].quality.support);
}

}  // namespace
}  // namespace entrepot::decision
