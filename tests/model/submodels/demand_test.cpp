#include "entrepot/model/submodels/demand.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenario.hpp"

namespace entrepot::submodels {
namespace {

using testing::small_scenario;
using testing::SmallWorld;

/// One buyer in CN: 100 H100e at the start, growing by half a year, no noise, worth 50,000 USD/H100e, 1 million a year.
std::vector<std::string> one_buyer(const std::string& noise, const std::vector<std::string>& settings) {
  std::vector<std::string> all{"buyers.lab.count=1",
                               "buyers.cloud.count=0",
                               "buyers.shop.count=0",
                               "buyers.lab.initial_stock=100",
                               "buyers.lab.growth=0.5",
                               "buyers.lab.growth_ceiling=1e9",
                               "buyers.lab.demand_noise=" + noise,
                               "buyers.lab.willingness_to_pay=50000",
                               "buyers.lab.budget=1000000",
                               "demand.budget_growth=0",
                               "demand.opening_budget_weeks=0",
                               "demand.price_decline=0.2"};
  all.insert(all.end(), settings.begin(), settings.end());
  return all;
}

struct OneBuyer : SmallWorld {
  explicit OneBuyer(const std::string& noise = "0", const std::string& more = "",
                    const std::vector<std::string>& settings = {})
      : SmallWorld(small_scenario(more, one_buyer(noise, settings))), agents(population()) {
    state.installed.assign(1, 0);
    state.on_order.assign(1, 0);
    state.rented.assign(1, 0);
    state.purse.assign(1, Money{});
    state.purse_week.assign(1, 0);
  }
  [[nodiscard]] Need need_in(Week week, Week ahead = 0, StableId stream = 1) const {
    const double shock = demand_shock(Streams(1, 0), stream, week, scenario.demand.shock_weeks);
    return need(agents.buyers, state, scenario.demand, market(scenario, priced(), week), buyer, week, ahead, shock);
  }
  [[nodiscard]] double saved_in(Week week) const {
    return saved(agents.buyers, state, scenario.demand, buyer, week, 1);
  }
  [[nodiscard]] world::Catalogue priced() const {
    world::Catalogue all = catalogue;
    world::set_reference_prices(scenario, calendar, all);
    return all;
  }
  const BuyerId buyer{std::size_t{0}};
  world::Agents agents;
  world::BuyerState state;
};

TEST(TargetStock, GrowsByItsYearlyRate) {
  const OneBuyer world;
  EXPECT_NEAR(target_stock(world.agents.buyers, world.buyer, 0), 100, 1e-4);
  EXPECT_NEAR(target_stock(world.agents.buyers, world.buyer, 52), 150, 1e-3);
  EXPECT_NEAR(target_stock(world.agents.buyers, world.buyer, 104), 225, 1e-3);
  EXPECT_NEAR(target_stock(world.agents.buyers, world.buyer, 26), 100 * std::sqrt(1.5), 1e-3);
}

TEST(NeedOfBuyer, IsTargetLessInstalledLessOnOrder) {
  OneBuyer world;
  world.state.installed[world.buyer] = 90;
  world.state.on_order[world.buyer] = 25;
  EXPECT_NEAR(world.need_in(52).gap, 150 - 90 - 25, 1e-3);
  world.state.on_order[world.buyer] = 200;
  EXPECT_EQ(world.need_in(52).gap, 0);
}

TEST(NeedOfBuyer, IsLessByWhatItRents) {
  OneBuyer world;
  world.state.installed[world.buyer] = 90;
  world.state.rented[world.buyer] = 20;
  EXPECT_NEAR(world.need_in(52).gap, 150 - 90 - 20, 1e-3);
}

TEST(NeedOfBuyer, LooksAheadWhenToldTo) {
  OneBuyer world;
  world.state.installed[world.buyer] = 100;
  EXPECT_NEAR(world.need_in(0, 52).gap, 50, 1e-3);
}

TEST(NeedOfBuyer, IsWorthLessEveryYearIfWillingnessDeclines) {
  const OneBuyer world("0", "", {"model.willingness=declining"});
  EXPECT_NEAR(world.need_in(0).willingness_to_pay, 50000, 1e-6);
  EXPECT_NEAR(world.need_in(52).willingness_to_pay, 40000, 1e-6);
  EXPECT_NEAR(world.need_in(26).willingness_to_pay, 50000 * std::sqrt(0.8), 1e-6);
}

TEST(NeedOfBuyer, SpreadsItsTargetByTheLogOfItsNoise) {
  // log(target / 100) is normal with mean -0.2^2 / 2, so that the mean target is 100, and standard deviation 0.2: over
  // 20,000 draws the mean is met within 4 x 0.2 / sqrt(n), the spread within 4 x 0.2 / sqrt(2n).
  const OneBuyer world("0.2");
  constexpr int n = 20000;
  double sum = 0;
  double squares = 0;
  for (int k = 0; k < n; ++k) {
    const double log_target = std::log(world.need_in(0, 0, static_cast<StableId>(k)).gap / 100) + 0.02;
    sum += log_target;
    squares += log_target * log_target;
  }
  EXPECT_NEAR(sum / n, 0, 4 * 0.2 / std::sqrt(n));
  EXPECT_NEAR(std::sqrt(squares / n), 0.2, 4 * 0.2 / std::sqrt(2.0 * n));
}

TEST(DemandShock, IsStandardNormalInEveryWeekAndLastsAsLongAsItIsSaid) {
  const Streams streams(1, 0);
  constexpr int n = 20000;
  double squares = 0;
  double soon = 0;
  double later = 0;
  for (int k = 0; k < n; ++k) {
    const auto buyer = static_cast<StableId>(k);
    const double now = demand_shock(streams, buyer, 13, 52);
    squares += now * now;
    soon += now * demand_shock(streams, buyer, 14, 52);
    later += now * demand_shock(streams, buyer, 13 + 104, 52);
  }
  EXPECT_NEAR(squares / n, 1, 4 * std::sqrt(2.0 / n));
  EXPECT_GT(soon / n, 0.99);
  EXPECT_NEAR(later / n, 0, 4 / std::sqrt(n));
}

TEST(Saved, AccruesWeekByWeekAndLapsesAfterAYear) {
  OneBuyer world;
  EXPECT_DOUBLE_EQ(world.saved_in(0), 0);
  EXPECT_NEAR(world.saved_in(13), 250000, 1e-3);
  EXPECT_NEAR(world.saved_in(52), 1000000, 1e-3);
  EXPECT_NEAR(world.saved_in(60), 1000000, 1e-3) << "what is older than budget_carry_weeks is lost";
}

TEST(Saved, IsLessWhatWasCommittedAndMayBeNegative) {
  OneBuyer world;
  world.state.purse[world.buyer] = Money::from_dollars(-400000);
  world.state.purse_week[world.buyer] = 13;
  EXPECT_NEAR(world.saved_in(13), -400000, 1e-3);
  EXPECT_NEAR(world.saved_in(26), -150000, 1e-3);
  EXPECT_EQ(world.need_in(26).budget, 0);
  EXPECT_NEAR(world.need_in(26, 13).budget, 100000, 1e-3) << "a quarter ahead";
}

TEST(Saved, GrowsWithoutSteps) {
  OneBuyer world("0", "", {"demand.budget_growth=0.6"});
  double before = world.saved_in(1);
  for (Week week = 2; week < 52; ++week) {
    const double added = world.saved_in(week) - world.saved_in(week - 1);
    EXPECT_GE(added, before * 0.999);
    EXPECT_LE(added, before * 1.02) << "in week " << week;
    before = added;
  }
}

TEST(PlannedSpending, IsSharedByBudgetsAndSetsTheGap) {
  const SmallWorld world(small_scenario("", {"buyers.lab.count=3", "buyers.lab.budget={uniform: [1, 2]}",
                                             "buyers.lab.spending=52 MUSD/year", "demand.opening_budget_weeks=0"}));
  const auto agents = world.population();
  double all = 0;
  for (const BuyerId b : Rows<BuyerId>(agents.buyers.size())) {
    if (agents.buyers.parameters(b).spending) all += agents.buyers.budget[b];
  }
  EXPECT_NEAR(all, 1, 1e-12);
}

TEST(TargetStock, LevelsOffAtItsCeiling) {
  const OneBuyer world("0", "", {"buyers.lab.growth_ceiling=2"});
  EXPECT_NEAR(target_stock(world.agents.buyers, world.buyer, 0), 100, 1e-4);
  EXPECT_NEAR(target_stock(world.agents.buyers, world.buyer, 52), 100 * 2 * 1.5 / 2.5, 1e-3);
  EXPECT_NEAR(target_stock(world.agents.buyers, world.buyer, 52 * 60), 200, 1e-2);
}

TEST(PlannedRental, IsWhatTheShareOfAWeeksSpendingPaysFor) {
  const OneBuyer world;  // 1 million USD a year
  EXPECT_NEAR(planned_rental(world.agents.buyers, world.buyer, 0, 0.26, 500), 0.26 * 1000000 / 52 / 500, 1e-6);
  EXPECT_EQ(planned_rental(world.agents.buyers, world.buyer, 0, 0, 500), 0);
}

// "full" costs 30,000 for 1 H100e; a better part of 2.5 for 40,000 comes in week 20.
constexpr const char* better_part =
    "products.better={line: acme_fab, release: 2023-05-22, tpp: 40000, list_price: 40000, h100e: 2.5}";

TEST(Market, FollowsThePriceOfTheCheapestNewPart) {
  const SmallWorld world(small_scenario("", {better_part, "demand.reference_price_weeks=4"}));
  world::Catalogue catalogue = world.catalogue;
  world::set_reference_prices(world.scenario, world.calendar, catalogue);
  const double before = market(world.scenario, catalogue, 19).reference_price;
  const double first = market(world.scenario, catalogue, 20).reference_price;
  const double later = market(world.scenario, catalogue, 60).reference_price;
  EXPECT_NEAR(first, before + (16000 - before) / 4, 1e-6);
  EXPECT_NEAR(later, 16000, 1);
  EXPECT_NEAR(market(world.scenario, catalogue, 60).worth, later / catalogue.reference_price.front(), 1e-9);
}

// In week 60 the cheapest part in the world costs 16,000 USD/H100e; what is on sale to the buyer costs 40,000.
TEST(Market, MakesComputeWorthMoreToABuyerWhoMayNotBuyTheCheapest) {
  for (const auto& [form, scarcity] :
       {std::pair{"available", 2.5}, std::pair{"relative", 1.0}, std::pair{"declining", 1.0}}) {
    const SmallWorld world(small_scenario("", {better_part, std::string("model.willingness=") + form}));
    world::Catalogue catalogue = world.catalogue;
    world::set_reference_prices(world.scenario, world.calendar, catalogue);
    const auto everywhere = market(world.scenario, catalogue, 60);
    const auto here = market(world.scenario, catalogue, 60, 40000);
    EXPECT_DOUBLE_EQ(here.scarcity, scarcity) << form;
    EXPECT_DOUBLE_EQ(here.willingness_to_pay(), everywhere.willingness_to_pay() * scarcity) << form;
    EXPECT_DOUBLE_EQ(here.reference_price, everywhere.reference_price) << form;
  }
}

TEST(Market, TakesNoPartForItsMeasureThatIsMadeForOnePlace) {
  const SmallWorld world(small_scenario("", {better_part, "products.better.sold_in=[CN]"}));
  world::Catalogue catalogue = world.catalogue;
  world::set_reference_prices(world.scenario, world.calendar, catalogue);
  EXPECT_EQ(market(world.scenario, catalogue, 60).reference_price,
            market(world.scenario, catalogue, 19).reference_price);
}

// A rule for CN on the full part, announced for week 20 in week 4.
constexpr const char* announced_rule = R"yaml(
rules:
  ban: {instrument: licence_requirement, announced: 2023-01-30, effective: 2023-05-22, destinations: [CN], tpp: 4800, review: presumption_of_denial}
)yaml";

TEST(BuysAhead, ByItsForesightOnceAnAnnouncedRuleIsWithinIt) {
  const OneBuyer world("0", announced_rule);  // foresight 13 weeks
  const auto book = world.rule_book();
  const auto ahead = [&](Week week) {
    return buys_ahead(world.agents, world.catalogue, book.in_week(week), world.buyer, week,
                      world.calendar.date_of(week));
  };
  EXPECT_EQ(ahead(3), 0) << "nobody knows of the rule yet";
  EXPECT_EQ(ahead(4), 0) << "16 weeks away";
  EXPECT_EQ(ahead(6), 0) << "14 weeks away";
  EXPECT_EQ(ahead(7), 13);
  EXPECT_EQ(ahead(19), 13);
  EXPECT_EQ(ahead(20), 0) << "in force: too late to stockpile";
}

TEST(BuysAhead, NotOfARuleThatDoesNotTouchTheBuyer) {
  const SmallWorld world(small_scenario(announced_rule, {"buyers.cloud.foresight_weeks=52"}));
  const auto agents = world.population();
  const auto book = world.rule_book();
  for (const BuyerId b : Rows<BuyerId>(agents.buyers.size())) {
    if (agents.buyers.jurisdiction[b] == world.place("CN")) continue;
    EXPECT_EQ(buys_ahead(agents, world.catalogue, book.in_week(10), b, 10, world.calendar.date_of(10)), 0);
  }
}

TEST(BuysAhead, NotWithoutRules) {
  const OneBuyer world;
  const auto book = world.rule_book();
  for (Week week = 0; week < world.calendar.weeks(); ++week) {
    EXPECT_EQ(
        buys_ahead(world.agents, world.catalogue, book.in_week(week), world.buyer, week, world.calendar.date_of(week)),
        0);
  }
}

TEST(BuysAhead, OfRulesItExpectsByTheShareOfItsForesightThatItBelievesIn) {
  const OneBuyer world("0", "", {"buyers.lab.expects_rules={2023-01-02: 0, 2023-12-25: 1}"});
  const auto book = world.rule_book();
  const auto ahead = [&](Week week) {
    return buys_ahead(world.agents, world.catalogue, book.in_week(week), world.buyer, week,
                      world.calendar.date_of(week));
  };
  EXPECT_EQ(ahead(0), 0);
  EXPECT_EQ(ahead(51), 13);
}

}  // namespace
}  // namespace entrepot::submodels
