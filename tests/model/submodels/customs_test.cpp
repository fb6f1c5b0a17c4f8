#include "entrepot/model/submodels/customs.hpp"

#include <gtest/gtest.h>

#include "support/small_scenario.hpp"

namespace entrepot::submodels {
namespace {

using testing::small_scenario;
using testing::SmallWorld;

// SG opens 2 % of what leaves and looks at 0.2 % of transfers inside.
world::Lane lane(const SmallWorld& world, const char* from, const char* to, double inspection_factor = 1) {
  return {world.place(from), world.place(to), scenario::LaneMode::air_freight, 1, Money{}, inspection_factor, 1e9};
}

TEST(InspectionProbability, IsCustomsRateTimesTheLanesFactor) {
  const SmallWorld world(small_scenario());
  const auto book = world.rule_book();
  const auto& places = world.geography.jurisdictions();
  EXPECT_DOUBLE_EQ(inspection_probability(places, lane(world, "SG", "CN"), book.in_week(0)), 0.02);
  EXPECT_DOUBLE_EQ(inspection_probability(places, lane(world, "SG", "CN", 3), book.in_week(0)), 0.06);
  EXPECT_DOUBLE_EQ(inspection_probability(places, lane(world, "SG", "CN", 0), book.in_week(0)), 0);
}

TEST(InspectionProbability, UsesTheTransferRateInsideOneJurisdiction) {
  const SmallWorld world(small_scenario());
  const auto book = world.rule_book();
  EXPECT_DOUBLE_EQ(inspection_probability(world.geography.jurisdictions(), lane(world, "SG", "SG"), book.in_week(0)),
                   0.002);
}

TEST(InspectionProbability, IsRaisedByAHubPermitWhereAndWhileItIsInForce) {
  // Factor 5 from week 10 on: 0.02 x 3 x 5 = 0.3.
  const SmallWorld world(small_scenario(R"yaml(
rules:
  permit: {instrument: hub_permit, effective: 2023-03-13, hubs: [SG], inspection_factor: 5}
)yaml"));
  const auto book = world.rule_book();
  const auto& places = world.geography.jurisdictions();
  EXPECT_DOUBLE_EQ(inspection_probability(places, lane(world, "SG", "CN", 3), book.in_week(9)), 0.06);
  EXPECT_DOUBLE_EQ(inspection_probability(places, lane(world, "SG", "CN", 3), book.in_week(10)), 0.3);
  EXPECT_DOUBLE_EQ(inspection_probability(places, lane(world, "MY", "CN"), book.in_week(10)), 0.02);
}

TEST(InspectionProbability, StaysAProbability) {
  const SmallWorld world(small_scenario());
  const auto book = world.rule_book();
  EXPECT_DOUBLE_EQ(
      inspection_probability(world.geography.jurisdictions(), lane(world, "SG", "CN", 100), book.in_week(0)), 1);
}

TEST(DetectionProbability, NeedsCustomsThatCanAndWill) {
  EXPECT_DOUBLE_EQ(detection_probability(0.4, 0.3), 0.12);
  EXPECT_DOUBLE_EQ(detection_probability(0.4, 0), 0);
  EXPECT_DOUBLE_EQ(detection_probability(1, 1), 1);
}

}  // namespace
}  // namespace entrepot::submodels
