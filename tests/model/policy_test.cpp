// What takes effect in a week strikes out what it bars before anybody can ship it.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/model/phases.hpp"
#include "entrepot/model/replicate.hpp"
#include "entrepot/model/simulation.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

/// Open orders in channel partners' books that go by an intermediary: all of them, and those by a listed one.
struct ByIntermediary {
  Units all = 0;
  Units listed = 0;
};

ByIntermediary open_orders(const WeekContext& week) {
  ByIntermediary open;
  for (const auto& book : week.state.channels.book) {
    for (const auto& order : book) {
      if (!order.via.exists()) continue;
      open.all += order.open;
      if (week.listed(order.via)) open.listed += order.open;
    }
  }
  return open;
}

TEST(Listings, StrikeOutWhatListedIntermediariesHaveOnOrder) {
  const auto world =
      testing::small_baseline_with({"rules.everybody={instrument: entity_list, effective: 2024-01-01, intermediaries: "
                                    "[resellers, brokers, shells]}"});
  const Week effective = world->setting.calendar.week_of(Date::of(2024, 1, 1));
  Replicate run(world->setting, 0);
  while (run.next_week() < effective) simulate_week(run);
  WeekContext week = run.open(effective);
  const Units before = open_orders(week).all;
  ASSERT_GT(before, 0);
  phases::policy(week);
  EXPECT_EQ(open_orders(week).listed, 0);
  EXPECT_LT(open_orders(week).all, before);
}

Units applied_for(const WeekContext& week) {
  Units units = 0;
  for (const auto& application : week.state.licensing.applications) units += application.order.open;
  return units;
}

TEST(Licensing, AnApplicationThatNeedsNoLicenceAnyMoreIsAnOrder) {
  const auto world = testing::small_baseline_with({"rules.ac_2023_tpp.ends=2024-06-03",
                                                   "rules.ac_2023_tpp_and_density.ends=2024-06-03",
                                                   "rules.ac_2023_tpp_other_d.ends=2024-06-03"});
  const Week ends = world->setting.calendar.week_of(Date::of(2024, 6, 3));
  Replicate run(world->setting, 0);
  while (run.next_week() < ends) simulate_week(run);
  WeekContext week = run.open(ends);
  const Units before = applied_for(week);
  ASSERT_GT(before, 0);
  phases::policy(week);
  Units ordered = 0;
  for (const auto& order : week.messages.lawful) {
    ordered += order.open;
    EXPECT_EQ(order.pathway, world::Pathway::open);
    EXPECT_FALSE(order.rule.exists());
    EXPECT_GE(order.expires, ends);
  }
  for (const auto& order : week.messages.diversions) ordered += order.open;
  EXPECT_GT(ordered, 0);
  EXPECT_EQ(applied_for(week) + ordered, before);
  for (const auto& application : week.state.licensing.applications) {
    const auto& order = application.order;
    EXPECT_TRUE(order.pathway == world::Pathway::grey || week.decision(order.product, order.buyer).licence_required());
  }
}

/// What each buyer has ordered in each year under an exemption, H100e.
using Exempted = std::map<std::pair<BuyerId, Week>, double>;

Exempted exempted(const std::vector<std::string>& settings) {
  const auto world = testing::small_baseline_with(settings);
  Exempted by_year;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    for (const auto& order : week.messages.lawful) {
      if (!order.exempt || order.placed != week.number) continue;
      by_year[{order.buyer, week.number / 52}] +=
          static_cast<double>(order.open) * week.setting.catalogue.products.h100e[order.product];
    }
  });
  return by_year;
}

TEST(LowVolumeExemption, FreesSoMuchOfAYearAndNoMore) {
  constexpr double h100e = 200;
  const auto by_year =
      exempted({"rules.small={instrument: low_volume_exemption, effective: 2023-10-23, licence: ac_2023_tpp, "
                "h100e_per_year: 200}"});
  EXPECT_FALSE(by_year.empty());
  double most = 0;
  for (const auto& [whose, ordered] : by_year) most = std::max(most, ordered);
  EXPECT_LE(most, h100e);
  EXPECT_GT(most, 0.9 * h100e);  // somebody wanted more
}

TEST(LowVolumeExemption, IsNothingWithoutTheRule) { EXPECT_TRUE(exempted({}).empty()); }

TEST(CountryCap, HoldsForAllThatIsLicensedToAPlaceCoverStoriesToo) {
  constexpr double h100e = 500;
  const auto world = testing::small_baseline_with(
      {"rules.cap={instrument: country_cap, effective: 2023-11-17, licence: ac_2023_tpp_other_d, h100e: 500}"});
  const auto& names = world->setting.rules.names();
  const auto rule =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), "ac_2023_tpp_other_d") - names.begin());
  const std::size_t places = world->setting.geography.jurisdictions().size();
  double most = 0;
  bool cover_story = false;
  simulate(world->setting, 0, [&](const WeekContext& week) {
    const auto licensed = std::span(week.state.licensing.licensed_compute).subspan(rule * places, places);
    for (const double compute : licensed) {
      EXPECT_GE(compute, -1e-6);  // no licence is taken back that was not given
      most = std::max(most, compute);
    }
    for (const auto& order : week.messages.diversions) cover_story = cover_story || order.rule == RuleId{rule};
  });
  EXPECT_LE(most, h100e);
  EXPECT_GT(most, 0.9 * h100e);
  EXPECT_TRUE(cover_story) << "nobody had a licence under a cover story, so nothing is tested";
}

}  // namespace
}  // namespace entrepot::model
