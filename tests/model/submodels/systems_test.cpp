#include "entrepot/model/submodels/systems.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "entrepot/model/submodels/allocation.hpp"

namespace entrepot::submodels {
namespace {

using ::testing::ElementsAre;

TEST(SystemsFor, BuysOneMoreIfHalfOfItIsNeeded) {
  EXPECT_EQ(systems_for(3, 8), 0);
  EXPECT_EQ(systems_for(4, 8), 8);
  EXPECT_EQ(systems_for(11, 8), 8);
  EXPECT_EQ(systems_for(12, 8), 16);
  EXPECT_EQ(systems_for(100, 72), 72);
}

TEST(SystemsFor, CardsAreBoughtOneByOne) {
  for (const Units need : {0, 1, 2, 7}) EXPECT_EQ(systems_for(need, 1), need);
}

TEST(CutTo, LeavesAllOrWholeSystems) {
  EXPECT_EQ(cut_to(100, 24, 8), 24);
  EXPECT_EQ(cut_to(23, 24, 8), 16);
  EXPECT_EQ(cut_to(7, 24, 8), 0);
  EXPECT_EQ(cut_to(20, 20, 8), 20) << "an order that is no whole number of systems is not cut";
}

TEST(SystemsToCover, RoundsUp) {
  EXPECT_EQ(systems_to_cover(0, 8), 0);
  EXPECT_EQ(systems_to_cover(1, 8), 8);
  EXPECT_EQ(systems_to_cover(16, 8), 16);
}

TEST(Allocate, SharesWholeSystems) {
  // 30 units are three servers of eight, among claims for two and four: one and two.
  EXPECT_THAT(allocate(30, std::vector<Claim>{{0, 16}, {0, 32}}, 8), ElementsAre(8, 16));
}

TEST(Allocate, EndsAnOrderWithAPartOfASystem) {
  // Claims of two servers and of half of one; four servers are there.
  EXPECT_THAT(allocate(32, std::vector<Claim>{{0, 16}, {0, 4}}, 8), ElementsAre(16, 4));
}

}  // namespace
}  // namespace entrepot::submodels
