#include "entrepot/analysis/decision/threshold.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/error.hpp"
#include "small_runs.hpp"

namespace entrepot::decision {
namespace {

using testing::table;
using Side = Condition::Side;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr Condition below_one{Side::below, 1};

/// One state, ten replicates, of which the first n at each level are below one.
Values tens(std::initializer_list<int> met) {
  Values values{10, {}};
  for (const int m : met) {
    for (int r = 0; r < 10; ++r) values.of.push_back(r < m ? 0 : 2);
  }
  return values;
}

TEST(Threshold, InterpolatesBetweenLevels) {
  const Lever lever{{0, 100, 200}};
  const auto found = threshold_of_probability(lever, Layout::full(3, 1), tens({2, 6, 10}), below_one, 0.9);
  EXPECT_EQ(found.answer, Answer::between_levels);
  EXPECT_EQ(found.effect, Effect::helps);
  EXPECT_NEAR(found.level.value, 175, 1e-9) << "three quarters of the way from 0.6 to 1";
  EXPECT_EQ(found.curve[1].runs, 10U);
  EXPECT_NEAR(found.curve[1].raw, 0.6, 1e-12);
  EXPECT_LT(found.level.low, 175);
  EXPECT_GT(found.level.high, 175);
}

TEST(Threshold, InterpolatesOnALogarithmicLever) {
  const Lever lever{{1, 100}, true};
  const auto found = threshold_of_probability(lever, Layout::full(2, 1), tens({0, 10}), below_one, 0.5);
  EXPECT_NEAR(found.level.value, 10, 1e-9);
  const Lever from_zero{{0, 100}, true};
  EXPECT_NEAR(threshold_of_probability(from_zero, Layout::full(2, 1), tens({0, 10}), below_one, 0.5).level.value, 50,
              1e-9)
      << "level 0 has no logarithm";
}

TEST(Threshold, SmoothsBeforeItCrosses) {
  // 0.8 at 10 is sampling noise: pooled with the following 0.4 it is 0.6, so the aim is reached between 20 and 30.
  const Lever lever{{0, 10, 20, 30}};
  const auto found = threshold_of_probability(lever, Layout::full(4, 1), tens({2, 8, 4, 10}), below_one, 0.8);
  EXPECT_NEAR(found.curve[1].smoothed.value, 0.6, 1e-12);
  EXPECT_NEAR(found.level.value, 25, 1e-9);
}

TEST(Threshold, IsReachedExactlyAtALevel) {
  const Lever lever{{0, 10, 20}};
  const auto found = threshold_of_probability(lever, Layout::full(3, 1), tens({2, 9, 10}), below_one, 0.9);
  EXPECT_NEAR(found.level.value, 10, 1e-9) << "nine of ten are 0.9";
}

TEST(Threshold, ReportsThatNoLevelReachesIt) {
  const Lever lever{{0, 50, 1000}};
  const auto found = threshold_of_probability(lever, Layout::full(3, 1), tens({1, 2, 4}), below_one, 0.9);
  EXPECT_EQ(found.answer, Answer::no_level);
  EXPECT_EQ(found.level.value, infinite);
  EXPECT_EQ(found.level.high, infinite);
  EXPECT_LT(found.reached, 0.02);
  const auto words = in_words(found, {.unit = "checks a year"});
  EXPECT_EQ(
      words.rfind("not met at any level up to 1000 checks a year: at 1000 checks a year the probability is 0.4 (", 0),
      0U)
      << words;
}

TEST(Threshold, ReportsThatTheLowestLevelReachesIt) {
  const Lever lever{{5, 50}};
  const auto found = threshold_of_probability(lever, Layout::full(2, 1), tens({10, 10}), below_one, 0.9);
  EXPECT_EQ(found.answer, Answer::every_level);
  EXPECT_EQ(found.level.value, -infinite);
  EXPECT_EQ(found.reached, 1);
  EXPECT_EQ(in_words(found, {}), "met already at the lowest level: at 5 the probability is 1 (1 to 1)");
}

TEST(Threshold, HasAnOpenIntervalWhereResamplesDoNotReachIt) {
  const Lever lever{{0, 100}};
  const auto found = threshold_of_probability(lever, Layout::full(2, 1), tens({0, 9}), below_one, 0.85);
  EXPECT_EQ(found.answer, Answer::between_levels);
  EXPECT_EQ(found.level.high, infinite);
  EXPECT_NE(in_words(found, {}).find("to beyond 100)"), std::string::npos);
}

TEST(Threshold, FindsTheGreatestLevelWhereMoreHarms) {
  const Lever lever{{0, 100, 200}};
  const auto found = threshold_of_probability(lever, Layout::full(3, 1), tens({10, 6, 0}), below_one, 0.8);
  EXPECT_EQ(found.effect, Effect::harms);
  EXPECT_EQ(found.effect_support, 1);
  EXPECT_NEAR(found.level.value, 50, 1e-9);
  const auto none = threshold_of_probability(lever, Layout::full(3, 1), tens({5, 3, 0}), below_one, 0.8);
  EXPECT_EQ(none.answer, Answer::no_level);
  EXPECT_EQ(none.level.value, -infinite);
  EXPECT_EQ(
      in_words(none, {.quantity = "the share"}).rfind("not met at any level down to 0: at 0 the share is 0.5 (", 0),
      0U);
}

TEST(Threshold, UsesAGivenDirection) {
  // Given that more helps, the falling shares are pooled: 0.5 everywhere.
  const Lever lever{{0, 1}};
  const auto found =
      threshold_of_probability(lever, Layout::full(2, 1), tens({8, 2}), below_one, 0.6, {.effect = Effect::helps});
  EXPECT_EQ(found.answer, Answer::no_level);
  EXPECT_NEAR(found.curve[0].smoothed.value, 0.5, 1e-12);
  EXPECT_LT(found.effect_support, 0.1) << "the runs say otherwise";
}

TEST(Threshold, OfAMean) {
  // Leakage falls from 4 to 2 to 1: a mean below 3 is half of the way.
  const Lever lever{{0, 10, 20}};
  const Values values = table({{3, 5}, {1, 3}, {1, 1}});
  const auto found = threshold_of_mean(lever, Layout::full(3, 1), values, {Side::below, 3});
  EXPECT_NEAR(found.level.value, 5, 1e-9);
  EXPECT_EQ(found.effect, Effect::helps) << "more of the lever serves the aim";
  EXPECT_NEAR(found.curve[0].raw, 4, 1e-12);
  EXPECT_NEAR(found.curve[0].smoothed.low, 3, 1e-12);
  EXPECT_NEAR(found.curve[0].smoothed.high, 5, 1e-12);
  EXPECT_EQ(found.aim, 3);
  const auto above = threshold_of_mean(lever, Layout::full(3, 1), values, {Side::above, 3});
  EXPECT_EQ(above.effect, Effect::harms);
  EXPECT_NEAR(above.level.value, 5, 1e-9) << "the greatest level at which the mean is still 3";
}

TEST(Threshold, RefusesLevelsThatDoNotRiseAndLevelsWithoutRuns) {
  const auto ask = [](std::vector<double> levels, bool logarithmic, double p, const Values& values) {
    return threshold_of_probability({std::move(levels), logarithmic}, Layout::full(2, 1), values, below_one, p);
  };
  EXPECT_THROW(ask({1, 1}, false, 0.5, tens({0, 1})), Error);
  EXPECT_THROW(ask({-1, 1}, true, 0.5, tens({0, 1})), Error);
  EXPECT_THROW(ask({0, 1}, false, 0, tens({0, 1})), Error);
  EXPECT_THROW(ask({0, 1, 2}, false, 0.5, tens({0, 1})), Error);
  EXPECT_THROW(ask({0, 1}, false, 0.5, table({{1}, {testing::missing}})), Error);
}

/// Runs of a lever whose probability to be below one is logistic in its level. The random part of a run consists of its
/// own, its replicate's and its state's, which all levels share.
struct Logistic {
  double middle = 50;
  double width = 10;
  std::vector<double> levels{0, 20, 40, 60, 80, 100};
  double of_state = 0;  ///< standard deviations of what a state and a replicate bring, beside 1 of the run itself
  double of_replicate = 0;

  [[nodiscard]] Values runs(std::uint32_t experiment, std::size_t states, std::size_t replicates) const {
    Draws draws = testing::luck(experiment);
    std::vector<double> state(states), replicate(replicates);
    for (double& effect : state) effect = of_state * draws.normal();
    for (double& effect : replicate) effect = of_replicate * draws.normal();
    const double scale = std::sqrt(1 + of_state * of_state + of_replicate * of_replicate);
    Values values{replicates, {}};
    for (const double level : levels) {
      const double log_odds = (level - middle) / width;
      const double p = 1 / (1 + std::exp(-log_odds));
      for (const double s : state) {
        for (const double r : replicate) {
          // A normal score that is below the p quantile with probability p.
          const double uniform = 0.5 * std::erfc(-(s + r + draws.normal()) / scale / std::sqrt(2.0));
          values.of.push_back(uniform < p ? 0 : 2);
        }
      }
    }
    return values;
  }

  /// Where the line between the levels' true probabilities crosses: what is estimated.
  [[nodiscard]] double truth(double probability) const {
    const auto p = [this](double level) { return 1 / (1 + std::exp(-(level - middle) / width)); };
    for (std::size_t k = 1; k < levels.size(); ++k) {
      if (p(levels[k]) < probability) continue;
      const double part = (probability - p(levels[k - 1])) / (p(levels[k]) - p(levels[k - 1]));
      return levels[k - 1] + part * (levels[k] - levels[k - 1]);
    }
    return infinite;
  }

  /// Share of experiments whose 90 % interval covers the truth.
  [[nodiscard]] double covered(std::size_t states, std::size_t replicates, std::uint32_t experiments) const {
    double covered = 0;
    for (std::uint32_t e = 0; e < experiments; ++e) {
      const auto found =
          threshold_of_probability({levels}, Layout::full(levels.size(), states), runs(e, states, replicates),
                                   below_one, 0.7, {.effect = Effect::found, .bootstrap = {.resamples = 300}});
      covered += found.level.low <= truth(0.7) && truth(0.7) <= found.level.high;
    }
    return covered / experiments;
  }
};

TEST(ThresholdCoverage, IsAsStatedForIndependentRuns) {
  const double covered = Logistic{}.covered(1, 60, 300);
  RecordProperty("covered", std::to_string(covered));
  EXPECT_GT(covered, 0.84);
  EXPECT_LT(covered, 0.96);
}

TEST(ThresholdCoverage, IsAboutAsStatedWhereStatesAndReplicatesMatter) {
  const double covered = Logistic{.of_state = 1, .of_replicate = 0.7}.covered(20, 20, 200);
  RecordProperty("covered", std::to_string(covered));
  EXPECT_GT(covered, 0.83);
  EXPECT_LT(covered, 0.97);
}

TEST(ThresholdCoverage, IsConservativeForIndependentRuns) {
  const double covered = Logistic{}.covered(12, 12, 200);
  RecordProperty("covered", std::to_string(covered));
  EXPECT_GT(covered, 0.93);
}

TEST(Frontier, IsTheThresholdOfTheSecondLeverAtEachLevelOfTheFirst) {
  // First lever 0 and 1; second 0, 10, 20. More of the first needs less of the second, 2 would need none.
  const Values values = tens({0, 4, 8, 4, 8, 10, 10, 10, 10});
  const auto points = frontier_of_probability({{0, 1, 2}}, {{0, 10, 20}}, Layout::full(9, 1), values, below_one, 0.6);
  ASSERT_EQ(points.size(), 3U);
  EXPECT_NEAR(points[0].threshold.level.value, 15, 1e-9);
  EXPECT_NEAR(points[1].threshold.level.value, 5, 1e-9);
  EXPECT_EQ(points[2].threshold.answer, Answer::every_level);
  EXPECT_EQ(points[1].level, 1);
  EXPECT_LE(points[0].threshold.level.low, 15);
  EXPECT_GE(points[0].threshold.level.high, 15);
}

TEST(Frontier, FindsOneEffectForAllItsRows) {
  // The second row alone would look as if more harmed; together more helps.
  const Values values = tens({0, 5, 10, 5, 5, 4});
  const auto points = frontier_of_probability({{0, 1}}, {{0, 10, 20}}, Layout::full(6, 1), values, below_one, 0.7);
  EXPECT_EQ(points[0].threshold.effect, Effect::helps);
  EXPECT_EQ(points[1].threshold.effect, Effect::helps);
  EXPECT_EQ(points[1].threshold.answer, Answer::no_level);
}

TEST(Frontier, OfMeansUsesTheSameMethod) {
  const Values values = table({{4, 4}, {2, 2}, {2, 2}, {0, 0}});
  const auto points = frontier_of_mean({{0, 1}}, {{0, 10}}, Layout::full(4, 1), values, {Side::below, 3});
  EXPECT_NEAR(points[0].threshold.level.value, 5, 1e-9);
  EXPECT_EQ(points[1].threshold.answer, Answer::every_level);
}

}  // namespace
}  // namespace entrepot::decision
