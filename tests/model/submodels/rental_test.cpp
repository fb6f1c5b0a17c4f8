#include "entrepot/model/submodels/rental.hpp"

#include <gtest/gtest.h>

#include "entrepot/core/random.hpp"

namespace entrepot::submodels {
namespace {

scenario::Cloud cloud() {
  return {.first_rent = 500,
          .lowest_rent = 200,
          .rent_step = 0.05,
          .lawful_utilisation = 0.8,
          .usual_utilisation = 0.85,
          .contract_weeks = 26,
          .weighed_weeks = 104,
          .front_fee = 0.2,
          .front_concealment = 0.5};
}

TEST(Utilisation, IsLawfulTenantsShareAndWhatRestrictedTenantsRent) {
  // 80 % and 100 of 1,000 H100e: 90 %.
  EXPECT_DOUBLE_EQ(utilisation(1000, 100, cloud()), 0.9);
  EXPECT_DOUBLE_EQ(utilisation(1000, 0, cloud()), 0.8);
}

TEST(Utilisation, IsFullAtMostAndWhereNothingIsOnOffer) {
  EXPECT_DOUBLE_EQ(utilisation(1000, 500, cloud()), 1);
  EXPECT_DOUBLE_EQ(utilisation(0, 0, cloud()), 1);
}

TEST(FreeCompute, IsWhatLawfulAndRestrictedTenantsLeave) {
  // 1,000 x 20 % - 150 = 50.
  EXPECT_NEAR(free_compute(1000, 150, cloud()), 50, 1e-9);
  EXPECT_EQ(free_compute(1000, 250, cloud()), 0) << "a provider that has shrunk has nothing free";
  EXPECT_EQ(free_compute(0, 0, cloud()), 0);
}

TEST(FreeCompute, IsNothingExactlyWhenAllIsUsed) {
  Draws draws(1, 0, 1, 0, Purpose::rental);
  for (int trial = 0; trial < 1000; ++trial) {
    const double offered = 1 + 1000 * draws.uniform();
    const double rented = 300 * draws.uniform();
    EXPECT_EQ(free_compute(offered, rented, cloud()) > 1e-9, utilisation(offered, rented, cloud()) < 1 - 1e-12);
  }
}

TEST(AdjustedRent, RisesAboveTheUsualUtilisationAndFallsBelowIt) {
  // At 93.5 %, a tenth above 85 %: 500 x (1 + 0.05 x 0.1) = 502.5. At 76.5 %: 497.5.
  EXPECT_NEAR(adjusted_rent(500, 0.935, cloud()), 502.5, 1e-9);
  EXPECT_NEAR(adjusted_rent(500, 0.765, cloud()), 497.5, 1e-9);
  EXPECT_DOUBLE_EQ(adjusted_rent(500, 0.85, cloud()), 500);
}

TEST(AdjustedRent, NeverFallsUnderTheFloor) {
  EXPECT_DOUBLE_EQ(adjusted_rent(200, 0.5, cloud()), 200);
  double rent = 500;
  for (int week = 0; week < 1000; ++week) rent = adjusted_rent(rent, 0.5, cloud());
  EXPECT_DOUBLE_EQ(rent, 200);
}

}  // namespace
}  // namespace entrepot::submodels
