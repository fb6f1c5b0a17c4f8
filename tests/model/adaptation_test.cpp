// How evaders and enforcers adapt, watched from week to week in the small baseline.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "entrepot/model/authority.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/week_context.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

using testing::small_baseline_with;
using testing::total;

std::vector<IntermediaryId> all_firms(const WeekContext& week) {
  std::vector<IntermediaryId> all;
  for (const IntermediaryId i : Rows<IntermediaryId>(week.agents.intermediaries.size())) all.push_back(i);
  return all;
}

TEST(Entry, NobodyTradesBeforeItIsFounded) {
  const auto world = small_baseline_with({});
  std::int64_t founded = 0;
  const auto record = simulate(world->setting, 0, [&](const WeekContext& week) {
    for (const auto& order : week.messages.diversions) {
      ASSERT_LE(week.state.intermediaries.founded[order.via], week.number);
    }
    for (const IntermediaryId i : all_firms(week))
      founded += week.number > 0 && week.state.intermediaries.founded[i] == week.number;
  });
  EXPECT_GT(founded, 0);
  EXPECT_EQ(founded, total(record.firms_founded) + total(record.firms_returned));
}

TEST(Entry, NobodyIsFoundedWithoutAReserve) {
  const auto world =
      small_baseline_with({"intermediaries.shells.reserve=0", "intermediaries.shells_elsewhere.reserve=0",
                           "intermediaries.hong_kong_fronts.reserve=0", "intermediaries.sham_data_centres.reserve=0"});
  const auto record = simulate(world->setting, 0);
  EXPECT_EQ(total(record.firms_founded) + total(record.firms_returned), 0);
}

/// Firms founded in the 26 weeks from a week on, over some replicates.
std::int64_t founded_from(const std::vector<Record>& records, Week first) {
  std::int64_t founded = 0;
  for (const Record& record : records) {
    for (Week week = first; week < first + 26; ++week) founded += record.firms_founded(week);
  }
  return founded;
}

TEST(Entry, FallsOnceTheRulesAreLifted) {
  const auto world = small_baseline_with({"calendar.end=2025-03-31", "rules.ac_2023_tpp.ends=2023-12-31",
                                          "rules.ac_2023_tpp_and_density.ends=2023-12-31",
                                          "rules.ac_2023_tpp_other_d.ends=2023-12-31", "entry.entry_rate=0.01"});
  std::vector<Record> records;
  for (std::uint32_t replicate = 0; replicate < 4; ++replicate) records.push_back(simulate(world->setting, replicate));
  const Week lifted = world->setting.calendar.week_of(*Date::parse("2023-12-31"));
  const auto before = founded_from(records, lifted - 26);
  const auto half_a_year_on = founded_from(records, lifted + 13);
  const auto a_year_on = founded_from(records, lifted + 39);
  EXPECT_GT(before, 10);
  EXPECT_LT(half_a_year_on, before);
  EXPECT_LT(a_year_on, half_a_year_on) << "the count of diverters does not fall faster than their past profit";
}

TEST(Exit, AListedFirmIsInNoHubsTrade) {
  const auto world = small_baseline_with(
      {"enforcement.investigators=3000", "enforcement.hiring_weeks=0", "enforcement.case_weeks=10"});
  std::set<std::uint32_t> listed;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    for (const auto& firms : week.state.hubs.firms) {
      for (const IntermediaryId i : firms) ASSERT_FALSE(week.listed(i));
    }
    for (const IntermediaryId i : all_firms(week)) {
      if (week.listed(i)) listed.insert(i.value);
    }
  });
  EXPECT_GT(listed.size(), 1U);
}

TEST(Exit, OwnersOfListedFirmsComeBackUnlessNobodyDoes) {
  const std::string surge = "enforcement.investigators=3000";
  const auto with = small_baseline_with({surge, "entry.return_share=1", "entry.return_lag_weeks=4"});
  const auto without = small_baseline_with({surge, "entry.return_share=0"});
  EXPECT_GT(total(simulate(with->setting, 0).firms_returned), 0);
  EXPECT_EQ(total(simulate(without->setting, 0).firms_returned), 0);
}

/// What the firm's owner started with: one capital for all its firms.
Money founding_capital(const WeekContext& week, IntermediaryId i) {
  const OwnerId owner = week.agents.intermediaries.owner[i];
  return Money::from_dollars(week.agents.intermediaries.working_capital[week.agents.owners.first_firm[owner]]);
}

TEST(WorkingCapital, GrowsOnlyByWhatIsKept) {
  const auto nothing_kept = small_baseline_with({"grey_market.retained_share=0"});
  simulate(nothing_kept->setting, 0, [](const WeekContext& week) {
    for (const IntermediaryId i : all_firms(week)) {
      ASSERT_LE(own_capital(week, i), founding_capital(week, i));
    }
  });
  const auto half_kept = small_baseline_with({"grey_market.retained_share=0.5"});
  std::size_t grown = 0;
  simulate(half_kept->setting, 0, [&](const WeekContext& week) {
    if (week.number + 1 < week.setting.calendar.weeks()) return;
    for (const IntermediaryId i : all_firms(week)) {
      grown += own_capital(week, i) > founding_capital(week, i);
    }
  });
  EXPECT_GT(grown, 100U);
}

/// Units that each intermediary placed with each channel partner in a week.
std::map<std::pair<std::uint32_t, Week>, std::set<std::uint32_t>> suppliers_used(const testing::World& world) {
  std::map<std::pair<std::uint32_t, Week>, std::set<std::uint32_t>> used;
  simulate(world.setting, 0, [&](const WeekContext& week) {
    for (const auto& order : week.messages.diversions) used[{order.via.value, week.number}].insert(order.channel.value);
  });
  return used;
}

TEST(Splitting, SpreadsOrdersOverSuppliersAsFarAsOneMoreOrderIsCheap) {
  const auto several = [](const auto& used) {
    return std::count_if(used.begin(), used.end(), [](const auto& entry) { return entry.second.size() > 1; });
  };
  EXPECT_GT(several(suppliers_used(*small_baseline_with({"grey_market.order_cost=0"}))), 10);
  const auto dear = small_baseline_with({"grey_market.order_cost=1e9"});
  EXPECT_EQ(total(simulate(dear->setting, 0).grey_orders_split), 0);
}

TEST(Trust, GrowsOnlyWithDeliveries) {
  const auto world = small_baseline_with({});
  bool leaked = false;
  double most = 0;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    leaked = leaked || total(week.record.leaked) > 0;
    for (const float trust : week.state.buyers.trust) {
      ASSERT_GE(trust, 0.0F);
      ASSERT_LT(trust, 1.0F);
      if (!leaked) {
        ASSERT_EQ(trust, 0.0F);
      }
      most = std::max(most, static_cast<double>(trust));
    }
  });
  EXPECT_GT(most, 0.3);
}

TEST(Fronts, AreTakenByThoseWhoWereTurnedAway) {
  const auto world = small_baseline_with({});
  std::int64_t refused = 0;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    refused = total(week.record.tenants_refused);
    const auto& fronted = week.state.buyers.fronted;
    ASSERT_LE(std::count(fronted.begin(), fronted.end(), 1), refused);
    ASSERT_EQ(refused > 0, std::count(fronted.begin(), fronted.end(), 1) > 0);
  });
  EXPECT_GT(refused, 0);
}

TEST(Switching, ABuyerRunsOnWhatItLastReceived) {
  const auto world = small_baseline_with({"buyers.china_ai_labs.platform=nvidia"});
  std::size_t moved = 0;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    if (week.number + 1 < week.setting.calendar.weeks()) return;
    for (const BuyerId b : Rows<BuyerId>(week.agents.buyers.size())) {
      const VendorId platform = week.state.buyers.platform[b];
      if (!platform.exists()) continue;
      moved += week.setting.catalogue.vendors.names[platform.row()] != "nvidia";
    }
  });
  EXPECT_GT(moved, 0U);
}

TEST(Governments, ReactToListingsOnlyWhereTheyAreResponsive) {
  const auto world =
      small_baseline_with({"enforcement.investigators=3000", "enforcement.case_weeks=10",
                           "enforcement.end_use_checks_per_year=15000", "jurisdictions.SG.customs.responsiveness=0.9"});
  double raised = 0;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    const auto& jurisdictions = week.setting.geography.jurisdictions();
    raised = std::max(raised, cooperation(week, jurisdictions.find("SG")) - 0.4);
    EXPECT_DOUBLE_EQ(cooperation(week, jurisdictions.find("HK")),
                     jurisdictions.facts[jurisdictions.find("HK")].customs.cooperation);
  });
  EXPECT_GT(raised, 0.05);
}

/// End-use checks of the second half of the run that went to each hub.
std::map<std::string, double> remembered_checks(const std::string& targeting) {
  const auto world = small_baseline_with({"model.targeting=" + targeting, "enforcement.end_use_checks_per_year=15000"});
  std::map<std::string, double> checks;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    for (const JurisdictionId hub : week.setting.hubs) {
      checks[week.setting.geography.jurisdictions().names[hub.row()]] = week.state.enforcement.checks_made[hub];
    }
  });
  return checks;
}

/// A rule that dedicates checks to Singapore from the start.
std::string checks_in_singapore(const std::string& rule, double checks_per_year) {
  return "rules." + rule + "={instrument: hub_end_use_checks, effective: 2022-10-03, hubs: [SG], checks_per_year: " +
         std::to_string(checks_per_year) + "}";
}

constexpr const char* no_other_checks = "enforcement.end_use_checks_per_year=0";

TEST(HubChecks, GoToTheHubAloneAndLapseWhereNobodyIsThere) {
  const auto world = small_baseline_with({no_other_checks, checks_in_singapore("a", 52 * 3)});
  const auto& setting = world->setting;
  const JurisdictionId singapore = setting.geography.jurisdictions().find("SG");
  auto record = simulate(setting, 0, [&](const WeekContext& week) {
    const auto& made = week.state.enforcement.checks_made;
    for (const JurisdictionId place : Rows<JurisdictionId>(made.size())) {
      if (place != singapore) {
        ASSERT_EQ(made[place], 0) << week.number;
      }
    }
  });
  std::int64_t most = 0;
  std::int64_t fewest = 3;
  for (const auto checks : record.end_use_checks.values()) {
    most = std::max(most, checks);
    fewest = std::min(fewest, checks);
  }
  EXPECT_EQ(most, 3) << "what a week leaves over is not spent in another";
  EXPECT_LT(fewest, 3) << "in some week fewer consignees than checks";
}

TEST(HubChecks, OfTwoRulesAreThoseOfOneWithTheSum) {
  const auto two = small_baseline_with({checks_in_singapore("a", 130), checks_in_singapore("b", 78)});
  const auto one = small_baseline_with({checks_in_singapore("a", 208)});
  EXPECT_THAT(testing::differences(simulate(two->setting, 0), simulate(one->setting, 0), testing::by_rule()),
              ::testing::IsEmpty());
}

TEST(HubChecks, AreMadeInAdditionAndMoreAreNeverFewer) {
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    const std::int64_t without = total(simulate(small_baseline_with({})->setting, replicate).end_use_checks);
    std::int64_t before = without;
    for (const double checks : {26.0, 104.0, 520.0, 5200.0}) {
      const auto world = small_baseline_with({checks_in_singapore("a", checks)});
      const std::int64_t made = total(simulate(world->setting, replicate).end_use_checks);
      EXPECT_GE(made, before) << checks;
      EXPECT_LE(made, without + static_cast<std::int64_t>(checks / 52 * world->setting.calendar.weeks()) + 1) << checks;
      before = made;
    }
    EXPECT_GT(before, without + 100);
  }
}

TEST(LearningAuthority, GoesWhereItFindsAndNowhereIsForgotten) {
  const auto learnt = remembered_checks("learning");
  for (const auto& [hub, checks] : learnt) {
    if (hub != "HK") {
      EXPECT_GT(checks, 0) << hub;
    }
  }
  EXPECT_NE(learnt, remembered_checks("exogenous"));
}

}  // namespace
}  // namespace entrepot::model
