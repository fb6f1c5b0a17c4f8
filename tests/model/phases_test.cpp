// What phases declare that they change, against what changes.
#include "entrepot/model/phases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "entrepot/model/replicate.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

using Tables = std::map<std::string, std::vector<std::byte>>;  // contents by name

Tables tables_of(const Replicate& run, const WeekContext& week) {
  Tables tables{{"messages", packed(week.messages)}, {"record", packed(run.record())}};
  for_each_field<world::State>(
      [&](const auto& part) { tables[std::string(part.name)] = packed(run.state().*(part.member)); });
  return tables;
}

using Changes = std::map<std::string, std::set<std::string>>;  // tables by phase

void add_changes(const testing::World& world, Changes& changes) {
  Replicate run(world.setting, 0);
  while (run.next_week() < world.setting.calendar.weeks()) {
    WeekContext week = run.open(run.next_week());
    Tables before = tables_of(run, week);
    for (const Phase& phase : week_phases()) {
      phase.run(week);
      Tables after = tables_of(run, week);
      for (const auto& [name, bytes] : after) {
        if (bytes != before[name]) changes[std::string(phase.name)].insert(name);
      }
      before = std::move(after);
    }
  }
}

// The compiler sees to it that a phase changes no table that it does not declare. That it changes each of those in some
// scenario is seen here. The ledger shows in the tables that it audits.
TEST(Phases, ChangeEveryTableThatTheyDeclare) {
  Changes changes;
  auto settings = testing::small_baseline();
  settings.insert(settings.end(),
                  {"calendar.end=2026-06-30", "demand.service_life_weeks=60", "enforcement.investigators=1000",
                   "enforcement.end_use_checks_per_year=15000", "entry.return_share=1", "entry.return_lag_weeks=4",
                   "resale.offered_share=0.3", "resale.offer_age_weeks=26",
                   "rules.listed={instrument: entity_list, effective: 2024-01-01, buyers: [china_enterprises], "
                   "share: 0.5, source: test, grade: C}",
                   "rules.brief={instrument: licence_requirement, effective: 2024-01-01, ends: 2024-02-01, "
                   "destinations: [SG, MY], tpp: 4800, review: case_by_case, source: test, grade: C}"});
  add_changes(*testing::shipped("revenue-share-15.yaml", settings), changes);
  add_changes(
      *testing::shipped("benchmark/small-lots.yaml", {"calendar.end=2024-03-01", "retail_markets.cards.buyers=500",
                                                      "retail_markets.cards.traders=10"}),
      changes);
  for (const Phase& phase : week_phases()) {
    std::set<std::string> declared(phase.writes.begin(), phase.writes.end());
    declared.erase("ledger");
    EXPECT_EQ(changes[std::string(phase.name)], declared) << phase.name;
  }
}

}  // namespace
}  // namespace entrepot::model
