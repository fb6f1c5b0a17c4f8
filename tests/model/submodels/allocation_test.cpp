#include "entrepot/model/submodels/allocation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "entrepot/core/random.hpp"

namespace entrepot::submodels {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Allocate, ServesClassesInTurnAndProRataWithinAClass) {
  // Stock 10. Class 0 wants 4 and gets 4. Class 1 shares the other 6 among 10 + 5: 6 x 10/15 = 4 and 6 x 5/15 = 2.
  // Class 2 gets what is left: nothing.
  const std::vector<Claim> claims{{1, 10}, {0, 4}, {1, 5}, {2, 3}};
  EXPECT_THAT(allocate(10, claims), ElementsAre(4, 4, 2, 0));
}

TEST(Allocate, GivesWholeUnitsByLargestRemainderAndTiesByPosition) {
  // 5 units among 3, 3 and 2: quotas 1.875, 1.875 and 1.25; one each, the two left go to the remainders 0.875.
  EXPECT_THAT(allocate(5, std::vector<Claim>{{0, 3}, {0, 3}, {0, 2}}), ElementsAre(2, 2, 1));
  // 1 unit among two equal claims: the first.
  EXPECT_THAT(allocate(1, std::vector<Claim>{{0, 1}, {0, 1}}), ElementsAre(1, 0));
}

TEST(Allocate, FillsEveryClaimWhenStockSuffices) {
  EXPECT_THAT(allocate(100, std::vector<Claim>{{3, 10}, {0, 20}}), ElementsAre(10, 20));
}

TEST(Allocate, HandlesNobodyNothingAndEmptyClaims) {
  EXPECT_THAT(allocate(10, {}), IsEmpty());
  EXPECT_THAT(allocate(0, std::vector<Claim>{{0, 4}}), ElementsAre(0));
  EXPECT_THAT(allocate(10, std::vector<Claim>{{0, 0}, {1, 3}}), ElementsAre(0, 3));
}

/// Random order books: stock, and claims of up to four classes.
struct RandomBook {
  Units stock;
  std::vector<Claim> claims;
  explicit RandomBook(Draws& draws) : stock(draws.index(500)) {
    claims.resize(draws.index(12));
    for (Claim& claim : claims) claim = {static_cast<std::uint8_t>(draws.index(4)), draws.index(100)};
  }
};

TEST(Allocate, NeverPassesStockOrClaimAndNeverLeavesGoodsWhileSomebodyWaits) {
  Draws draws(1, 0, 1, 0, Purpose::demand);
  for (int trial = 0; trial < 2000; ++trial) {
    const RandomBook book(draws);
    const auto allotted = allocate(book.stock, book.claims);
    Units given = 0;
    Units claimed = 0;
    for (std::size_t c = 0; c < book.claims.size(); ++c) {
      ASSERT_GE(allotted[c], 0);
      ASSERT_LE(allotted[c], book.claims[c].units);
      given += allotted[c];
      claimed += book.claims[c].units;
    }
    ASSERT_EQ(given, std::min(book.stock, claimed));
  }
}

TEST(Allocate, LeavesLaterClassesWithNothingUntilEarlierOnesAreFull) {
  Draws draws(2, 0, 1, 0, Purpose::demand);
  for (int trial = 0; trial < 2000; ++trial) {
    const RandomBook book(draws);
    const auto allotted = allocate(book.stock, book.claims);
    for (std::size_t a = 0; a < book.claims.size(); ++a) {
      for (std::size_t b = 0; b < book.claims.size(); ++b) {
        const bool goes_first = book.claims[a].priority < book.claims[b].priority;
        if (!goes_first || allotted[a] == book.claims[a].units) continue;
        ASSERT_EQ(allotted[b], 0);
      }
    }
  }
}

TEST(BaseStockOrder, CoversWaitCoverAndBacklogLessWhatIsThereOrComing) {
  // Level 10 a week x (2 + 1) weeks = 30; 30 + 5 of backlog - 8 on hand - 12 coming = 15.
  EXPECT_EQ(base_stock_order(10, 2, 1, 5, 8, 12), 15);
}

TEST(BaseStockOrder, RoundsTheLevelUpAndNeverOrdersLessThanNothing) {
  EXPECT_EQ(base_stock_order(0.1, 2, 1, 0, 0, 0), 1);
  EXPECT_EQ(base_stock_order(10, 2, 1, 0, 40, 0), 0);
  EXPECT_EQ(base_stock_order(0, 2, 1, 0, 0, 0), 0);
}

TEST(SmoothedDemand, MovesTowardsTheNewestWeekByOneOverTheMemory) {
  EXPECT_DOUBLE_EQ(smoothed_demand(0, 13, 13), 1);
  EXPECT_DOUBLE_EQ(smoothed_demand(26, 0, 13), 24);
  EXPECT_DOUBLE_EQ(smoothed_demand(7, 7, 13), 7);
  EXPECT_DOUBLE_EQ(smoothed_demand(0, 13, 26), 0.5);
}

TEST(SmoothedDemand, ApproachesASteadyDemand) {
  double level = 0;
  for (int week = 0; week < 200; ++week) level = smoothed_demand(level, 40, 13);
  EXPECT_NEAR(level, 40, 1e-4);
}

}  // namespace
}  // namespace entrepot::submodels
