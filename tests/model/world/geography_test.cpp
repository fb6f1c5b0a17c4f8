#include "entrepot/model/world/geography.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "entrepot/core/error.hpp"

namespace entrepot::world {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A graph by hand: places, which of them are hubs, and one-way lanes of one week each.
struct Graph {
  scenario::Scenario scenario{};
  Graph(std::initializer_list<const char*> hubs, std::initializer_list<const char*> others) {
    for (const char* hub : hubs) scenario.jurisdictions[hub].hub = true;
    for (const char* other : others) scenario.jurisdictions[other].hub = false;
    scenario.routing = {.alternatives = 10, .noise = 0, .maximum_legs = 3};
  }
  Graph& lane(const char* from, const char* to, double cost, std::int64_t weeks = 1) {
    scenario.lanes[fmt::format("{:03}", scenario.lanes.size())] = {.between = {},
                                                                   .from = {from},
                                                                   .to = {to},
                                                                   .mode = scenario::LaneMode::road,
                                                                   .weeks = weeks,
                                                                   .cost = cost,
                                                                   .inspection_factor = 1,
                                                                   .capacity = 1e9};
    return *this;
  }
};

/// Hubs A, B and C, the destination D, and E that is no hub.
Graph example() {
  Graph graph({"A", "B", "C"}, {"D", "E"});
  graph.lane("A", "D", 100).lane("A", "B", 10).lane("B", "D", 20).lane("A", "C", 5).lane("C", "B", 5);
  graph.lane("C", "D", 50).lane("B", "A", 1).lane("A", "A", 2).lane("A", "E", 1).lane("E", "D", 1);
  return graph;
}

/// A route as the places it goes by.
std::string path_of(const Geography& geography, RouteId id) {
  const auto& route = geography.route(id);
  std::string path = geography.jurisdictions().names[geography.lane(route.legs.front()).from.row()];
  for (const LaneId leg : route.legs) path += geography.jurisdictions().names[geography.lane(leg).to.row()];
  return path;
}

std::vector<std::string> paths(const Geography& geography, const char* from, const char* to) {
  std::vector<std::string> all;
  for (const RouteId id : geography.routes(geography.jurisdictions().find(from), geography.jurisdictions().find(to))) {
    all.push_back(path_of(geography, id));
  }
  return all;
}

TEST(RoutesOfHub, AreAllSimpleChainsThroughHubsCheapestFirst) {
  // A-B-D 10 + 20 = 30 in two weeks; A-C-B-D 5 + 5 + 20 = 30 in three; A-C-D 55; A-D 100. E is no hub: A-E-D, at 2,
  // does not exist.
  const Geography geography(example().scenario);
  EXPECT_THAT(paths(geography, "A", "D"), ElementsAre("ABD", "ACBD", "ACD", "AD"));
  const auto& dearest_chain =
      geography.route(geography.routes(geography.jurisdictions().find("A"), geography.jurisdictions().find("D"))[1]);
  EXPECT_EQ(dearest_chain.cost, Money::from_dollars(30));
  EXPECT_EQ(dearest_chain.weeks, 3);
}

TEST(RoutesOfHub, AreOnlyTheKCheapest) {
  auto graph = example();
  graph.scenario.routing.alternatives = 2;
  EXPECT_THAT(paths(Geography(graph.scenario), "A", "D"), ElementsAre("ABD", "ACBD"));
}

TEST(RoutesOfHub, AreNoLongerThanTheLongestChain) {
  auto graph = example();
  graph.scenario.routing.maximum_legs = 2;
  EXPECT_THAT(paths(Geography(graph.scenario), "A", "D"), ElementsAre("ABD", "ACD", "AD"));
  graph.scenario.routing.maximum_legs = 1;
  EXPECT_THAT(paths(Geography(graph.scenario), "A", "D"), ElementsAre("AD"));
}

TEST(RoutesOfHub, AreTransfersForAnEndUserInTheHubItself) {
  // Not A-B-A: goods for the hub's own end users do not leave it and come back.
  EXPECT_THAT(paths(Geography(example().scenario), "A", "A"), ElementsAre("AA"));
}

TEST(RoutesOfHub, KeepParallelLanesApart) {
  auto graph = example();
  graph.lane("A", "D", 25, 2);
  const Geography geography(graph.scenario);
  EXPECT_THAT(paths(geography, "A", "D"), ElementsAre("AD", "ABD", "ACBD", "ACD", "AD"));
}

TEST(RoutesOfHub, VisitNoPlaceTwice) {
  // Five hubs, all joined to each other both ways.
  Graph graph({"A", "B", "C", "D", "E"}, {});
  graph.scenario.routing = {.alternatives = 50, .noise = 0, .maximum_legs = 4};
  graph.scenario.lanes["all"] = {.between = {"A", "B", "C", "D", "E"},
                                 .from = {},
                                 .to = {},
                                 .mode = scenario::LaneMode::road,
                                 .weeks = 1,
                                 .cost = 1,
                                 .inspection_factor = 1,
                                 .capacity = 1e9};
  const Geography geography(graph.scenario);
  // From A to E: 1 direct, 3 by one hub, 3 x 2 by two, 3 x 2 x 1 by three.
  const auto all = paths(geography, "A", "E");
  EXPECT_EQ(all.size(), 16U);
  for (const auto& path : all) EXPECT_EQ(std::set<char>(path.begin(), path.end()).size(), path.size()) << path;
}

TEST(RoutesOfHub, AreNoneWithoutALaneAndNoneFromPlacesWithoutTrade) {
  const Geography geography(example().scenario);
  EXPECT_THAT(paths(geography, "B", "E"), ElementsAre("BAE"));
  EXPECT_THAT(paths(geography, "E", "D"), IsEmpty()) << "nobody keeps goods in E";
  Graph island({"A"}, {"D"});
  EXPECT_THAT(paths(Geography(island.scenario), "A", "D"), IsEmpty());
}

TEST(RoutesOfOrigin, StartAndPassWhereverIntermediariesKeepGoods) {
  auto graph = example();
  graph.scenario.intermediaries["traders"].jurisdiction = {{"E", 1}};
  const Geography geography(graph.scenario);
  EXPECT_TRUE(geography.is_origin(geography.jurisdictions().find("E")));
  EXPECT_FALSE(geography.is_origin(geography.jurisdictions().find("D")));
  EXPECT_THAT(paths(geography, "E", "D"), ElementsAre("ED"));
  EXPECT_EQ(paths(geography, "A", "D").front(), "AED") << "the cheapest, at 2";
}

TEST(RoutesOfOrigin, StartAtTheWarehouseAndNotAtTheSeat) {
  auto graph = example();
  graph.scenario.intermediaries["fronts"].jurisdiction = {{"D", 1}};
  graph.scenario.intermediaries["fronts"].warehouse = {{"E", 1}, {"B", 0}};
  const Geography geography(graph.scenario);
  EXPECT_THAT(paths(geography, "E", "D"), ElementsAre("ED"));
  EXPECT_THAT(paths(geography, "D", "A"), IsEmpty());
}

TEST(OrdinaryLane, IsTheQuickestAndTheCheapestAmongEquals) {
  Graph graph({"A"}, {"D"});
  graph.lane("A", "D", 10, 3).lane("A", "D", 90, 1).lane("A", "D", 80, 1);
  const Geography geography(graph.scenario);
  const LaneId lane = geography.ordinary_lane(geography.jurisdictions().find("A"), geography.jurisdictions().find("D"));
  ASSERT_TRUE(lane.exists());
  EXPECT_EQ(geography.lane(lane).cost, Money::from_dollars(80));
  EXPECT_FALSE(
      geography.ordinary_lane(geography.jurisdictions().find("D"), geography.jurisdictions().find("A")).exists());
}

TEST(JurisdictionsTable, FindsCodesAndCountryGroups) {
  Graph graph({"A", "B"}, {"D"});
  graph.scenario.jurisdictions["A"].groups = {"A:1"};
  graph.scenario.jurisdictions["D"].groups = {"D:4", "D:5"};
  const Geography geography(graph.scenario);
  const auto& places = geography.jurisdictions();
  const Date day = Date::of(2023, 1, 2);
  EXPECT_EQ(places.names[places.find("D").row()], "D");
  EXPECT_THROW((void)places.find("X"), Error);
  EXPECT_EQ(places.matching({"D:5"}, day), JurisdictionSet{1U << places.find("D").row()});
  EXPECT_EQ(places.matching({"A:1", "B"}, day),
            (JurisdictionSet{(1U << places.find("A").row()) | (1U << places.find("B").row())}));
  EXPECT_TRUE(places.matching({}, day).none());
  EXPECT_TRUE(places.matching({"E:1"}, day).none());
}

TEST(JurisdictionsTable, KnowsTheCountryGroupsOfADay) {
  Graph graph({"A"}, {"D"});
  graph.scenario.jurisdictions["A"].groups = {"D:4"};
  graph.scenario.jurisdictions["A"].groups_from = {{Date::of(2026, 7, 10), {"A:5"}}, {Date::of(2028, 1, 1), {}}};
  const Geography geography(graph.scenario);
  const auto& places = geography.jurisdictions();
  const auto in = [&](const char* group, Date day) { return places.matching({group}, day).any(); };
  EXPECT_TRUE(in("D:4", Date::of(2026, 7, 9)));
  EXPECT_FALSE(in("D:4", Date::of(2026, 7, 10)));
  EXPECT_TRUE(in("A:5", Date::of(2027, 12, 31)));
  EXPECT_FALSE(in("A:5", Date::of(2028, 1, 1)));
  EXPECT_TRUE(places.matching({"A"}, Date::of(2028, 1, 1)).any()) << "codes hold on any day";
}

TEST(JurisdictionsTable, KnowsWhatDataCentresCanTake) {
  // 70 MW, a tenth of it for accelerators: 7 MW / 1.4 kW = 5,000 H100e.
  Graph graph({"A"}, {});
  graph.scenario.jurisdictions["A"].data_centre_mw = 70;
  graph.scenario.jurisdictions["A"].ai_share_of_mw = 0.1;
  graph.scenario.observation.kilowatts_per_h100e = 1.4;
  const Geography geography(graph.scenario);
  EXPECT_NEAR(geography.jurisdictions().absorptive_capacity[JurisdictionId{std::size_t{0}}], 5000, 1e-6);
}

TEST(JurisdictionsTable, HasRoomForSixtyFour) {
  Graph graph({}, {});
  for (int j = 0; j < 65; ++j) graph.scenario.jurisdictions[fmt::format("{:02}", j)] = {};
  EXPECT_THROW(Geography{graph.scenario}, Error);
}

}  // namespace
}  // namespace entrepot::world
