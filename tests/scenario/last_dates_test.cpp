// Figures that end long before the run.

#include "entrepot/scenario/last_dates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// `PATH DATE` of each held figure of the minimal scenario with settings over it.
std::vector<std::string> held(const std::vector<std::string>& settings) {
  std::vector<std::string> texts;
  for (const auto& figure : sample::load(settings).held) texts.push_back(figure.path + " " + figure.last.iso());
  return texts;
}

// The line's capacity ends on 2024-07-01; 27 weeks later is 2025-01-06.
TEST(LastDates, PathIsHeldAfterHalfAYear) {
  EXPECT_THAT(held({"calendar.end=2025-01-05"}), IsEmpty());
  EXPECT_THAT(held({"calendar.end=2025-01-06"}), ElementsAre("lines.cowos.capacity 2024-07-01"));
  EXPECT_THAT(held({"lines.cowos.capacity={value: {2023-01-01: 1, 2024-01-01: 2}, source: press}"}),
              ElementsAre("lines.cowos.capacity 2024-01-01"));
}

TEST(LastDates, PathThatEndsAtZeroHasComeToItsEnd) {
  EXPECT_THAT(held({"lines.cowos.capacity={2023-01-01: 1000, 2024-01-01: 0}"}), IsEmpty());
}

TEST(LastDates, ConstantAndPathOfOneDateDoNotCount) {
  EXPECT_THAT(held({"lines.cowos.capacity=1000"}), IsEmpty());
  EXPECT_THAT(held({"lines.cowos.capacity={2023-01-01: 1000}", "calendar.end=2026-12-31"}), IsEmpty());
}

TEST(LastDates, PathOfAnInstrumentCounts) {
  EXPECT_THAT(held({"lines.cowos.capacity=1", "rules.duty.path={2023-06-01: 5, 2024-02-01: 6}"}),
              ElementsAre("rules.duty.path 2024-02-01"));
}

const std::vector<std::string> long_run{"lines.cowos.capacity=1", "calendar.end=2026-12-31"};

std::vector<std::string> held_in_long_run(std::vector<std::string> settings) {
  settings.insert(settings.begin(), long_run.begin(), long_run.end());
  return held(settings);
}

constexpr const char* new_part = "={line: cowos, tpp: 1, list_price: 1, h100e: 1, release: ";

// All products of a world without news were released before the run.
TEST(LastDates, NewestProductIsHeldAfterTwoYears) {
  const auto product = [](const char* name, const char* date) {
    return std::string("products.") + name + new_part + date + "}";
  };
  EXPECT_THAT(held_in_long_run({}), IsEmpty());
  EXPECT_THAT(held_in_long_run({product("B", "2024-01-01")}), IsEmpty());
  EXPECT_THAT(held_in_long_run({product("B", "2024-01-01"), product("C", "2024-06-01")}),
              ElementsAre("products.C.release 2024-06-01"));
  EXPECT_THAT(held_in_long_run({product("B", "2024-01-01"), product("C", "2025-06-01")}), IsEmpty());
}

TEST(LastDates, LastRuleCountsByItsLastDate) {
  const std::string second = "rules.second={instrument: levy, rate: 0.1, effective: 2024-01-01}";
  EXPECT_THAT(held_in_long_run({second}), ElementsAre("rules.second 2024-01-01"));
  EXPECT_THAT(held_in_long_run({second, "rules.duty.ends=2026-09-01"}), IsEmpty());
}

TEST(LastDates, OneWarningNamesThemAll) {
  const auto warnings = sample::load({"calendar.end=2026-12-31", "calendar.start=2023-01-02",
                                      "rules.second={instrument: levy, rate: 0.1, effective: 2024-03-01}"})
                            .warnings;
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_THAT(warnings[0],
              HasSubstr("warning: calendar.end: figures end before the run does (2026-12-31): 1 path (lines 1), the "
                        "first on 2024-07-01; the last rule on 2024-03-01; later values are the last ones held, not "
                        "an outlook"));
}

}  // namespace
}  // namespace entrepot::scenario
