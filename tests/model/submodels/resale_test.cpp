#include "entrepot/model/submodels/resale.hpp"

#include <gtest/gtest.h>

#include "entrepot/core/random.hpp"

namespace entrepot::submodels {
namespace {

scenario::Resale resale() {
  scenario::Resale r{};
  r.offered_share = 0.04;
  r.price_response = 2;
  r.bid_step = 0.1;
  r.value_decline = 0.25;
  return r;
}

TEST(UsedValue, FollowsNewComputeAndAge) {
  // An A100 of 0.3 H100e where new compute costs 25,000 an H100e: 7,500, less than its list price of 12,000; after two
  // years 0.75^2 of it.
  EXPECT_NEAR(used_value(12000, 0.3, 25000, 0, resale()), 7500, 1e-9);
  EXPECT_NEAR(used_value(12000, 0.3, 25000, 104, resale()), 7500 * 0.5625, 1e-9);
}

TEST(UsedValue, IsAtMostTheListPrice) { EXPECT_NEAR(used_value(20000, 1, 25000, 52, resale()), 15000, 1e-9); }

TEST(OfferedInQuarter, IsAQuarterOfTheYearsShareAndRisesWithTheBid) {
  EXPECT_NEAR(offered_in_quarter(0, resale()), 0.01, 1e-12);
  // Half more than lawful buyers pay, at an elasticity of two: 2.25 times as many.
  EXPECT_NEAR(offered_in_quarter(0.5, resale()), 0.0225, 1e-12);
  EXPECT_EQ(offered_in_quarter(1e6, resale()), 1) << "nobody sells more than all";
}

TEST(NextBid, RisesWhereDealersFoundTooFewAndFallsElse) {
  EXPECT_NEAR(next_bid(0, 10, 4, resale()), 0.1, 1e-12);
  EXPECT_NEAR(next_bid(0.21, 10, 10, resale()), 0.1, 1e-12);
  EXPECT_EQ(next_bid(0, 0, 0, resale()), 0) << "lawful buyers pay the least price";
}

TEST(CarriedUnits, AddUpToTheShareOfAllLots) {
  CarriedUnits carried(0.5);
  Units taken = 0;
  for (int lot = 0; lot < 1000; ++lot) taken += carried.take(3, 0.01);
  EXPECT_EQ(taken, 30);
}

TEST(CarriedUnits, NeverTakeMoreThanALot) {
  Draws draws(1, 0, 1, 0, Purpose::resale);
  CarriedUnits carried(draws.uniform());
  for (int lot = 0; lot < 10000; ++lot) {
    const auto units = static_cast<Units>(10 * draws.uniform());
    const Units taken = carried.take(units, draws.uniform());
    EXPECT_GE(taken, 0);
    EXPECT_LE(taken, units);
  }
}

TEST(CarriedUnits, TakeAllOfAShareOfOne) {
  CarriedUnits carried(0.99);
  for (Units lot = 0; lot < 50; ++lot) EXPECT_EQ(carried.take(lot, 1), lot);
}

}  // namespace
}  // namespace entrepot::submodels
