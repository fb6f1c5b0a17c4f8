#include "entrepot/model/submodels/chip_supply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace entrepot::submodels {
namespace {

using scenario::Series;
using ::testing::ElementsAre;

constexpr double no_limit = std::numeric_limits<double>::infinity();
const Date monday = Date::of(2024, 1, 1);
const Date next = Date::of(2024, 1, 8);

scenario::SupplyLimits limits() {
  scenario::SupplyLimits limits{};
  limits.wafers = Series(5200);
  limits.accelerator_share = Series(0.5);
  limits.dies_per_wafer = 10;
  limits.yield = Series(0.4);
  limits.yield_limit = 0.9;
  limits.learned_dies = 1000;
  limits.die_stock_weeks = 13;
  limits.foreign_dies = Series(5200);
  limits.memory_stacks = Series(5200);
  limits.imported_stacks = Series(2600);
  limits.grey_stacks = Series(520);
  return limits;
}

TEST(WeeklyDies, IsWafersTimesDiesTimesYield) {
  // 5,200 wafers a month are 1,200 a week; half of them for accelerators, 10 dies each, 40 % good.
  EXPECT_DOUBLE_EQ(weekly_dies(5200, 0.5, 10, 0.4), 2400);
}

TEST(LearnedYield, ClosesAShareOfTheGapAtEachDoubling) {
  auto learning = limits();
  EXPECT_DOUBLE_EQ(learned_yield(0.4, learning, 1e9), 0.4);  // no learning
  learning.learning_rate = 0.2;
  EXPECT_DOUBLE_EQ(learned_yield(0.4, learning, 0), 0.4);
  // A doubling from 1,000 to 2,000: the gap of 0.5 to the limit becomes 0.4. Two doublings: 0.32.
  EXPECT_NEAR(learned_yield(0.4, learning, 1000), 0.5, 1e-12);
  EXPECT_NEAR(learned_yield(0.4, learning, 3000), 0.58, 1e-12);
  EXPECT_DOUBLE_EQ(learned_yield(0.95, learning, 3000), 0.95);  // never lower than the path
}

TEST(PreventedGrowth, CountsRisesOnly) {
  EXPECT_DOUBLE_EQ(prevented_growth(100, 140, 0.25), 30);
  EXPECT_DOUBLE_EQ(prevented_growth(100, 140, 1), 0);
  EXPECT_DOUBLE_EQ(prevented_growth(140, 100, 0), 0);
}

TEST(ReceiveParts, AddsAWeekOfDiesAndStacks) {
  world::PartsStock stock;
  receive_parts(stock, limits(), {}, monday, next);
  EXPECT_DOUBLE_EQ(stock.dies, 2400);
  EXPECT_DOUBLE_EQ(stock.dies_made, 2400);
  EXPECT_DOUBLE_EQ(stock.foreign_dies, 100);
  EXPECT_DOUBLE_EQ(stock.stacks, 100 + 50 + 10);
}

TEST(ReceiveParts, LosesOnlyTheGrowthThatAToolRulePrevents) {
  auto growing = limits();
  growing.wafers = Series({{monday, 5200}, {next, 10400}});
  growing.memory_stacks = Series({{monday, 5200}, {next, 10400}});
  world::PartsStock stock;
  receive_parts(stock, growing, {.growth = 0.5}, monday, next);
  EXPECT_DOUBLE_EQ(stock.wafers_lost, 2600);
  EXPECT_DOUBLE_EQ(stock.dies, 3600);  // 7,800 wafers a month: 1,800 a week
  EXPECT_DOUBLE_EQ(stock.stacks, 150 + 50 + 10);
  // No growth in the week after: what was lost stays lost, and no more is.
  receive_parts(stock, growing, {.growth = 0.5}, next, next);
  EXPECT_DOUBLE_EQ(stock.wafers_lost, 2600);
  EXPECT_DOUBLE_EQ(stock.dies, 7200);
}

TEST(ReceiveParts, LowersTheYieldWithoutService) {
  world::PartsStock stock;
  receive_parts(stock, limits(), {.service = 0.75}, monday, next);
  EXPECT_DOUBLE_EQ(stock.dies, 1800);
  EXPECT_DOUBLE_EQ(stock.stacks, 75 + 50 + 10);
}

TEST(ReceiveParts, StopsDiesAndMemoryFromAbroad) {
  world::PartsStock stock;
  receive_parts(stock, limits(), {.foreign_dies = 0, .imported_stacks = 0, .grey_stacks = 0.5}, monday, next);
  EXPECT_DOUBLE_EQ(stock.foreign_dies, 0);
  EXPECT_DOUBLE_EQ(stock.stacks, 100 + 5);
}

TEST(ReceiveParts, KeepsNoMoreDiesThanTheLineStocks) {
  auto little = limits();
  little.die_stock_weeks = 1;
  world::PartsStock stock;
  for (int week = 0; week < 5; ++week) receive_parts(stock, little, {}, monday, next);
  EXPECT_DOUBLE_EQ(stock.dies, 4800);
  EXPECT_DOUBLE_EQ(stock.dies_made, 12000);
}

TEST(DiesAvailable, AreDomesticOnesAndForeignOnesUpToTheirUse) {
  auto capped = limits();
  const world::PartsStock stock{.dies = 100, .foreign_dies = 1000};
  EXPECT_DOUBLE_EQ(dies_available(stock, capped), 1100);
  capped.foreign_die_use = 40;
  EXPECT_DOUBLE_EQ(dies_available(stock, capped), 140);
  capped.wafers.reset();
  EXPECT_DOUBLE_EQ(dies_available(stock, capped), no_limit);
  EXPECT_DOUBLE_EQ(stacks_available(stock, capped), 0);
  capped.memory_stacks.reset();
  EXPECT_DOUBLE_EQ(stacks_available(stock, capped), no_limit);
}

TEST(UseParts, TakesDomesticDiesFirst) {
  world::PartsStock stock{.dies = 100, .foreign_dies = 1000, .stacks = 50};
  use_parts(stock, 130, 20);
  EXPECT_DOUBLE_EQ(stock.dies, 0);
  EXPECT_DOUBLE_EQ(stock.foreign_dies, 970);
  EXPECT_DOUBLE_EQ(stock.stacks, 30);
}

/// A product with one die and no stacks, and one with two dies and eight stacks.
const std::vector<Parts> needs{{1, 0}, {2, 8}};

Starts starts(Units capacity, std::vector<Units> wants, Parts available) {
  return limited_starts(capacity, wants, needs, available);
}

TEST(LimitedStarts, MeetDemandWhereNothingLimits) {
  const auto all = starts(1000, {100, 200}, {no_limit, no_limit});
  EXPECT_THAT(all.units, ElementsAre(100, 200));
  EXPECT_EQ(all.limit, SupplyLimit::demand);
}

TEST(LimitedStarts, CutTheProductsThatNeedMemory) {
  // 800 stacks are enough for 100 of the 200 units; the other product needs none.
  const auto cut = starts(1000, {100, 200}, {no_limit, 800});
  EXPECT_THAT(cut.units, ElementsAre(100, 100));
  EXPECT_EQ(cut.limit, SupplyLimit::memory);
}

TEST(LimitedStarts, CutBothProductsForDies) {
  // 100 + 400 dies wanted, 250 there: half of each.
  const auto cut = starts(1000, {100, 200}, {250, no_limit});
  EXPECT_THAT(cut.units, ElementsAre(50, 100));
  EXPECT_EQ(cut.limit, SupplyLimit::dies);
}

TEST(LimitedStarts, NameTheLimitThatCutLast) {
  // Memory for 100 of the second product; then 100 + 200 dies wanted, 150 there; capacity 75 of the 100 left.
  EXPECT_EQ(starts(1000, {100, 200}, {150, 800}).limit, SupplyLimit::dies);
  const auto cut = starts(75, {100, 200}, {150, 800});
  EXPECT_EQ(cut.limit, SupplyLimit::capacity);
  EXPECT_THAT(cut.units, ElementsAre(38, 37));
}

TEST(LimitedStarts, NeedNoMoreThanThereIs) {
  const auto none = starts(1000, {100, 200}, {0, 0});
  EXPECT_THAT(none.units, ElementsAre(0, 0));
}

}  // namespace
}  // namespace entrepot::submodels
