#include "sweep/work_distribution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace entrepot::sweep {
namespace {

using testing::UnorderedElementsAre;

TEST(WorkDistribution, IsEvenAndInOrder) {
  const WorkDistribution deal(10, 4);
  ASSERT_EQ(deal.counters(), 4U);
  EXPECT_EQ(deal.first_piece(0), 0U);
  EXPECT_EQ(deal.first_piece(1), 3U);
  EXPECT_EQ(deal.first_piece(2), 6U);
  EXPECT_EQ(deal.first_piece(3), 8U);
  EXPECT_EQ(deal.first_piece(4), 10U);
}

TEST(WorkDistribution, FewRanksHaveACounterEach) {
  const WorkDistribution deal(1000, 64);
  for (std::size_t rank = 0; rank < 64; ++rank) {
    EXPECT_EQ(deal.counter_of(rank), rank);
    EXPECT_EQ(deal.host_of(rank), rank);
  }
}

TEST(WorkDistribution, ManyRanksShareAtMost64Counters) {
  const WorkDistribution deal(1000000, 10000);
  EXPECT_EQ(deal.counters(), 64U);
  std::set<std::size_t> used;
  for (std::size_t rank = 0; rank < 10000; ++rank) used.insert(deal.counter_of(rank));
  EXPECT_EQ(used.size(), 64U);
  for (std::size_t counter = 0; counter < 64; ++counter)
    EXPECT_EQ(deal.counter_of(deal.host_of(counter)), counter) << "a counter stands with one of its own ranks";
}

TEST(WorkDistribution, FewerPiecesThanRanksLeaveCountersEmpty) {
  const WorkDistribution deal(2, 3);
  EXPECT_EQ(deal.pieces_of(0), 1U);
  EXPECT_EQ(deal.pieces_of(1), 1U);
  EXPECT_EQ(deal.pieces_of(2), 0U);
}

TEST(WorkDistribution, ARankUsesItsOwnCounterFirstAndThenEveryOther) {
  const WorkDistribution deal(100, 5);
  const auto order = deal.order_of(3);
  EXPECT_EQ(order.front(), 3U);
  EXPECT_THAT(order, UnorderedElementsAre(0U, 1U, 2U, 3U, 4U));
}

TEST(WorkDistribution, RanksUseDifferentOrders) {
  const WorkDistribution deal(1000, 64);
  std::set<std::size_t> second;
  for (std::size_t rank = 0; rank < 64; ++rank) second.insert(deal.order_of(rank)[1]);
  EXPECT_GT(second.size(), 30U) << "64 at random would choose 40 different ones";
}

}  // namespace
}  // namespace entrepot::sweep
