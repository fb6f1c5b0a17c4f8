// Scaling the later points of a dated path.

#include "entrepot/scenario/variation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using sample::Folder;
using ::testing::HasSubstr;

/// The minimal scenario with another capacity and spending.
std::string scenario_with(const std::string& capacity, const std::string& spending = "{2023-01-01: 1, 2024-01-01: 2}") {
  std::string text = sample::minimal();
  const auto replace = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("{2023-01-01: 1000, 2024-07-01: 3000}", capacity);
  replace("    budget: 5 MUSD/year\n", "    budget: 5 MUSD/year\n    spending: " + spending + "\n");
  return text;
}

/// A factor on the points of a path after a date, written at line 4, column 5 of a sweep file.
Change scaled_after(const std::string& path, const std::string& factor, const std::string& date) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.text = factor;
  value.mark = {"sweep.yaml", 4, 5};
  return {path, value, true, ScaleStart{*Date::parse(date), {"sweep.yaml", 4, 40}}};
}

LoadedScenario varied(const std::string& text, const std::vector<Change>& changes) {
  const Folder folder;
  folder.write("base.yaml", text);
  Diagnostics diagnostics;
  const ScenarioBase base(folder.path("base.yaml"), Tree(folder.path("base.yaml")), sample::instruments(), diagnostics);
  return base.with(changes);
}

std::string refusal_of(const std::string& text, const Change& change) {
  try {
    (void)varied(text, {change});
    return "";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

Series capacity_of(const LoadedScenario& loaded) { return loaded.scenario.lines.at("cowos").capacity; }

double at(const Series& series, const char* date) { return series.at(*Date::parse(date)); }

constexpr const char* capacity = "lines.cowos.capacity";
// On 16 January, 2500.
constexpr const char* four_points = "{2023-01-01: 1000, 2023-01-11: 2000, 2023-01-21: 3000, 2023-01-31: 5000}";

TEST(ScaledPath, KeepsThePastAndScalesTheLaterPoints) {
  const auto path = capacity_of(varied(scenario_with(four_points), {scaled_after(capacity, "2", "2023-01-16")}));
  ASSERT_EQ(path.points().size(), 5U);
  EXPECT_EQ(at(path, "2022-12-01"), 1000);
  EXPECT_EQ(at(path, "2023-01-06"), 1500);
  EXPECT_EQ(at(path, "2023-01-11"), 2000);
  EXPECT_EQ(at(path, "2023-01-13"), 2200) << "between the points around the date";
  EXPECT_EQ(at(path, "2023-01-16"), 2500) << "at the date";
  EXPECT_EQ(at(path, "2023-01-18"), 3900) << "two fifths of the way to the next point, 6000";
  EXPECT_EQ(at(path, "2023-01-21"), 6000);
  EXPECT_EQ(at(path, "2023-01-26"), 8000);
  EXPECT_EQ(at(path, "2025-01-01"), 10000);
}

TEST(ScaledPath, DoesNotScaleAPointOnTheDate) {
  const auto path = capacity_of(varied(scenario_with(four_points), {scaled_after(capacity, "0.5", "2023-01-21")}));
  ASSERT_EQ(path.points().size(), 4U);
  EXPECT_EQ(at(path, "2023-01-21"), 3000);
  EXPECT_EQ(at(path, "2023-01-31"), 2500);
}

TEST(ScaledPath, BeforeItsFirstPointIsConstant) {
  const auto path = capacity_of(varied(scenario_with(four_points), {scaled_after(capacity, "3", "2022-12-22")}));
  EXPECT_EQ(at(path, "2022-12-22"), 1000);
  EXPECT_EQ(at(path, "2022-12-27"), 2000) << "half of the way to 3000";
  EXPECT_EQ(at(path, "2023-01-01"), 3000);
}

TEST(ScaledPath, MayHaveUnitsAndEvidence) {
  const auto loaded =
      varied(scenario_with(four_points, "{value: {2023-01-01: 1 BUSD/year, 2023-01-11: 3000 MUSD/year}, grade: C}"),
             {scaled_after("buyers.labs.spending", "2", "2023-01-06")});
  const auto path = *loaded.scenario.buyers.at("labs").spending;
  EXPECT_EQ(at(path, "2023-01-01"), 1e9);
  EXPECT_EQ(at(path, "2023-01-06"), 2e9);
  EXPECT_EQ(at(path, "2023-01-11"), 6e9);
  ASSERT_EQ(loaded.facts.size(), 1U);
  EXPECT_EQ(loaded.facts.front().grade, "C");
}

TEST(ScaledPath, OfALayerThatContinuesAnotherIsWhole) {
  const Folder folder;
  folder.write("base.yaml", scenario_with(four_points));
  folder.write("later.yaml", "extends: base.yaml\nlines: {cowos: {capacity: {then: {2023-01-20: 4500}}}}\n");
  Diagnostics diagnostics;
  const ScenarioBase base(folder.path("later.yaml"), Tree(folder.path("later.yaml")), sample::instruments(),
                          diagnostics);
  const auto path = capacity_of(base.with(std::vector{scaled_after(capacity, "2", "2023-01-15")}));
  EXPECT_DOUBLE_EQ(at(path, "2023-01-15"), 2000 + 2500 * 4.0 / 9);
  EXPECT_EQ(at(path, "2023-01-20"), 9000);
}

TEST(ScaledPath, ByOneIsTheSamePath) {
  const auto whole = capacity_of(varied(scenario_with(four_points), {}));
  const auto scaled = capacity_of(varied(scenario_with(four_points), {scaled_after(capacity, "1", "2023-01-14")}));
  for (int day = -5; day < 40; ++day) {
    const Date date = *Date::parse("2023-01-01") + day;
    EXPECT_DOUBLE_EQ(scaled.at(date), whole.at(date)) << date.iso();
  }
}

TEST(ScaledPath, IsRefusedAtTheDateOfTheSweepFile) {
  const auto scenario = scenario_with(four_points);
  EXPECT_THAT(refusal_of(scenario, scaled_after(capacity, "2", "2023-01-31")),
              HasSubstr("sweep.yaml:4:40: error: lines.cowos.capacity: no point of 'lines.cowos.capacity' is after "
                        "2023-01-31; the last is on 2023-01-31"));
  EXPECT_THAT(refusal_of(scenario_with("700"), scaled_after(capacity, "2", "2023-01-31")),
              HasSubstr("sweep.yaml:4:40: error: lines.cowos.capacity: 'from' needs a path of dates, and "
                        "'lines.cowos.capacity' is constant; write it as {2023-01-31: 700, 2023-02-01: 700}, or remove "
                        "'from' to scale it always"));
  EXPECT_THAT(refusal_of(scenario, scaled_after("buyers.labs.growth", "2", "2023-01-31")),
              HasSubstr("sweep.yaml:4:40: error: buyers.labs.growth: 'from' needs a path of dates, and "
                        "'buyers.labs.growth' takes none; remove 'from'"));
  EXPECT_THAT(refusal_of(scenario, scaled_after("lines.cowos.capacity.2023-01-21", "2", "2023-01-11")),
              HasSubstr("takes none; remove 'from'"));
  EXPECT_THAT(refusal_of(scenario, scaled_after("lines.cowos.capacty", "2", "2023-01-11")),
              HasSubstr("sweep.yaml:4:5: error: lines.cowos.capacty: there is nothing to scale"));
}

}  // namespace
}  // namespace entrepot::scenario
