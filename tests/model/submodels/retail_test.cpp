#include "entrepot/model/submodels/retail.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

scenario::RetailMarket market() {
  scenario::RetailMarket market{};
  market.price_step = 0.05;
  market.lowest_price = 0.5;
  market.highest_price = 3;
  market.memory = 0.1;
  market.cover_weeks = 2;
  market.carried_share = 0.5;
  market.detection = 0.001;
  market.caution_fade = 0.02;
  return market;
}

TEST(SmallDemand, IsPoissonAndWhoWantsMoreAsksForTheMost) {
  // Poisson with mean 0.5: 0.606531, 0.303265, 0.075816, and 0.014388 for three or more.
  const SmallDemand demand(0.5, 3);
  const auto at = [&](double share) { return demand.units_at(static_cast<std::uint32_t>(share * 4294967296.0)); };
  EXPECT_EQ(at(0), 0U);
  EXPECT_EQ(at(0.60652), 0U);
  EXPECT_EQ(at(0.60654), 1U);
  EXPECT_EQ(at(0.90979), 1U);
  EXPECT_EQ(at(0.90980), 2U);
  EXPECT_EQ(at(0.98561), 2U);
  EXPECT_EQ(at(0.98562), 3U);
  EXPECT_EQ(demand.units_at(UINT32_MAX), 3U);
}

TEST(SmallDemand, OfNothingIsNothing) {
  const SmallDemand demand(0, 5);
  EXPECT_EQ(demand.units_at(0), 0U);
  EXPECT_EQ(demand.units_at(UINT32_MAX), 0U);
}

TEST(RetailPrice, MovesWithWhatWasAskedBeyondTheStock) {
  // 1 + 0.05 x (150 - 100) / 251 and 1 + 0.05 x (50 - 100) / 151.
  EXPECT_FLOAT_EQ(next_price(market(), 1, 150, 100), 1 + 0.05F * 50 / 251);
  EXPECT_FLOAT_EQ(next_price(market(), 1, 50, 100), 1 - 0.05F * 50 / 151);
  EXPECT_FLOAT_EQ(next_price(market(), 2, 100, 100), 2);
}

TEST(RetailPrice, StaysInItsBounds) {
  EXPECT_FLOAT_EQ(next_price(market(), 3, 1000, 0), 3);
  EXPECT_FLOAT_EQ(next_price(market(), 0.5F, 0, 1000), 0.5F);
}

TEST(RetailOrder, FillsUpToTheCover) {
  EXPECT_FLOAT_EQ(next_expected(market(), 50, 80), 53);  // 0.9 x 50 + 0.1 x 80
  EXPECT_EQ(order(market(), 53, 20), 86);                // 2 x 53 - 20
  EXPECT_EQ(order(market(), 53.3F, 0), 106);             // whole units
  EXPECT_EQ(order(market(), 5, 20), 0);
}

TEST(RetailCaution, KeepsBuyersFromCarryingOffUntilItFades) {
  EXPECT_DOUBLE_EQ(diversion_probability(market(), 0), 0.5);
  EXPECT_DOUBLE_EQ(diversion_probability(market(), 1), 0);
  EXPECT_FLOAT_EQ(next_caution(market(), 0.3F, true), 1);
  EXPECT_FLOAT_EQ(next_caution(market(), 1, false), 0.98F);
}

TEST(RetailDetection, GrowsWithWhatIsCarriedOff) {
  EXPECT_DOUBLE_EQ(retail_detection_probability(market(), 3), 0.003);
  EXPECT_DOUBLE_EQ(retail_detection_probability(market(), 5000), 1);
}

}  // namespace
}  // namespace entrepot::submodels
