// The scenario that `entrepot new` writes.

#include "cli/new_scenario.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entrepot::cli {
namespace {

using testing::HasSubstr;

scenario::Scenario run_between(const char* start, const char* end) {
  scenario::Scenario base;
  base.calendar.start = *Date::parse(start);
  base.calendar.end = *Date::parse(end);
  return base;
}

std::string text_for(const scenario::Scenario& base, const NewScenario& names = {"mine.yaml", "baseline", "b.yaml"}) {
  return new_scenario_text(names, base);
}

TEST(NewScenario, TheRuleBeginsOnTheFirstMondayOfTheLastYear) {
  EXPECT_THAT(text_for(run_between("2022-10-03", "2026-12-31")), HasSubstr("effective: 2026-01-05\n"));
  EXPECT_THAT(text_for(run_between("2022-10-03", "2028-12-31")), HasSubstr("effective: 2028-01-03\n"));
}

TEST(NewScenario, InAShortRunItBeginsWithTheRun) {
  EXPECT_THAT(text_for(run_between("2024-02-01", "2024-12-31")), HasSubstr("effective: 2024-02-01\n"));
  EXPECT_THAT(text_for(run_between("2022-10-03", "2023-01-01")), HasSubstr("effective: 2022-10-03\n"));
}

TEST(NewScenario, ItsRuleHasANameOfItsOwn) {
  auto base = run_between("2022-10-03", "2026-12-31");
  EXPECT_THAT(text_for(base), HasSubstr("\n  more_checks:\n"));
  base.rules["more_checks"];
  EXPECT_THAT(text_for(base), HasSubstr("\n  more_checks_2:\n"));
}

TEST(NewScenario, PlacesAreThoseOfTheExtendedScenario) {
  auto base = run_between("2022-10-03", "2026-12-31");
  base.jurisdictions["XA"];
  EXPECT_THAT(text_for(base), HasSubstr("hubs: [XA]"));
  base.jurisdictions["SG"];
  EXPECT_THAT(text_for(base), HasSubstr("hubs: [SG]"));
}

TEST(NewScenario, NamesAreQuotedWhereNeeded) {
  const auto text = text_for(run_between("2022-10-03", "2026-12-31"), {"it's mine.yaml", "a b.yaml", "a b: c.yaml"});
  EXPECT_THAT(text, HasSubstr("\nextends: \"a b: c.yaml\"\n"));
  EXPECT_THAT(text, HasSubstr("entrepot compare 'a b.yaml' 'it'\\''s mine.yaml' -n 4"));
  EXPECT_THAT(text, HasSubstr("\ntitle: \"it's mine: "));
}

}  // namespace
}  // namespace entrepot::cli
