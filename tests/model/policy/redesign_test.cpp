#include "entrepot/model/policy/redesign.hpp"

#include <gtest/gtest.h>

#include "entrepot/model/policy/rule_clock.hpp"
#include "support/small_scenario.hpp"

namespace entrepot::policy {
namespace {

using ::entrepot::testing::small_scenario;
using ::entrepot::testing::SmallWorld;

// Week 10 begins on 2023-03-13.
constexpr const char* lower_threshold =
    "rules:\n  low: {instrument: licence_requirement, effective: 2023-03-13, destinations: [CN], tpp: 4800, review: "
    "deny}\n";
constexpr const char* trimmed =
    "products.trim={line: acme_fab, release: 2022-01-01, tpp: 15824, performance_density: 19.4, memory_bandwidth: "
    "3350, "
    "list_price: 30000, h100e: 1, inference_h100e: 2, redesign_of: full, redesign_for: [CN], redesign_lag_weeks: 26}";

struct Redesigned : SmallWorld {
  explicit Redesigned(const std::string& rules) : SmallWorld(small_scenario(rules, {trimmed})), settled(catalogue) {
    settle_redesigns(scenario, calendar, geography.jurisdictions(), settled);
  }
  [[nodiscard]] const scenario::Product& trim() const { return settled.products.facts[product("trim")]; }
  [[nodiscard]] Week release() const { return settled.products.release[product("trim")]; }
  world::Catalogue settled;
};

TEST(Redesign, PassesJustUnderTheThresholdALagAfterTheRule) {
  const Redesigned world(lower_threshold);
  EXPECT_EQ(world.release(), 36);
  EXPECT_LT(world.trim().tpp, 4800);
  EXPECT_GT(world.trim().tpp, 4799);
  // All are scaled alike: 4800 / 15824 = 0.30334 of the full product.
  EXPECT_NEAR(world.trim().h100e, 0.30334, 1e-4);
  EXPECT_NEAR(*world.trim().inference_h100e, 0.60667, 1e-4);
  EXPECT_NEAR(world.settled.products.list_price[world.product("trim")].front().dollars(), 9100.1, 1);
  const RuleBook book(world.scenario, world.calendar, world.geography.jurisdictions(), world.settled);
  const auto cn = world.place("CN");
  EXPECT_EQ(book.in_week(50).decision(world.product("trim"), cn, cn).review, Review::none);
  EXPECT_EQ(book.in_week(50).decision(world.product("full"), cn, cn).review, Review::deny);
}

TEST(Redesign, IsNeverMadeWhereNoRuleBarsTheFullPart) {
  const Redesigned world("");
  EXPECT_GT(world.release(), world.calendar.weeks());
}

TEST(Redesign, IsNeverMadeWhereNothingPasses) {
  const Redesigned world(
      "rules:\n  all: {instrument: licence_requirement, effective: 2023-03-13, destinations: [CN], review: deny}\n");
  EXPECT_GT(world.release(), world.calendar.weeks());
}

// ---- triggers ------------------------------------------------------------------------------------------------------

constexpr const char* triggered =
    "rules:\n  probe: {instrument: hub_probe, effective: 2023-03-13, hubs: [SG], inspection_factor: 10, "
    "trigger: {observe: hub_import_growth, place: SG, above: 7, until_below: 2, lag_weeks: 3}}\n";

TEST(Trigger, WaitsForItsDateThresholdAndLagAndIsLiftedBelowTheOther) {
  const SmallWorld world(small_scenario(triggered));
  const RuleBook book = world.rule_book();
  RuleClock clock(book, world.geography.jurisdictions());
  // Growth is 8 until week 20, 5 until week 30, then 1.
  const auto observe = [&](Week week) {
    return [week](scenario::Observable, JurisdictionId) { return week < 20 ? 8.0 : week < 30 ? 5.0 : 1.0; };
  };
  const auto sg = world.place("SG");
  for (Week week = 0; week < 40; ++week) {
    const bool on = week >= 13 && week < 30;  // in force from week 10 on, three weeks after it is seen then
    EXPECT_DOUBLE_EQ(clock.advance(week, observe(week)).inspection_factor(sg), on ? 10 : 1) << week;
    EXPECT_EQ(clock.changed(), week == 13 || week == 30 || week == 10) << week;
  }
}

TEST(Trigger, OfOneReplicateDoesNotTouchTheRulesOfAnother) {
  const SmallWorld world(small_scenario(triggered));
  const RuleBook book = world.rule_book();
  RuleClock hot(book, world.geography.jurisdictions());
  RuleClock cold(book, world.geography.jurisdictions());
  const auto sg = world.place("SG");
  for (Week week = 0; week < 20; ++week) {
    const auto& rules = hot.advance(week, [](scenario::Observable, JurisdictionId) { return 9.0; });
    EXPECT_DOUBLE_EQ(rules.inspection_factor(sg), week >= 13 ? 10 : 1);
    EXPECT_DOUBLE_EQ(cold.advance(week, [](scenario::Observable, JurisdictionId) { return 0.0; }).inspection_factor(sg),
                     1);
  }
}

}  // namespace
}  // namespace entrepot::policy
