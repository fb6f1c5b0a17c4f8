#include "entrepot/model/submodels/rental.hpp"

#include <gtest/gtest.h>

#include "entrepot/core/random.hpp"

namespace entrepot::submodels {
namespace {

using scenario::RentalForm;

scenario::Cloud cloud() {
  return {.first_rent = 500,
          .lowest_rent = 200,
          .rent_step = 0.05,
          .lawful_utilisation = 0.8,
          .usual_utilisation = 0.85,
          .contract_weeks = 26,
          .weighed_weeks = 104,
          .front_fee = 0.2,
          .front_concealment = 0.5,
          .demand_elasticity = 2,
          .rent_weeks = 2,
          .least_reserved = 256,
          .reserved_weeks = 156,
          .prepaid_share = 0.2,
          .site_weeks = 40};
}

/// 1,000 H100e on offer, as planned.
RentalMarket market(double rented, double rent) {
  return {.offered = 1000, .rented = rented, .planned = 1000, .rent = rent};
}

TEST(Utilisation, IsLawfulTenantsShareAndWhatRestrictedTenantsRent) {
  // 80 % and 100 of 1,000 H100e: 90 %.
  EXPECT_DOUBLE_EQ(utilisation(1000, 100, 0.8), 0.9);
  EXPECT_DOUBLE_EQ(utilisation(1000, 0, 0.8), 0.8);
}

TEST(Utilisation, IsFullAtMostAndWhereNothingIsOnOffer) {
  EXPECT_DOUBLE_EQ(utilisation(1000, 500, 0.8), 1);
  EXPECT_DOUBLE_EQ(utilisation(0, 0, 0.8), 1);
}

TEST(FreeCompute, IsWhatLawfulAndRestrictedTenantsLeave) {
  // 1,000 x 20 % - 150 = 50.
  EXPECT_NEAR(free_compute(1000, 150, 0.8), 50, 1e-9);
  EXPECT_EQ(free_compute(1000, 250, 0.8), 0) << "a provider that has shrunk has nothing free";
  EXPECT_EQ(free_compute(0, 0, 0.8), 0);
}

TEST(FreeCompute, IsNothingExactlyWhenAllIsUsed) {
  Draws draws(1, 0, 1, 0, Purpose::rental);
  for (int trial = 0; trial < 1000; ++trial) {
    const double offered = 1 + 1000 * draws.uniform();
    const double rented = 300 * draws.uniform();
    EXPECT_EQ(free_compute(offered, rented, 0.8) > 1e-9, utilisation(offered, rented, 0.8) < 1 - 1e-12);
  }
}

TEST(LawfulShare, FallsWithTheRentByItsElasticity) {
  // At twice the rent, with elasticity 2, a quarter of 800: 200 of 1,000.
  EXPECT_NEAR(lawful_share(market(0, 500), RentalForm::reserved, cloud()), 0.8, 1e-12);
  EXPECT_NEAR(lawful_share(market(0, 1000), RentalForm::reserved, cloud()), 0.2, 1e-12);
  EXPECT_EQ(lawful_share(market(0, 100), RentalForm::reserved, cloud()), 1) << "no more than there is";
  EXPECT_EQ(lawful_share(market(0, 1000), RentalForm::spot, cloud()), 0.8);
}

TEST(LawfulShare, IsHigherWhereCloudsGotLessThanTheyPlanned) {
  auto late = market(0, 500);
  late.offered = 900;
  EXPECT_NEAR(lawful_share(late, RentalForm::reserved, cloud()), 800.0 / 900.0, 1e-12);
}

TEST(ClearingRent, IsWhereLawfulTenantsWantWhatIsLeftOfTheUsualUtilisation) {
  // 850 - 50 = 800 are left, which lawful tenants want at 500. Of 850 - 650 = 200 they want all at 1,000.
  EXPECT_NEAR(clearing_rent(market(50, 300), cloud()), 500, 1e-9);
  EXPECT_NEAR(clearing_rent(market(650, 300), cloud()), 1000, 1e-9);
}

TEST(ClearingRent, FallsWithCapacityAndRisesWithRestrictedDemand) {
  auto twice = market(100, 500);
  twice.offered *= 2;
  EXPECT_LT(clearing_rent(twice, cloud()), clearing_rent(market(100, 500), cloud()));
  EXPECT_GT(clearing_rent(market(200, 500), cloud()), clearing_rent(market(100, 500), cloud()));
}

TEST(ClearingRent, IsFixedIfDemandIsElastic) {
  auto elastic = cloud();
  elastic.demand_elasticity = 1000;
  EXPECT_NEAR(clearing_rent(market(650, 300), elastic), 500, 1);
}

TEST(ClearingRent, KeepsSomeForLawfulTenants) {
  // At least the 150 that are usually free: 500 x sqrt(800 / 150).
  EXPECT_NEAR(clearing_rent(market(2000, 300), cloud()), 1154.700538, 1e-6);
}

TEST(NextRent, ComesNearerToTheClearingRent) {
  // Half the way, in logs, from 250 to 1,000: 500.
  EXPECT_NEAR(next_rent(market(650, 250), RentalForm::reserved, cloud()), 500, 1e-9);
  EXPECT_NEAR(next_rent(market(50, 500), RentalForm::reserved, cloud()), 500, 1e-9) << "it stays where it clears";
}

TEST(NextRent, OfTheSpotFormRisesAboveTheUsualUtilisationAndFallsBelowIt) {
  // At 93.5 %, a tenth above 85 %: 500 x (1 + 0.05 x 0.1) = 502.5. At 80 %: 500 x (1 - 0.05 / 17).
  EXPECT_NEAR(next_rent(market(135, 500), RentalForm::spot, cloud()), 502.5, 1e-9);
  EXPECT_NEAR(next_rent(market(0, 500), RentalForm::spot, cloud()), 500 - 25.0 / 17, 1e-9);
  EXPECT_NEAR(next_rent(market(50, 500), RentalForm::spot, cloud()), 500, 1e-9);
}

TEST(NextRent, NeverFallsUnderTheFloor) {
  for (const auto form : {RentalForm::reserved, RentalForm::spot}) {
    auto empty = market(0, 500);
    empty.planned = 1;
    for (int week = 0; week < 1000; ++week) empty.rent = next_rent(empty, form, cloud());
    EXPECT_DOUBLE_EQ(empty.rent, 200);
  }
}

TEST(Forms, OnlyLargeRequestsAreBuiltForAndOnlyIfReserved) {
  EXPECT_TRUE(builds_for(256, RentalForm::reserved, cloud()));
  EXPECT_FALSE(builds_for(255, RentalForm::reserved, cloud()));
  EXPECT_FALSE(builds_for(256, RentalForm::spot, cloud()));
  EXPECT_EQ(planned_ahead(RentalForm::reserved, cloud()), 40);
  EXPECT_EQ(planned_ahead(RentalForm::spot, cloud()), 0);
  EXPECT_FALSE(rents(RentalForm::none));
}

}  // namespace
}  // namespace entrepot::submodels
