#include "entrepot/model/submodels/suspicion.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

const scenario::Suspicion leads{.hub_anomaly = 0.1,
                                .tip = 1,
                                .supplier_report = 1.5,
                                .failed_check = 3,
                                .location_report = 2.5,
                                .seizure = 4,
                                .site_check = 3.5,
                                .records = 2,
                                .size_power = 0.5,
                                .half_life_weeks = 52};

TEST(Weight, IsThatOfTheScenario) {
  EXPECT_EQ(weight(Lead::hub_anomaly, leads), 0.1);
  EXPECT_EQ(weight(Lead::tip, leads), 1);
  EXPECT_EQ(weight(Lead::supplier_report, leads), 1.5);
  EXPECT_EQ(weight(Lead::failed_check, leads), 3);
  EXPECT_EQ(weight(Lead::location, leads), 2.5);
  EXPECT_EQ(weight(Lead::seizure, leads), 4);
  EXPECT_EQ(weight(Lead::site_check, leads), 3.5);
  EXPECT_EQ(weight(Lead::records, leads), 2);
}

TEST(WeightOfSize, RisesWithTheRootOfTheUnitsAndIsNeverBelowOne) {
  EXPECT_DOUBLE_EQ(weight_of_size(32, 8, leads), 2);
  EXPECT_DOUBLE_EQ(weight_of_size(8, 8, leads), 1);
  EXPECT_DOUBLE_EQ(weight_of_size(1, 8, leads), 1);
}

TEST(Faded, HalvesOverItsHalfLife) {
  EXPECT_DOUBLE_EQ(faded(4, 52, leads), 2);
  EXPECT_DOUBLE_EQ(faded(4, 104, leads), 1);
  EXPECT_DOUBLE_EQ(faded(4, 0, leads), 4);
  EXPECT_DOUBLE_EQ(faded(0, 52, leads), 0);
  EXPECT_NEAR(faded(faded(3, 10, leads), 16, leads), faded(3, 26, leads), 1e-12);
}

TEST(Growth, IsOverTheYearBefore) {
  EXPECT_NEAR(growth(840, 100), 7.4, 1e-12);  // "+740 %"
  EXPECT_DOUBLE_EQ(growth(50, 100), -0.5);
  EXPECT_DOUBLE_EQ(growth(100, 0), 0) << "no year to compare with";
}

TEST(OnWatchList, NeedsGrowthAndImportsBeyondCapacity) {
  EXPECT_TRUE(on_watch_list(840, 100, 500, 1));
  EXPECT_FALSE(on_watch_list(840, 100, 1000, 1)) << "its data centres can take them";
  EXPECT_FALSE(on_watch_list(840, 800, 500, 1)) << "no growth to speak of";
  EXPECT_FALSE(on_watch_list(0, 0, 0, 1));
}

}  // namespace
}  // namespace entrepot::submodels
