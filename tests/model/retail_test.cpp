// Markets in small lots: who is served, what is carried off, and that neither threads nor other markets matter. That
// goods and money are conserved is the weekly audit's business, which every run here passes through.

#include "entrepot/model/submodels/retail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <cmath>
#include <numeric>

#include "entrepot/model/replicate.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

std::unique_ptr<testing::World> small_lots(std::vector<std::string> settings) {
  settings.insert(settings.begin(),
                  {"calendar.end=2024-12-29", "retail_markets.cards.traders=100", "retail_markets.cards.buyers=9896"});
  return testing::shipped("benchmark/small-lots.yaml", settings);
}

Record run(const testing::World& world) { return simulate(world.setting, 0); }

TEST(SmallLots, AreTheSameForAnyNumberOfThreads) {
  const auto world = small_lots({});
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  const Record alone = run(*world);
  const tbb::global_control two(tbb::global_control::max_allowed_parallelism, 2);
  const Record together = run(*world);
  EXPECT_THAT(testing::differences(alone, together), ::testing::IsEmpty());
}

TEST(SmallLots, NobodyGetsMoreThanThereIs) {
  // No supply but the first stock: 100 traders with 20 units each, and all of it is sold.
  const auto world = small_lots({"retail_markets.cards.supply_per_buyer=0", "retail_markets.cards.first_stock=20"});
  const Record record = run(*world);
  EXPECT_EQ(testing::total(record.retail_sold), 2000);
  EXPECT_GT(record.retail_asked(0, 0), 4500) << "half a unit of 9,896 buyers in the first week";
  EXPECT_EQ(record.retail_asked(10, 0), 0) << "nobody asks a trader who has nothing to sell";
}

TEST(SmallLots, DemandIsThatOfItsDistribution) {
  const auto world = small_lots({"retail_markets.cards.first_stock=10000"});
  const Record record = run(*world);
  // 0.3033 + 2 x 0.0758 + 3 x 0.0144 = 0.4980 of 9,896 buyers in 52 weeks, give or take four standard errors.
  const double expected = 0.49807 * 9896 * 52;
  EXPECT_NEAR(static_cast<double>(testing::total(record.retail_asked)), expected, 4 * 0.69 * std::sqrt(9896 * 52.0));
}

TEST(SmallLots, OnlyWhatIsBarredIsCarriedOff) {
  EXPECT_GT(testing::total(run(*small_lots({})).retail_carried_off), 0);
  EXPECT_EQ(testing::total(run(*small_lots({"rules.cards.tpp=6000"})).retail_carried_off), 0)
      << "whoever needs no licence buys openly";
  EXPECT_EQ(testing::total(run(*small_lots({"retail_markets.cards.restricted_share=0"})).retail_carried_off), 0);
}

TEST(SmallLots, ATraderThatIsFoundOutLooksAwayNoMore) {
  const auto world = small_lots({"retail_markets.cards.detection=1", "retail_markets.cards.caution_fade=0"});
  const Record record = run(*world);
  // Every trader with a purchase carried off is found out in the same week, and never looks away again.
  EXPECT_LE(testing::total(record.retail_found_out), 100);
  EXPECT_EQ(record.retail_carried_off(51, 0), 0);
  EXPECT_GT(record.retail_carried_off(0, 0), 0);
}

TEST(SmallLots, TradersBeginWithTheirFirstStockAndPrice) {
  const auto world = small_lots({"retail_markets.cards.first_price=2", "retail_markets.cards.first_stock=7"});
  Replicate replicate(world->setting, 0);
  const auto& retail = replicate.state().retail;
  EXPECT_EQ(std::accumulate(retail.stock.begin(), retail.stock.end(), Units{0}), 700);
  for (const float price : retail.price) EXPECT_EQ(price, 2.0F);
  EXPECT_EQ(replicate.record().agents, 4U + 100U + 9896U);
}

TEST(SmallLots, AnotherMarketChangesNothing) {
  const auto alone = small_lots({});
  const std::string more =
      "retail_markets.boards={products: [a], destination: CN, traders: 7, buyers: 500, stream: aaa}";
  const auto beside = small_lots({more});
  const Record one = run(*alone);
  const Record two = run(*beside);
  for (Week week = 0; week < alone->setting.calendar.weeks(); ++week) {
    EXPECT_EQ(one.retail_sold(week, 0), two.retail_sold(week, 1)) << week;  // by name: boards, cards
    EXPECT_EQ(one.retail_takings(week, 0), two.retail_takings(week, 1)) << week;
  }
}

}  // namespace
}  // namespace entrepot::model
