#include "entrepot/model/submodels/targeting.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

TEST(SampledYield, IsAQuantileOfTheBetaBelief) {
  // Beta(1, 4) before any evidence: F(x) = 1 - (1 - x)^4, so the median is 1 - 0.5^(1/4) = 0.159104.
  EXPECT_NEAR(sampled_yield({}, 0.5), 0.159104, 1e-6);
  // Three tries in vain make it Beta(1, 7): 1 - 0.5^(1/7) = 0.094276.
  EXPECT_NEAR(sampled_yield({.found = 0, .tried = 3}, 0.5), 0.094276, 1e-6);
}

TEST(SampledYield, RisesWithFinds) {
  for (const double luck : {0.05, 0.5, 0.95}) {
    EXPECT_GT(sampled_yield({.found = 5, .tried = 10}, luck), sampled_yield({.found = 1, .tried = 10}, luck));
  }
}

TEST(SampledYield, ExploresWhatIsLittleKnown) {
  // Much evidence of a middling yield against none at all: with good luck the unknown hub goes first.
  EXPECT_GT(sampled_yield({}, 0.95), sampled_yield({.found = 20, .tried = 100}, 0.95));
  EXPECT_LT(sampled_yield({}, 0.5), sampled_yield({.found = 20, .tried = 100}, 0.5));
}

TEST(KeptInAWeek, HalvesOverTheMemory) {
  double kept = 1;
  for (int week = 0; week < 26; ++week) kept *= kept_in_a_week(26);
  EXPECT_NEAR(kept, 0.5, 1e-12);
}

TEST(ReactedCooperation, ClosesHalfOfItsShareOfTheGapAtFiveListings) {
  // 0.4 + 0.6 x 0.5 x 5 / 10 = 0.55.
  EXPECT_DOUBLE_EQ(reacted_cooperation(0.4, 0.5, 5), 0.55);
  EXPECT_DOUBLE_EQ(reacted_cooperation(0.4, 0.5, 0), 0.4);
  EXPECT_DOUBLE_EQ(reacted_cooperation(0.4, 0, 100), 0.4);
  EXPECT_LT(reacted_cooperation(0.4, 1, 1e9), 1.0);
}

}  // namespace
}  // namespace entrepot::submodels
