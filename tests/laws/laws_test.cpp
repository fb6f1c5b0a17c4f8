// The laws of docs/explanation/model.md that every build must obey, over several seeds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>

#include "entrepot/model/opening.hpp"
#include "entrepot/model/week_context.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot/results/custody.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

using ::testing::Contains;
using testing::differences;
using ::testing::IsEmpty;
using testing::small_baseline_with;
using testing::total;

constexpr std::uint32_t seeds = 3;

// ---- 1: no rules, no leakage ---------------------------------------------------------------------------------------

TEST(LawOneNoRules, NothingIsControlledSoNothingLeaks) {
  const auto world = small_baseline_with({"rules=~"});
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) {
    const auto record = model::simulate(world->setting, replicate);
    EXPECT_EQ(total(record.leaked), 0);
    EXPECT_EQ(total(record.controlled_sold), 0);
    EXPECT_EQ(total(record.grey_units_asked), 0);
    EXPECT_GT(total(record.sold), 0);
  }
}

// The law would hold for nothing if goods did not leak with the rules in force.
TEST(LawOneNoRules, WithTheRulesSomethingLeaks) {
  const auto world = small_baseline_with({});
  EXPECT_GT(total(model::simulate(world->setting, 0).leaked), 0);
}

// ---- 2: certain detection and full cooperation ---------------------------------------------------------------------

std::vector<std::string> perfect_customs(const scenario::Scenario& scenario) {
  std::vector<std::string> settings;
  for (const auto& [code, place] : scenario.jurisdictions) {
    settings.push_back(
        "jurisdictions." + code +
        ".customs={inspection_rate: 1, transfer_inspection_rate: 1, detection: 1, cooperation: 1, capacity: 1e9}");
  }
  for (const auto& [name, lane] : scenario.lanes) settings.push_back("lanes." + name + ".inspection_factor=1");
  return settings;
}

TEST(LawTwoCertainDetection, NothingReachesARestrictedBuyer) {
  const auto plain = small_baseline_with({});
  const auto world = small_baseline_with(perfect_customs(plain->loaded.scenario));
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) {
    const auto record = model::simulate(world->setting, replicate);
    EXPECT_EQ(total(record.leaked), 0);
    EXPECT_GT(total(record.seized), 0) << "somebody must try before word gets round";
  }
}

// ---- 4: conservation -----------------------------------------------------------------------------------------------

/// The opening of a small world with its books.
struct Opening {
  std::unique_ptr<testing::World> world = small_baseline_with({});
  const model::Setting& setting = world->setting;
  Streams streams{1, 0};
  world::Agents agents = world::sample_population(setting.scenario, setting.calendar, setting.geography.jurisdictions(),
                                                  setting.catalogue, streams);
  model::Ledger ledger{agents, setting.catalogue};
  world::State state = model::opening_state(setting, agents, streams, ledger);

  void audit() { ledger.audit(7, setting.calendar, setting.catalogue, agents, state); }

  [[nodiscard]] std::string violation() {
    try {
      audit();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::ledger_violation);
      return error.what();
    }
    return "";
  }
};

TEST(LawFourConservation, BooksOfTheOpeningBalance) { EXPECT_EQ(Opening().violation(), ""); }

TEST(LawFourConservation, AUnitFromNowhereIsNamedWithAgentWeekAndAmounts) {
  Opening opening;
  auto& in_service = opening.state.buyers.in_service;
  const auto owner = std::find_if(in_service.begin(), in_service.end(), [](FewUnits units) { return units > 0; });
  const auto row = static_cast<std::size_t>(owner - in_service.begin());
  *owner += 1;
  const auto message = opening.violation();
  EXPECT_NE(message.find("2022-11-21 (week 7)"), std::string::npos) << message;
  EXPECT_NE(message.find("buyer " + std::to_string(row) + " (group "), std::string::npos) << message;
  EXPECT_NE(message.find("the tables hold " + std::to_string(*owner)), std::string::npos) << message;
}

TEST(LawFourConservation, AUnitThatTurnsIntoAnotherProductIsNamed) {
  Opening opening;
  opening.state.buyers.in_service_of[ProductId{std::size_t{1}}] += 1;
  const auto message = opening.violation();
  EXPECT_NE(message.find("units of " + opening.setting.catalogue.products.names[1] + " held by all buyers"),
            std::string::npos)
      << message;
}

TEST(LawFourConservation, ACentFromNowhereIsNamed) {
  Opening opening;
  opening.state.intermediaries.margin[IntermediaryId{std::size_t{3}}] += Money{1};
  const auto message = opening.violation();
  EXPECT_NE(message.find("intermediary 3 (group "), std::string::npos) << message;
  EXPECT_NE(message.find("0.01 USD"), std::string::npos) << message;
}

// Every week of every run is audited; here is the identity once more, from what a run leaves behind: what was sold was
// made.
TEST(LawFourConservation, NothingIsSoldThatWasNotMade) {
  const auto world = small_baseline_with({});
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) {
    auto record = model::simulate(world->setting, replicate);
    for (std::size_t p = 0; p < world->setting.catalogue.products.size(); ++p) {
      Units stock = 0;
      for (Week week = 0; week < world->setting.calendar.weeks(); ++week) {
        stock += record.produced(week, p) - record.sold(week, p);
        EXPECT_GE(stock, 0);
      }
    }
  }
}

TEST(LawFourConservation, EveryViewOfRevenueHasTheSameTotal) {
  const auto world = small_baseline_with({});
  auto record = model::simulate(world->setting, 0);
  const std::size_t places = world->setting.geography.jurisdictions().size() + 1;
  for (std::size_t month = 0; month < world->setting.months.first_days.size(); ++month) {
    for (std::size_t v = 0; v < world->setting.catalogue.vendors.size(); ++v) {
      std::int64_t sums[model::views] = {};
      for (std::size_t place = 0; place < places; ++place) {
        for (std::size_t view = 0; view < model::views; ++view) sums[view] += record.revenue(month, v, place, view);
      }
      EXPECT_EQ(sums[0], sums[1]);
      EXPECT_EQ(sums[0], sums[2]);
    }
  }
}

/// Flows of one quarter, vendor and view: by way, by place, and what leaked of them.
struct FlowSums {
  std::vector<std::int64_t> by_way, by_place;
  std::int64_t leaked = 0;
};

FlowSums flow_sums(const model::Record& record, std::size_t quarter, std::size_t vendor, std::size_t view) {
  const auto& shape = record.flow.shape();
  FlowSums sums{std::vector<std::int64_t>(shape[3]), std::vector<std::int64_t>(shape[4])};
  for (std::size_t way = 0; way < shape[3]; ++way) {
    for (std::size_t place = 0; place < shape[4]; ++place) {
      const auto value = record.flow(quarter, vendor, view, way, place);
      const auto leaked = record.leaked_flow(quarter, vendor, view, way, place);
      EXPECT_GE(leaked, 0);
      EXPECT_GE(value, leaked);
      sums.by_way[way] += value;
      sums.by_place[place] += value;
      sums.leaked += leaked;
    }
  }
  return sums;
}

/// Months of a quarter.
std::vector<std::size_t> months_of(const model::Months& months, std::size_t quarter) {
  std::vector<std::size_t> rows;
  for (std::size_t month = 0; month < months.first_days.size(); ++month) {
    if (months.quarter[month] == quarter) rows.push_back(month);
  }
  return rows;
}

/// Revenue of some months by place, in one view.
std::vector<std::int64_t> revenue_by_place(const model::Record& record, const std::vector<std::size_t>& months,
                                           std::size_t vendor, model::View view) {
  std::vector<std::int64_t> sums(record.revenue.shape()[2]);
  for (const std::size_t month : months) {
    for (std::size_t place = 0; place < sums.size(); ++place)
      sums[place] += record.revenue(month, vendor, place, static_cast<std::size_t>(view));
  }
  return sums;
}

void expect_flows_of_revenue(const testing::World& world, const model::Record& record, std::size_t quarter,
                             std::size_t vendor) {
  const auto months = months_of(world.setting.months, quarter);
  std::int64_t leaked = 0;
  for (const std::size_t month : months)
    leaked += record.revenue_by_fate(month, vendor, static_cast<std::size_t>(model::GoodsFate::leaked));
  for (const auto view :
       {model::View::bill_to, model::View::ship_to, model::View::true_destination, model::View::headquarters}) {
    const auto sums = flow_sums(record, quarter, vendor, static_cast<std::size_t>(view));
    // Whatever the view of the way, the end user is the true one.
    EXPECT_EQ(sums.by_place, revenue_by_place(record, months, vendor, model::View::true_destination));
    EXPECT_EQ(sums.leaked, leaked);
    if (view == model::View::true_destination) continue;
    const auto revenue = revenue_by_place(record, months, vendor, view);
    for (std::size_t hub = 0; hub < world.setting.hubs.size(); ++hub)
      EXPECT_EQ(sums.by_way[hub], revenue[world.setting.hubs[hub].row()]);
  }
}

TEST(LawFourConservation, FlowsAddUpToRevenueInEveryView) {
  const auto world = small_baseline_with({});
  const auto record = model::simulate(world->setting, 0);
  for (std::size_t quarter = 0; quarter < world->setting.months.quarter_first_days.size(); ++quarter) {
    for (std::size_t vendor = 0; vendor < world->setting.catalogue.vendors.size(); ++vendor)
      expect_flows_of_revenue(*world, record, quarter, vendor);
  }
}

// ---- 9: the same seed gives the same bits for any number of threads
// --------------------------------------------------

TEST(LawNineReproducible, AnyNumberOfThreadsGivesTheSameBits) {
  const auto world =
      small_baseline_with({"buyers.us_enterprises.count=3000"});  // more than one block of buyers acts in a week
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) {
    std::unique_ptr<model::Record> alone;
    for (const std::size_t threads : {1, 2, 5}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      auto record = std::make_unique<model::Record>(model::simulate(world->setting, replicate));
      if (alone == nullptr) {
        alone = std::move(record);
      } else {
        EXPECT_THAT(differences(*alone, *record), IsEmpty()) << threads << " threads, replicate " << replicate;
      }
    }
  }
}

TEST(LawNineReproducible, AnotherReplicateOrSeedGivesOtherBits) {
  const auto world = small_baseline_with({});
  const auto other = small_baseline_with({"run.seed=2"});
  const auto record = model::simulate(world->setting, 0);
  for (const auto& another : {model::simulate(world->setting, 1), model::simulate(other->setting, 0)}) {
    for (const char* recorded : {"sold", "leaked", "custody", "flow", "leaked_by_route", "acquired", "published"})
      EXPECT_THAT(differences(record, another), Contains(recorded));
  }
}

// ---- 12: names and order of groups
// -----------------------------------------------------------------------------------

/// The scenario with every group of agents under a new name that sorts elsewhere, on its old stream.
scenario::Scenario renamed(scenario::Scenario scenario) {
  const auto rename = [](auto& groups) {
    std::remove_reference_t<decltype(groups)> fresh;
    for (const auto& [name, group] : groups) {
      const std::string other(name.rbegin(), name.rend());
      fresh[other] = group;
      if (group.stream.empty()) fresh[other].stream = name;
    }
    groups = fresh;
  };
  rename(scenario.channel_partners);
  for (auto& [name, group] : scenario.intermediaries)
    for (auto& partner : group.suppliers_from) std::reverse(partner.begin(), partner.end());
  rename(scenario.intermediaries);
  rename(scenario.buyers);
  return scenario;
}

TEST(LawTwelveNames, RenamedGroupsOnTheirOldStreamsChangeNothing) {
  const auto world = small_baseline_with({});
  const auto other = renamed(world->loaded.scenario);
  const model::Setting setting(other);
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) {
    // Groups stand in the order of their streams, so that their rows stay as well.
    const auto before = model::simulate(world->setting, replicate);
    EXPECT_THAT(differences(before, model::simulate(setting, replicate)), IsEmpty());
    EXPECT_FALSE(before.custody.lots().empty());
  }
}

std::vector<std::string> reversed(std::vector<std::string> names) {
  for (auto& name : names) std::reverse(name.begin(), name.end());
  return names;
}

// What is recorded by group is labelled with the names in that order.
TEST(LawTwelveNames, RenamedGroupsKeepTheirRowsInResults) {
  const auto world = small_baseline_with({});
  const auto other = renamed(world->loaded.scenario);
  const model::Setting setting(other);
  const results::Axes before(world->setting);
  const results::Axes after(setting);
  for (const char* axis : {"intermediary_group", "buyer_group"}) {
    const auto names = std::get<std::vector<std::string>>(before.dimension(axis).labels);
    EXPECT_EQ(std::get<std::vector<std::string>>(after.dimension(axis).labels), reversed(names)) << axis;
  }
  for (const auto& column : results::custody_lot_columns()) {
    if (!column.name.ends_with("_group")) continue;
    EXPECT_EQ(column.labels(after), reversed(column.labels(before))) << column.name;
  }
}

TEST(LawTwelveNames, TheOrderOfKeysInTheFileChangesNothing) {
  const auto instruments = policy::instrument_schemas();
  const auto world = small_baseline_with({});
  auto text = world->loaded.resolved_yaml();
  const auto start = text.find("\nbuyers:\n");
  ASSERT_NE(start, std::string::npos);
  // Move the buyers' section in front of everything else.
  auto end = start + 1;
  do {
    end = text.find('\n', end) + 1;
  } while (end < text.size() && text[end] == ' ');
  const auto section = text.substr(start + 1, end - start - 1);
  text.erase(start + 1, end - start - 1);
  const testing::World moved(scenario::load_scenario_text(section + text, "moved", {}, instruments));
  EXPECT_THAT(differences(model::simulate(world->setting, 0), model::simulate(moved.setting, 0)), IsEmpty());
}

}  // namespace
}  // namespace entrepot
