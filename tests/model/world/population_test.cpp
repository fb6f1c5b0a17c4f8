#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "entrepot/model/world/agents.hpp"
#include "support/small_scenario.hpp"

namespace entrepot::world {
namespace {

using ::entrepot::testing::small_scenario;
using ::entrepot::testing::small_world;
using ::entrepot::testing::SmallWorld;

/// All that is drawn for a buyer, for comparison; who it deals with by their stable ids.
struct BuyerFile {
  std::vector<double> numbers;
  std::vector<StableId> partners;
  friend bool operator==(const BuyerFile&, const BuyerFile&) = default;
};

std::map<StableId, BuyerFile> buyer_files(const Agents& agents) {
  std::map<StableId, BuyerFile> files;
  const Buyers& t = agents.buyers;
  for (const BuyerId b : Rows<BuyerId>(t.size())) {
    BuyerFile file;
    file.numbers = {static_cast<double>(t.jurisdiction[b].value),
                    static_cast<double>(t.parent[b].value),
                    static_cast<double>(t.procurement[b]),
                    static_cast<double>(t.centralises[b]),
                    t.initial_target[b],
                    t.log_growth_week[b],
                    t.demand_noise[b],
                    t.willingness_to_pay[b],
                    t.budget[b],
                    static_cast<double>(t.cadence[b]),
                    static_cast<double>(t.phase[b]),
                    static_cast<double>(t.patience[b]),
                    static_cast<double>(t.foresight[b]),
                    t.wrongdoing_cost[b]};
    file.partners = {agents.channels.id[t.channel[b]],
                     agents.intermediaries.id[t.reseller[b].exists() ? t.reseller[b] : IntermediaryId{std::size_t{0}}]};
    for (auto row = t.contact_begin[b.row()]; row < t.contact_begin[b.row() + 1]; ++row) {
      file.partners.push_back(agents.intermediaries.id[t.first_contacts[row]]);
    }
    files[t.id[b]] = file;
  }
  return files;
}

std::map<StableId, std::vector<double>> trader_files(const Agents& agents) {
  std::map<StableId, std::vector<double>> files;
  const Intermediaries& t = agents.intermediaries;
  for (const IntermediaryId i : Rows<IntermediaryId>(t.size())) {
    files[t.id[i]] = {static_cast<double>(t.jurisdiction[i].value),
                      static_cast<double>(t.warehouse[i].value),
                      t.age_years[i],
                      t.plausible_units[i],
                      t.margin[i],
                      t.working_capital[i],
                      t.integrity[i],
                      t.honest_revenue[i],
                      t.risk_aversion[i],
                      t.prior_detection[i]};
    for (const ChannelId c : t.suppliers_of(i)) files[t.id[i]].push_back(static_cast<double>(agents.channels.id[c]));
  }
  return files;
}

TEST(Population, HasTheCountsOfItsGroups) {
  const SmallWorld world(small_scenario());
  const Agents agents = world.population();
  EXPECT_EQ(agents.channels.size(), 3U);
  EXPECT_EQ(agents.intermediaries.size(), 12U);
  EXPECT_EQ(agents.buyers.size(), 36U);
  std::map<std::string, int> counts;
  for (const auto group : agents.buyers.group) ++counts[agents.buyers.group_names[group]];
  EXPECT_EQ(counts["cloud"], 6);
  EXPECT_EQ(counts["lab"], 10);
  EXPECT_EQ(counts["shop"], 20);
}

TEST(Population, StaysInsideTheRangesOfItsParameters) {
  const SmallWorld world(small_scenario());
  const Agents agents = world.population();
  const Buyers& buyers = agents.buyers;
  for (const BuyerId b : Rows<BuyerId>(buyers.size())) {
    EXPECT_GE(buyers.cadence[b], 4);
    EXPECT_LE(buyers.cadence[b], 13);
    EXPECT_LT(buyers.phase[b], buyers.cadence[b]);
    EXPECT_GE(buyers.patience[b], 26);
    EXPECT_LE(buyers.patience[b], 52);
    const bool lab = buyers.group_names[buyers.group[b]] == "lab";
    const std::set<IntermediaryId> contacts(buyers.first_contacts.begin() + buyers.contact_begin[b.row()],
                                            buyers.first_contacts.begin() + buyers.contact_begin[b.row() + 1]);
    EXPECT_EQ(contacts.size(), buyers.contact_begin[b.row() + 1] - buyers.contact_begin[b.row()])
        << "nobody is met twice";
    EXPECT_LE(contacts.size(), lab ? 3U : 0U);
    EXPECT_EQ(contacts.empty(), !lab);
  }
  for (const JurisdictionId home : agents.intermediaries.jurisdiction) {
    EXPECT_TRUE(home == world.place("MY") || home == world.place("SG"));
  }
}

TEST(Population, DrawsResellersWhereTheBuyerIs) {
  const SmallWorld world(small_scenario());
  const Agents agents = world.population();
  int by_reseller = 0;
  for (const BuyerId b : Rows<BuyerId>(agents.buyers.size())) {
    if (agents.buyers.procurement[b] != Procurement::reseller) continue;
    ++by_reseller;
    EXPECT_EQ(agents.intermediaries.jurisdiction[agents.buyers.reseller[b]], agents.buyers.jurisdiction[b]);
  }
  EXPECT_GT(by_reseller, 0);
}

TEST(Population, WeighsComputeByUseAndSoftware) {
  // The cut-down part, for a buyer with 30 % inference: (0.7 x 0.2 + 0.3 x 0.6) x 0.9 = 0.288.
  const SmallWorld world(small_scenario());
  const Agents agents = world.population();
  const BuyerId first{std::size_t{0}};
  EXPECT_NEAR(agents.buyers.effective(first, world.product("cut")), 0.288, 1e-12);
  EXPECT_NEAR(agents.buyers.effective(first, world.product("full")), 1, 1e-12);
}

TEST(Population, IsTheSameForTheSameSeedAndReplicate) {
  const SmallWorld world(small_scenario());
  EXPECT_EQ(buyer_files(world.population()), buyer_files(world.population()));
  EXPECT_EQ(trader_files(world.population()), trader_files(world.population()));
}

TEST(Population, DiffersByReplicateAndBySeedButKeepsItsNames) {
  const SmallWorld world(small_scenario());
  const auto first = buyer_files(world.population(0));
  const auto second = buyer_files(world.population(1));
  EXPECT_NE(first, second);
  EXPECT_NE(first, buyer_files(SmallWorld(small_scenario("", {"run.seed=8"})).population(0)));
  for (const auto& [id, file] : first) EXPECT_TRUE(second.contains(id));
}

TEST(Population, HasNoTwoAgentsOfOneNameInAKind) {
  const SmallWorld world(small_scenario());
  const Agents agents = world.population();
  EXPECT_EQ(std::set<StableId>(agents.buyers.id.begin(), agents.buyers.id.end()).size(), agents.buyers.size());
  EXPECT_EQ(std::set<StableId>(agents.intermediaries.id.begin(), agents.intermediaries.id.end()).size(),
            agents.intermediaries.size());
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, what.size(), by);
}

scenario::Scenario loaded(const std::string& text) {
  return scenario::load_scenario_text(text, "small.yaml", {}, policy::instrument_schemas()).scenario;
}

TEST(Population, DoesNotChangeWhenAGroupIsRenamedAndKeepsItsStream) {
  // The new names sort elsewhere.
  const SmallWorld before(small_scenario());
  auto text = replaced(small_world(), "  lab: {count: 10,", "  zz_laboratory: {stream: lab, count: 10,");
  text = replaced(text, "  traders: {count: 12,", "  a_firm: {stream: traders, count: 12,");
  const SmallWorld after(loaded(text));
  EXPECT_EQ(buyer_files(before.population()), buyer_files(after.population()));
  EXPECT_EQ(trader_files(before.population()), trader_files(after.population()));
  EXPECT_EQ(before.population().buyers.id.cells(), after.population().buyers.id.cells()) << "not even the rows move";
}

TEST(Population, DoesNotChangeWhenTheFileIsReordered) {
  std::string text = small_world();
  const auto shop = text.find("  shop:");
  const std::string line = text.substr(shop);
  text.erase(shop);
  text = replaced(text, "buyers:\n", "buyers:\n" + line);
  const SmallWorld before(small_scenario());
  const SmallWorld after(loaded(text));
  EXPECT_EQ(buyer_files(before.population()), buyer_files(after.population()));
  EXPECT_EQ(before.population().buyers.id.cells(), after.population().buyers.id.cells());
}

TEST(Population, DoesNotMoveOtherBuyersWhenAGroupIsAdded) {
  const auto before = buyer_files(SmallWorld(small_scenario()).population());
  const auto after = buyer_files(
      SmallWorld(small_scenario("  added: {count: 7, segment: research, jurisdiction: US, initial_stock: 1, growth: 0, "
                                "willingness_to_pay: 1, budget: 1}\n"))
          .population());
  EXPECT_EQ(after.size(), before.size() + 7);
  for (const auto& [id, file] : before) EXPECT_EQ(after.at(id), file);
}

TEST(Population, DoesNotMoveItsMembersWhenAGroupGrows) {
  const auto before = buyer_files(SmallWorld(small_scenario()).population());
  const auto after = buyer_files(SmallWorld(small_scenario("", {"buyers.lab.count=15"})).population());
  EXPECT_EQ(after.size(), before.size() + 5);
  for (const auto& [id, file] : before) EXPECT_EQ(after.at(id), file);
}

TEST(Population, MayBeEmpty) {
  const SmallWorld world(
      small_scenario("", {"buyers.lab.count=0", "buyers.cloud.count=0", "buyers.shop.count=0",
                          "intermediaries.traders.count=0", "channel_partners.distributors.count=0"}));
  const Agents agents = world.population();
  EXPECT_EQ(agents.buyers.size(), 0U);
  EXPECT_EQ(agents.intermediaries.size(), 0U);
  EXPECT_EQ(agents.channels.size(), 0U);
}

const std::vector<std::string> on_the_globe{
    "jurisdictions.CN.latitude=31.2",   "jurisdictions.CN.longitude=121.5",  "jurisdictions.MY.latitude=3.1",
    "jurisdictions.MY.longitude=101.7", "jurisdictions.SG.latitude=1.35",    "jurisdictions.SG.longitude=103.8",
    "jurisdictions.US.latitude=37.4",   "jurisdictions.US.longitude=-122.1", "channel_partners.distributors.count=60",
    "intermediaries.traders.count=200"};

/// Share of the suppliers of traders in MY that are in SG, the nearest place with any; the others are in the US.
double share_near(double gravity, const std::string& more = "network.home_km=300") {
  auto settings = on_the_globe;
  settings.push_back(fmt::format("network.gravity={}", gravity));
  settings.push_back(more);
  const SmallWorld world(small_scenario("", settings));
  const Agents agents = world.population();
  int near = 0;
  int all = 0;
  for (const IntermediaryId i : Rows<IntermediaryId>(agents.intermediaries.size())) {
    if (agents.intermediaries.warehouse[i] != world.place("MY")) continue;
    for (const ChannelId c : agents.intermediaries.suppliers_of(i)) {
      near += agents.channels.jurisdiction[c] == world.place("SG") ? 1 : 0;
      ++all;
    }
  }
  return static_cast<double>(near) / all;
}

TEST(Gravity, DrawsSuppliersByDistance) {
  // 317 km to Singapore, 13,700 km to California. The partners' number and size in SG and in the US are about equal.
  const double by_size = share_near(0);
  const double near_odds = by_size / (1 - by_size);
  for (const double gravity : {0.5, 0.9}) {
    const double odds = near_odds * std::pow(13700.0 / 317, gravity);
    EXPECT_NEAR(share_near(gravity), odds / (1 + odds), 0.05) << gravity;
  }
}

TEST(Gravity, CountsNoPlaceAsNearerThanHome) {
  EXPECT_NEAR(share_near(2, "network.home_km=20000"), share_near(0), 1e-12) << "all are as near";
}

TEST(Gravity, OffDrawsAsIfThereWereNoCoordinates) {
  const SmallWorld without(small_scenario());
  const SmallWorld with(small_scenario("", {on_the_globe.begin(), on_the_globe.begin() + 8}));
  EXPECT_EQ(trader_files(without.population()), trader_files(with.population()));
  EXPECT_EQ(buyer_files(without.population()), buyer_files(with.population()));
}

TEST(PlaceShares, PicksInProportionToItsWeights) {
  const SmallWorld world(small_scenario());
  const PlaceShares shares({{"MY", 3}, {"SG", 1}}, world.geography.jurisdictions());
  constexpr int trials = 20000;
  int in_my = 0;
  for (int trial = 0; trial < trials; ++trial) {
    Draws draws(1, 0, static_cast<StableId>(trial), 0, Purpose::search);
    in_my += shares.pick(draws) == world.place("MY") ? 1 : 0;
  }
  // Four standard errors of a share of 3/4.
  EXPECT_NEAR(static_cast<double>(in_my) / trials, 0.75, 4 * std::sqrt(0.75 * 0.25 / trials));
}

TEST(FindContact, IsSomebodyRegisteredInTheHubsOrNobody) {
  const SmallWorld world(small_scenario("", {"intermediaries.traders.jurisdiction=SG"}));
  const Agents agents = world.population();
  Draws draws(1, 0, 1, 0, Purpose::search);
  const PlaceShares in_sg({{"SG", 1}}, world.geography.jurisdictions());
  const PlaceShares in_my({{"MY", 1}}, world.geography.jurisdictions());
  for (int trial = 0; trial < 100; ++trial) {
    EXPECT_EQ(
        agents.intermediaries.jurisdiction[pick_one(agents.intermediaries.registered_in[in_sg.pick(draws)], draws)],
        world.place("SG"));
    EXPECT_FALSE(pick_one(agents.intermediaries.registered_in[in_my.pick(draws)], draws).exists());
  }
}

TEST(WakeCalendar, WakesEachBuyerExactlyEveryCadence) {
  const SmallWorld world(small_scenario("", {"buyers.lab.cadence_weeks={uniform: [1, 63]}", "buyers.lab.count=200"}));
  const Agents agents = world.population();
  const Buyers& buyers = agents.buyers;
  std::vector<BuyerId> acting;
  for (Week week = 0; week < 200; ++week) {
    agents.wake.acting(week, acting);
    const std::set<BuyerId> awake(acting.begin(), acting.end());
    ASSERT_EQ(awake.size(), acting.size()) << "nobody acts twice in a week";
    for (const BuyerId b : Rows<BuyerId>(buyers.size())) {
      ASSERT_EQ(awake.contains(b), (week + buyers.phase[b]) % buyers.cadence[b] == 0);
    }
  }
}

TEST(WakeCalendar, WakesNobodyWithoutBuyers) {
  std::vector<BuyerId> acting{BuyerId{std::size_t{3}}};
  WakeCalendar(Buyers{}).acting(5, acting);
  EXPECT_TRUE(acting.empty());
}

}  // namespace
}  // namespace entrepot::world
