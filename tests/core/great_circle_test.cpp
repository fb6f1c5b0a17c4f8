#include "entrepot/core/great_circle.hpp"

#include <gtest/gtest.h>

namespace entrepot::core {
namespace {

constexpr GlobePoint singapore{1.35, 103.82};
constexpr GlobePoint taipei{25.03, 121.57};

TEST(GreatCircle, KnowsAQuarterAndHalfOfTheGlobe) {
  // A quarter of the circumference is 6,371 x pi / 2 = 10,007.5 km.
  EXPECT_NEAR(great_circle_km({0, 0}, {0, 90}), 10007.5, 0.1);
  EXPECT_NEAR(great_circle_km({0, 10}, {90, -120}), 10007.5, 0.1);
  EXPECT_NEAR(great_circle_km({30, 40}, {-30, -140}), 20015.1, 0.1) << "antipodes";
}

TEST(GreatCircle, AgreesWithAPublishedDistance) {
  EXPECT_NEAR(great_circle_km(singapore, taipei), 3250, 30);
  EXPECT_EQ(great_circle_km(singapore, taipei), great_circle_km(taipei, singapore));
  EXPECT_EQ(great_circle_km(taipei, taipei), 0);
}

TEST(GreatCircle, CrossesTheDateLine) { EXPECT_NEAR(great_circle_km({0, 179.5}, {0, -179.5}), 111.2, 0.1); }

}  // namespace
}  // namespace entrepot::core
