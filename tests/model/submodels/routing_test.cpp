#include "entrepot/model/submodels/routing.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "support/small_scenario.hpp"

namespace entrepot::submodels {
namespace {

using testing::small_scenario;
using testing::SmallWorld;

// Routes from SG to CN in the small world, cheapest first: courier (40 USD, factor 3), air (100), by MY and courier
// (140, factors 1 + 3), by MY and air (200).
struct Routes : SmallWorld {
  Routes() : SmallWorld(small_scenario()) {}
  [[nodiscard]] std::span<const RouteId> to_cn() const { return geography.routes(place("SG"), place("CN")); }
};

double no_risk(RouteId) { return 0; }

TEST(ExposureOfRoute, SumsTheFactorsOfItsLegsAndCountsBorders) {
  const Routes world;
  const auto routes = world.to_cn();
  ASSERT_EQ(routes.size(), 4U);
  EXPECT_DOUBLE_EQ(exposure(world.geography, routes[0]).factor, 3);
  EXPECT_EQ(exposure(world.geography, routes[0]).border_crossings, 1);
  EXPECT_DOUBLE_EQ(exposure(world.geography, routes[2]).factor, 4);
  EXPECT_EQ(exposure(world.geography, routes[2]).border_crossings, 2);
}

TEST(ExposureOfRoute, CountsNoBorderInsideOneJurisdiction) {
  const Routes world;
  const auto inside = world.geography.routes(world.place("SG"), world.place("SG"));
  ASSERT_FALSE(inside.empty());
  EXPECT_EQ(exposure(world.geography, inside.front()).border_crossings, 0);
  EXPECT_DOUBLE_EQ(exposure(world.geography, inside.front()).factor, 1);
}

TEST(ChooseRoute, TakesTheCheapestWithoutNoiseOrRisk) {
  const Routes world;
  Draws draws(1, 0, 1, 0, Purpose::routing);
  EXPECT_EQ(choose_route(world.geography, world.to_cn(), 0, draws, no_risk), world.to_cn()[0]);
}

TEST(ChooseRoute, TakesADearerRouteWhenItIsSaferByMore) {
  // A loss of 50 USD per unit of exposure: 40 + 150 = 190 by courier, 100 + 50 = 150 by air.
  const Routes world;
  Draws draws(1, 0, 1, 0, Purpose::routing);
  const auto chosen = choose_route(world.geography, world.to_cn(), 0, draws,
                                   [&](RouteId r) { return 50 * exposure(world.geography, r).factor; });
  EXPECT_EQ(chosen, world.to_cn()[1]);
}

TEST(ChooseRoute, SharesAgreeWithTheLogitsClosedForm) {
  // Costs 40, 100, 140, 200; noise 1: scale 40. Weights e^-1, e^-2.5, e^-3.5, e^-5.
  const Routes world;
  const auto routes = world.to_cn();
  const std::array weights{std::exp(-1.0), std::exp(-2.5), std::exp(-3.5), std::exp(-5.0)};
  const double total = weights[0] + weights[1] + weights[2] + weights[3];
  constexpr int trials = 100000;
  std::array<int, 4> counts{};
  for (int trial = 0; trial < trials; ++trial) {
    Draws draws(5, 0, static_cast<StableId>(trial), 0, Purpose::routing);
    const RouteId chosen = choose_route(world.geography, routes, 1, draws, no_risk);
    for (std::size_t k = 0; k < routes.size(); ++k) counts[k] += routes[k] == chosen ? 1 : 0;
  }
  for (std::size_t k = 0; k < routes.size(); ++k) {
    const double share = weights[k] / total;
    EXPECT_NEAR(static_cast<double>(counts[k]) / trials, share, 4 * std::sqrt(share * (1 - share) / trials));
  }
}

TEST(ChooseRoute, TakesTheOnlyRouteThereIs) {
  const Routes world;
  const auto only = world.to_cn().subspan(3);
  Draws draws(1, 0, 1, 0, Purpose::routing);
  EXPECT_EQ(choose_route(world.geography, only, 10, draws, no_risk), only.front());
}

}  // namespace
}  // namespace entrepot::submodels
