#include "entrepot/model/submodels/discovery.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenario.hpp"

namespace entrepot::submodels {
namespace {

scenario::Enforcement means() {
  return testing::small_scenario("", {"enforcement.tip_size_units=8", "enforcement.tip_size_power=0.5",
                                      "enforcement.origin_hold_rate=0.001", "enforcement.origin_targeting=10",
                                      "enforcement.record_rate=0.03", "enforcement.record_units=2000",
                                      "enforcement.record_power=0.5", "enforcement.case_success=0.5"})
      .enforcement;
}

TEST(TipChance, RisesWithTheSizeOfTheLot) {
  EXPECT_DOUBLE_EQ(tip_chance(8, 0.002, means()), 0.002);
  EXPECT_DOUBLE_EQ(tip_chance(32, 0.002, means()), 0.004);
  EXPECT_DOUBLE_EQ(tip_chance(1000000, 0.5, means()), 1);
}

TEST(HoldChance, IsHigherForAFirmUnderSuspicion) {
  EXPECT_DOUBLE_EQ(hold_chance(false, means()), 0.001);
  EXPECT_DOUBLE_EQ(hold_chance(true, means()), 0.01);
}

TEST(ExposureChance, GrowsWithTheRootOfVolume) {
  EXPECT_DOUBLE_EQ(exposure_chance(0, means()), 0);
  EXPECT_DOUBLE_EQ(exposure_chance(2000, means()), 1 - std::exp(-0.03 / 52));
  EXPECT_DOUBLE_EQ(exposure_chance(8000, means()), 1 - std::exp(-0.06 / 52));
}

TEST(ProofChance, RisesWithFindings) {
  EXPECT_DOUBLE_EQ(proof_chance(0, means()), 0.5) << "a case has at least the lead that opened it";
  EXPECT_DOUBLE_EQ(proof_chance(1, means()), 0.5);
  EXPECT_DOUBLE_EQ(proof_chance(3, means()), 0.875);
}

}  // namespace
}  // namespace entrepot::submodels
