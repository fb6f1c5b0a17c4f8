#include "entrepot/model/submodels/suspicion.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

TEST(Weight, OrdersLeadsByWhatTheySayOfOneFirm) {
  EXPECT_GT(weight(Lead::hub_anomaly), 0);
  EXPECT_LT(weight(Lead::hub_anomaly), weight(Lead::tip));
  EXPECT_LT(weight(Lead::tip), weight(Lead::supplier_report));
  EXPECT_LT(weight(Lead::supplier_report), weight(Lead::failed_check));
  EXPECT_LT(weight(Lead::failed_check), weight(Lead::seizure));
}

TEST(Faded, HalvesInAYear) {
  EXPECT_DOUBLE_EQ(faded(4, 52), 2);
  EXPECT_DOUBLE_EQ(faded(4, 104), 1);
  EXPECT_DOUBLE_EQ(faded(4, 0), 4);
  EXPECT_DOUBLE_EQ(faded(0, 52), 0);
  EXPECT_NEAR(faded(faded(3, 10), 16), faded(3, 26), 1e-12);
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
