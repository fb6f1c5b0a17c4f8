#include "entrepot/model/submodels/list_price.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

const scenario::PriceResponse response{
    .step = 0.01, .rise_above_weeks = 26, .fall_below_weeks = 8, .floor = 0.6, .cap = 1.5};

TEST(NextPriceChange, RisesWhenTheWaitIsLongAndFallsWhenItIsShort) {
  EXPECT_NEAR(next_price_change(0, 27, response), 0.01, 1e-15);
  EXPECT_DOUBLE_EQ(next_price_change(0, 26, response), 0);
  EXPECT_DOUBLE_EQ(next_price_change(0, 8, response), 0);
  EXPECT_NEAR(next_price_change(0, 0, response), 1 / 1.01 - 1, 1e-15);
  EXPECT_NEAR(next_price_change(next_price_change(0.2, 40, response), 2, response), 0.2, 1e-15);
}

TEST(NextPriceChange, StaysBetweenFloorAndCap) {
  double up = 0;
  double down = 0;
  for (int week = 0; week < 520; ++week) {
    up = next_price_change(up, 100, response);
    down = next_price_change(down, 0, response);
  }
  EXPECT_DOUBLE_EQ(up, 0.5);
  EXPECT_DOUBLE_EQ(down, -0.4);
}

const scenario::SoftwareLearning learning{.gain = 0.05, .base = 1000, .ceiling = 0.9};

TEST(SoftwareGained, RisesWithEachDoublingAndIsNotLost) {
  EXPECT_DOUBLE_EQ(software_gained(0, 1000, learning), 0);
  EXPECT_NEAR(software_gained(0, 2000, learning), 0.05, 1e-12);
  EXPECT_NEAR(software_gained(0, 8000, learning), 0.15, 1e-12);
  EXPECT_DOUBLE_EQ(software_gained(0.2, 2000, learning), 0.2);
  EXPECT_DOUBLE_EQ(software_gained(0, 1e9, {.gain = 0, .base = 1000, .ceiling = 0.9}), 0);
}

TEST(SoftwareRatio, IsUsableComputeOverThatOfTheScenario) {
  EXPECT_DOUBLE_EQ(software_ratio(0.7, 0, learning), 1);
  EXPECT_DOUBLE_EQ(software_ratio(0.8, 0.04, learning), 0.84 / 0.8);
  EXPECT_DOUBLE_EQ(software_ratio(0.8, 0.5, learning), 0.9 / 0.8);
  EXPECT_DOUBLE_EQ(software_ratio(0.95, 0.5, learning), 1);  // above the ceiling already
}

}  // namespace
}  // namespace entrepot::submodels
