// Chains of custody: the log by itself, and small worlds in which one check can fail.

#include "entrepot/model/custody.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <span>

#include "entrepot/model/simulation.hpp"
#include "support/small_scenario.hpp"

namespace entrepot::model {
namespace {

using ::testing::ElementsAre;

// ---- the log -------------------------------------------------------------------------------------------------------

CustodyLot of_units(Units units) {
  CustodyLot lot;
  lot.units = units;
  return lot;
}

CustodyHop in_week(Week week) {
  CustodyHop hop;
  hop.week = week;
  return hop;
}

TEST(CustodyLog, ChainsJoinInTheOrderInWhichTheyEnd) {
  CustodyLog log;
  const ChainId first = log.open(of_units(10));
  const ChainId second = log.open(of_units(20));
  log.add(first, in_week(1));
  log.add(second, in_week(2));
  log.add(second, in_week(3));
  EXPECT_TRUE(log.lots().empty()) << "what is under way is in no row";
  log.end(second);
  log.end(first);
  ASSERT_EQ(log.lots().size(), 2U);
  EXPECT_EQ(log.lots()[0].units, 20);
  EXPECT_EQ(log.lots()[0].hops, 2U);
  EXPECT_EQ(log.lots()[1].units, 10);
  EXPECT_EQ(log.lots()[1].hops, 1U);
  std::vector<std::pair<std::uint32_t, Week>> hops;
  for (const auto& hop : log.hops()) hops.emplace_back(hop.lot, hop.week);
  EXPECT_THAT(hops, ElementsAre(std::pair(0U, 2), std::pair(0U, 3), std::pair(1U, 1)));
}

TEST(CustodyLog, ADroppedChainLeavesNothingToTheNext) {
  CustodyLog log;
  const ChainId dropped = log.open(of_units(10));
  log.add(dropped, in_week(1));
  log.drop(dropped);
  const ChainId next = log.open(of_units(20));
  EXPECT_EQ(next, dropped) << "its place is used again";
  log.add(next, in_week(2));
  log.end(next);
  ASSERT_EQ(log.hops().size(), 1U);
  EXPECT_EQ(log.hops().front().week, 2);
  EXPECT_EQ(log.lots().front().units, 20);
}

// ---- small worlds in which one check can fail ----------------------------------------------------------------------

/// Traders of the small world who take any grey order on, goods that only the full part's bar keeps from CN, and no
/// check at all; tests add checks of their own.
struct Diversion {
  explicit Diversion(const std::vector<std::string>& more = {}, const std::string& rules = "")
      : scenario(testing::small_scenario("rules:\n  bar: {instrument: licence_requirement, effective: 2020-01-01, "
                                         "destinations: [CN], review: deny}\n" +
                                             rules,
                                         settings(more))),
        setting(scenario),
        record(simulate(setting, 0)) {}

  static std::vector<std::string> settings(const std::vector<std::string>& more) {
    std::vector<std::string> all{"model.resale=none",
                                 "intermediaries.traders.integrity=0",
                                 "intermediaries.traders.working_capital=100000000",
                                 "intermediaries.traders.prior_detection=0.001",
                                 "jurisdictions.SG.customs={inspection_rate: 0, transfer_inspection_rate: 0}",
                                 "jurisdictions.MY.customs={inspection_rate: 0, transfer_inspection_rate: 0}",
                                 "enforcement.end_use_checks_per_year=0",
                                 "enforcement.investigators=0",
                                 "enforcement.tip_rate=0"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  [[nodiscard]] const std::vector<CustodyLot>& lots() const { return record.custody.lots(); }

  scenario::Scenario scenario;
  Setting setting;
  Record record;
};

/// Weeks in which lots of an intermediary left its warehouse, in the order of lots.
std::vector<Week> weeks_of_departure(const CustodyLog& log) {
  std::vector<Week> weeks(log.lots().size());
  for (const auto& hop : log.hops()) {
    if (hop.event == CustodyEvent::sets_out && weeks[hop.lot] == 0) weeks[hop.lot] = hop.week;
  }
  return weeks;
}

/// The first of those weeks that each diverter has. Shapes: lots and weeks side by side.
std::map<IntermediaryId, Week> first_weeks_of_departure(std::span<const CustodyLot> lots,
                                                        std::span<const Week> at_hub) {
  std::map<IntermediaryId, Week> first;
  for (std::size_t k = 0; k < at_hub.size(); ++k) {
    const auto [entry, fresh] = first.try_emplace(lots[k].intermediary, at_hub[k]);
    if (!fresh) entry->second = std::min(entry->second, at_hub[k]);
  }
  return first;
}

TEST(FailedCheck, WithoutAnyCheckOnlySuppliersCouldHaveSeenSomething) {
  const Diversion world;
  ASSERT_GT(world.lots().size(), 20U);
  for (const auto& lot : world.lots()) {
    EXPECT_EQ(lot.failed_check, lot.red_flags >= 0.5F ? FailedCheck::screening : FailedCheck::none);
    EXPECT_EQ(lot.cover(), CoverStory::free_of_licence);
    EXPECT_EQ(world.setting.rules.name(lot.broken_rule), "bar");
    EXPECT_EQ(lot.fate, Fate::leaked);
  }
}

TEST(FailedCheck, SuppliersWhoSawRedFlagsAndSold) {
  // Any order of a firm that nobody expects to order is all flags; suppliers without diligence sell all the same.
  const Diversion world({"intermediaries.traders.plausible_units=1", "vendors.acme.kyc=0",
                         "channel_partners.distributors.kyc=0", "screening.size=10"});
  ASSERT_GT(world.lots().size(), 20U);
  for (const auto& lot : world.lots()) {
    EXPECT_GE(lot.red_flags, 0.5F);
    EXPECT_EQ(lot.failed_check, FailedCheck::screening);
  }
}

TEST(FailedCheck, OfficersWhoLicensedTheCoverStory) {
  const Diversion world(
      {"licensing.scrutiny=0"},
      "  hubs: {instrument: licence_requirement, effective: 2020-01-01, destinations: [MY, SG], review: approve}\n");
  ASSERT_GT(world.lots().size(), 20U);
  for (const auto& lot : world.lots()) {
    EXPECT_EQ(lot.failed_check, FailedCheck::licence);
    EXPECT_EQ(lot.cover(), CoverStory::licensed);
    EXPECT_EQ(world.setting.rules.name(lot.cover_rule), "hubs");
    EXPECT_EQ(world.setting.rules.name(lot.broken_rule), "bar");
  }
}

TEST(FailedCheck, CustomsThatOpenEverythingAndFindNothing) {
  const char* customs = "{inspection_rate: 1, transfer_inspection_rate: 1, detection: 0, capacity: 1e9}";
  const Diversion world({std::string("jurisdictions.SG.customs=") + customs,
                         std::string("jurisdictions.MY.customs=") + customs,
                         std::string("jurisdictions.US.customs=") + customs, "lanes.air.inspection_factor=1",
                         "lanes.courier.inspection_factor=1"});
  ASSERT_GT(world.lots().size(), 20U);
  for (const auto& lot : world.lots()) EXPECT_EQ(lot.failed_check, FailedCheck::customs);
  std::map<CustodyEvent, int> events;
  for (const auto& hop : world.record.custody.hops()) ++events[hop.event];
  EXPECT_EQ(events[CustodyEvent::passes_inspection], events[CustodyEvent::sets_out]);
}

TEST(FailedCheck, CustomsThatFindEverythingEndEveryChain) {
  const char* customs =
      "{inspection_rate: 1, transfer_inspection_rate: 1, detection: 1, cooperation: 1, capacity: 1e9}";
  const Diversion world({std::string("jurisdictions.SG.customs=") + customs,
                         std::string("jurisdictions.MY.customs=") + customs, "lanes.air.inspection_factor=1",
                         "lanes.courier.inspection_factor=1"});
  ASSERT_GT(world.lots().size(), 0U);
  for (const auto& lot : world.lots()) {
    EXPECT_EQ(lot.fate, Fate::seized);
    EXPECT_GE(lot.hops, 6U);  // sale, shelf, hand-over, hub, setting out, seizure; and a sale from stock
    EXPECT_LE(lot.hops, 7U);
  }
  EXPECT_THAT(world.record.leaked_by_cause.values(), ::testing::Each(0));
}

TEST(FailedCheck, EndUseChecksThatFindNothingCountForAYear) {
  const Diversion world(
      {"enforcement.end_use_checks_per_year=52000", "enforcement.chip_share=1", "enforcement.check_detection=0"});
  const auto at_hub = weeks_of_departure(world.record.custody);
  auto first = first_weeks_of_departure(world.lots(), at_hub);
  std::size_t later = 0;
  for (std::size_t k = 0; k < at_hub.size(); ++k) {
    const auto& lot = world.lots()[k];
    const Week began = first[lot.intermediary];
    // All consignees of a week are checked after their lots have set out: the first lots of a diverter have no check
    // before them, those of the next 52 weeks have one.
    EXPECT_TRUE(at_hub[k] > began || lot.failed_check != FailedCheck::end_use_check);
    if (at_hub[k] == began || at_hub[k] - began > 52) continue;
    EXPECT_EQ(lot.failed_check, FailedCheck::end_use_check);
    ++later;
  }
  EXPECT_GT(later, 10U);
}

TEST(FailedCheck, CasesThatAreOpenWhenALotSetsOut) {
  // Every lot is tipped off, every lead is taken up at once, and no case ends in the run.
  const Diversion world({"enforcement.investigators=10000", "enforcement.chip_share=1", "enforcement.tip_rate=1",
                         "enforcement.case_weeks=520", "model.discovery=customs"});
  const auto at_hub = weeks_of_departure(world.record.custody);
  auto first = first_weeks_of_departure(world.lots(), at_hub);
  std::size_t later = 0;
  for (std::size_t k = 0; k < at_hub.size(); ++k) {
    const bool under_case = at_hub[k] > first[world.lots()[k].intermediary];
    if (under_case) ++later;
    EXPECT_EQ(world.lots()[k].failed_check == FailedCheck::open_case, under_case);
  }
  EXPECT_GT(later, 10U);
}

TEST(Custody, ALotSeizedOrLeakedHasItsPricesInItsHops) {
  const Diversion world;
  std::size_t hop = 0;
  for (const auto& lot : world.lots()) {
    const auto* hops = &world.record.custody.hops()[hop];
    EXPECT_EQ(hops[0].amount, Money::from_dollars(lot.product.row() == 0 ? 12000 : 30000)) << "acme's list price";
    EXPECT_EQ(hops[2].amount, lot.supply_price);
    EXPECT_GT(lot.supply_price, lot.first_sale_price);
    EXPECT_EQ(hops[lot.hops - 1].amount, lot.end_user_price);
    hop += lot.hops;
  }
  EXPECT_EQ(hop, world.record.custody.hops().size());
}

}  // namespace
}  // namespace entrepot::model
