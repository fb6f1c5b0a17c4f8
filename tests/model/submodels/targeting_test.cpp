#include "entrepot/model/submodels/targeting.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace entrepot::submodels {
namespace {

/// A belief before any evidence that is worth one find and four misses.
scenario::Enforcement beliefs() {
  scenario::Enforcement enforcement{};
  enforcement.prior_finds = 1;
  enforcement.prior_misses = 4;
  return enforcement;
}

double draw(Yield yield, double u) { return sampled_yield(yield, beliefs(), u); }

TEST(SampledYield, IsAQuantileOfTheBetaBelief) {
  // Beta(1, 4) before any evidence: F(x) = 1 - (1 - x)^4, so the median is 1 - 0.5^(1/4) = 0.159104.
  EXPECT_NEAR(draw({}, 0.5), 0.159104, 1e-6);
  // Three tries in vain make it Beta(1, 7): 1 - 0.5^(1/7) = 0.094276.
  EXPECT_NEAR(draw({.found = 0, .tried = 3}, 0.5), 0.094276, 1e-6);
}

TEST(SampledYield, OfAStrongerBeliefIsCloserToItsMean) {
  auto strong = beliefs();
  strong.prior_finds = 100;
  strong.prior_misses = 400;
  EXPECT_NEAR(sampled_yield({}, strong, 0.5), 0.2, 0.001);
  EXPECT_LT(sampled_yield({}, strong, 0.95), draw({}, 0.95));
}

TEST(SampledYield, RisesWithFinds) {
  for (const double u : {0.05, 0.5, 0.95}) {
    EXPECT_GT(draw({.found = 5, .tried = 10}, u), draw({.found = 1, .tried = 10}, u));
  }
}

TEST(SampledYield, ExploresWhatIsLittleKnown) {
  // Much evidence of a middling yield against none at all: at a high quantile the unknown hub goes first.
  EXPECT_GT(draw({}, 0.95), draw({.found = 20, .tried = 100}, 0.95));
  EXPECT_LT(draw({}, 0.5), draw({.found = 20, .tried = 100}, 0.5));
}

/// Two hubs: the second has the higher draw, the first the firm with the higher score.
std::size_t picked_by(scenario::TargetingForm form) {
  const JurisdictionId first{std::size_t{0}};
  const JurisdictionId second{std::size_t{1}};
  const std::vector<Candidate> candidates{{first, 9}, {second, 1}, {second, 3}, {second, 3}};
  return pick_target(candidates, form, [&](JurisdictionId hub) { return hub == second ? 0.4 : 0.1; });
}

TEST(PickTarget, ByLearningTakesTheHighestScoreOfTheMostPromisingHub) {
  EXPECT_EQ(picked_by(scenario::TargetingForm::learning), 2U);
}

TEST(PickTarget, ByScoreAloneTakesTheHighestScore) { EXPECT_EQ(picked_by(scenario::TargetingForm::exogenous), 0U); }

TEST(KeptInAWeek, HalvesOverTheMemory) {
  double kept = 1;
  for (int week = 0; week < 26; ++week) kept *= weekly_retention(26);
  EXPECT_NEAR(kept, 0.5, 1e-12);
}

TEST(ReactedCooperation, ClosesHalfOfItsShareOfTheGapAtFiveListings) {
  // 0.4 + 0.6 x 0.5 x 5 / 10 = 0.55.
  EXPECT_DOUBLE_EQ(reacted_cooperation(0.4, 0.5, 5, 5), 0.55);
  EXPECT_DOUBLE_EQ(reacted_cooperation(0.4, 0.5, 0, 5), 0.4);
  EXPECT_DOUBLE_EQ(reacted_cooperation(0.4, 0, 100, 5), 0.4);
  EXPECT_LT(reacted_cooperation(0.4, 1, 1e9, 5), 1.0);
  // 0.4 + 0.6 x 0.5 x 5 / 15 = 0.5.
  EXPECT_DOUBLE_EQ(reacted_cooperation(0.4, 0.5, 5, 10), 0.5);
}

}  // namespace
}  // namespace entrepot::submodels
