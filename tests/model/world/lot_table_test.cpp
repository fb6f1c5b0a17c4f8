#include <gtest/gtest.h>

#include "entrepot/core/random.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::world {
namespace {

Lot lot_of(Units units, Money basis, Money deposit) {
  Lot lot;
  lot.stage = LotStage::channel_stock;
  lot.units = units;
  lot.basis = basis;
  lot.deposit = deposit;
  lot.place = JurisdictionId{std::size_t{2}};
  return lot;
}

TEST(LotTable, SplitsMoneyInProportionAndLeavesTheRemainderBehind) {
  // 10.00 USD over 3 units: 3.33 each; 2 units take 6.66, 3.34 stays. A deposit of 1.00: 0.66 and 0.34.
  LotTable lots;
  const LotId whole = lots.add(lot_of(3, Money{1000}, Money{100}));
  const LotId piece = lots.split(whole, 2);
  EXPECT_EQ(lots[piece].units, 2);
  EXPECT_EQ(lots[piece].basis, Money{666});
  EXPECT_EQ(lots[piece].deposit, Money{66});
  EXPECT_EQ(lots[whole].units, 1);
  EXPECT_EQ(lots[whole].basis, Money{334});
  EXPECT_EQ(lots[whole].deposit, Money{34});
  EXPECT_EQ(lots[piece].place, lots[whole].place);
  EXPECT_EQ(lots[piece].stage, LotStage::channel_stock);
}

TEST(LotTable, SplitsWithoutLosingACentOrAUnit) {
  Draws draws(1, 0, 1, 0, Purpose::billing);
  for (int trial = 0; trial < 2000; ++trial) {
    const Units units = 2 + draws.index(5000);
    // Up to billions of dollars; the outlay is negative where the deposit was larger than the price.
    const Money basis{static_cast<std::int64_t>((draws.uniform() - 0.5) * 1e12)};
    const Money deposit{static_cast<std::int64_t>(draws.uniform() * 1e12)};
    LotTable lots;
    const LotId whole = lots.add(lot_of(units, basis, deposit));
    const LotId piece = lots.split(whole, 1 + draws.index(static_cast<std::uint32_t>(units - 1)));
    ASSERT_EQ(lots[whole].units + lots[piece].units, units);
    ASSERT_EQ(lots[whole].basis + lots[piece].basis, basis);
    ASSERT_EQ(lots[whole].deposit + lots[piece].deposit, deposit);
    // No unit carries more than its share, but for the cents that cannot be divided.
    const double share = basis.dollars() / static_cast<double>(units) * static_cast<double>(lots[piece].units);
    ASSERT_NEAR(lots[piece].basis.dollars(), share, 0.011);
  }
}

TEST(LotTable, ReusesTheLastRowThatWasFreed) {
  LotTable lots;
  const LotId first = lots.add(lot_of(1, {}, {}));
  const LotId second = lots.add(lot_of(2, {}, {}));
  const LotId third = lots.add(lot_of(3, {}, {}));
  lots.remove(first);
  lots.remove(second);
  EXPECT_EQ(lots[second].stage, LotStage::free);
  EXPECT_EQ(lots[second].units, 0);
  EXPECT_EQ(lots.add(lot_of(4, {}, {})), second);
  EXPECT_EQ(lots.add(lot_of(5, {}, {})), first);
  EXPECT_EQ(lots[third].units, 3);
  EXPECT_EQ(lots.rows().size(), 3U);
}

}  // namespace
}  // namespace entrepot::world
