// What holds for the chains of custody of any run, over several seeds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include "entrepot/model/custody.hpp"
#include "entrepot/model/simulation.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

using testing::small_baseline_with;
using testing::total;

constexpr std::uint32_t seeds = 3;

class CustodyOfTheBaseline : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  std::unique_ptr<testing::World> world_ = small_baseline_with({});
  Record record_ = simulate(world_->setting, GetParam());
};

TEST_P(CustodyOfTheBaseline, CausesAddUpToWhatLeaked) {
  EXPECT_GT(total(record_.leaked), 0);
  EXPECT_EQ(total(record_.leaked_by_cause), total(record_.leaked));
  const auto& setting = world_->setting;
  const std::size_t elsewhere = setting.hubs.size();
  Units outside_hubs = 0;
  for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
    for (std::size_t hub = 0; hub <= elsewhere; ++hub) {
      Units sum = 0;
      for (std::size_t group = 0; group < setting.scenario.intermediaries.size(); ++group) {
        for (std::size_t check = 0; check < failed_check_names.size(); ++check)
          sum += record_.leaked_by_cause(month, hub, group, check);
      }
      if (hub < elsewhere) {
        EXPECT_EQ(sum, record_.leaked_by_hub(month, hub));
      } else {
        outside_hubs += sum;
      }
    }
  }
  EXPECT_EQ(outside_hubs, total(record_.leaked) - total(record_.leaked_by_hub));
  EXPECT_GT(outside_hubs, 0) << "some shell companies sit in places that are no hubs";
}

TEST_P(CustodyOfTheBaseline, LotsAddUpToWhatLeakedAndWasSeizedInEveryWeek) {
  const auto& setting = world_->setting;
  const std::array shape{static_cast<std::size_t>(setting.calendar.weeks()), setting.catalogue.products.size()};
  Cells<Units, 2> leaked(shape);
  Cells<Units, 2> seized(shape);
  for (const auto& lot : record_.custody.lots())
    (lot.fate == Fate::leaked ? leaked : seized)(lot.ended, lot.product.row()) += lot.units;
  EXPECT_EQ(leaked.values(), record_.leaked.values());
  EXPECT_EQ(seized.values(), record_.seized.values());
}

TEST_P(CustodyOfTheBaseline, SeizedLotsAddUpByHub) {
  const auto& setting = world_->setting;
  Cells<Units, 2> seized({setting.months.first_days.size(), setting.hubs.size() + 1});
  for (const auto& lot : record_.custody.lots()) {
    if (lot.fate == Fate::seized) seized(setting.months.of_week[lot.ended], setting.hub_row[lot.hub]) += lot.units;
  }
  EXPECT_GT(total(record_.seized), 0);
  EXPECT_EQ(seized.values(), record_.seized_by_hub.values());
}

TEST_P(CustodyOfTheBaseline, EveryChainHangsTogether) {
  const auto& hops = record_.custody.hops();
  std::size_t row = 0;
  for (std::size_t k = 0; k < record_.custody.lots().size(); ++k) {
    const auto& lot = record_.custody.lots()[k];
    ASSERT_GE(lot.hops, 2U);
    // Used goods come from their first owner, all others from the vendor by a channel partner.
    const bool used = hops[row].event == CustodyEvent::sold_used;
    const std::size_t bought = used ? row : row + 2;
    if (!used) {
      ASSERT_GE(lot.hops, 4U);
      EXPECT_EQ(hops[row].event, CustodyEvent::first_sale);
      EXPECT_EQ(hops[row + 1].event, CustodyEvent::reaches_channel);
      EXPECT_EQ(hops[row + 2].event, CustodyEvent::sold_to_intermediary);
    }
    // It may be sold from stock, and seized before it sets out.
    std::size_t next = bought + 1;
    if (hops[next].event == CustodyEvent::reaches_hub) ++next;
    if (next < row + lot.hops && hops[next].event == CustodyEvent::sold_from_stock) ++next;
    EXPECT_EQ(hops[next].event, next + 1 == row + lot.hops ? CustodyEvent::seized : CustodyEvent::sets_out);
    EXPECT_EQ(hops[bought].from, lot.channel_place);
    EXPECT_TRUE(hops[bought + 1].to == lot.hub || hops[bought + 1].event == CustodyEvent::seized);
    bool opened = false;
    for (std::size_t hop = row; hop < row + lot.hops; ++hop) {
      EXPECT_EQ(hops[hop].lot, k);
      opened |= hops[hop].event == CustodyEvent::passes_inspection;
      EXPECT_EQ(hops[hop].mode >= 0, hops[hop].event == CustodyEvent::sets_out);
      if (hop == row) continue;
      EXPECT_GE(hops[hop].week, hops[hop - 1].week);
      // A hop begins where the last one began or ended.
      EXPECT_TRUE(hops[hop].from == hops[hop - 1].to || hops[hop].from == hops[hop - 1].from);
    }
    EXPECT_EQ(opened, lot.failed_check == FailedCheck::customs);
    const auto& last = hops[row + lot.hops - 1];
    EXPECT_EQ(last.week, lot.ended);
    EXPECT_EQ(last.event, lot.fate == Fate::leaked ? CustodyEvent::delivered : CustodyEvent::seized);
    if (lot.fate == Fate::leaked) {
      EXPECT_EQ(last.to, lot.end_user_place);
      EXPECT_TRUE(lot.broken_rule.exists());
    }
    // A lot is bought for its end user, or for stock and sold from there.
    const auto sold = std::find_if(hops.begin() + static_cast<std::ptrdiff_t>(row),
                                   hops.begin() + static_cast<std::ptrdiff_t>(row + lot.hops),
                                   [](const auto& hop) { return hop.event == CustodyEvent::sold_from_stock; });
    const bool from_stock = sold != hops.begin() + static_cast<std::ptrdiff_t>(row + lot.hops);
    EXPECT_GE(from_stock ? sold->week : hops[bought].week, lot.end_user_place.exists() ? lot.ordered : 0);
    row += lot.hops;
  }
  EXPECT_EQ(row, hops.size());
}

TEST_P(CustodyOfTheBaseline, IsTheSameForAnyNumberOfThreads) {
  for (const std::size_t threads : {1, 2}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    const auto again = simulate(world_->setting, GetParam());
    EXPECT_THAT(testing::differences(record_, again), ::testing::IsEmpty()) << threads << " threads";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CustodyOfTheBaseline, ::testing::Range(0U, seeds));

TEST(Custody, NothingIsBarredWithoutRulesSoThereIsNoChain) {
  const auto world = small_baseline_with({"rules=~"});
  EXPECT_TRUE(simulate(world->setting, 0).custody.lots().empty());
}

}  // namespace
}  // namespace entrepot::model
