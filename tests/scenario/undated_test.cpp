// Undated changes: changes outside rules and series, which apply from the first week.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> paths_of(const std::vector<UndatedChange>& changes) {
  std::vector<std::string> paths;
  for (const auto& change : changes) paths.push_back(change.path);
  return paths;
}

/// The paths that are changed without a date by `text` over the minimal scenario.
std::vector<std::string> undated(const std::string& text, const std::vector<std::string>& settings = {}) {
  const sample::Folder folder;
  folder.write("base.yaml", sample::minimal());
  folder.write("case.yaml", "extends: base.yaml\n" + text);
  return paths_of(undated_changes(folder.path("case.yaml"), settings));
}

TEST(Undated, ChangedNumbersAre) {
  EXPECT_THAT(undated("buyers: {labs: {growth: 0.9}}\n"), ElementsAre("buyers.labs.growth"));
  EXPECT_THAT(undated("jurisdictions: {SG: {hub: false, groups: [A5]}}\n"),
              ElementsAre("jurisdictions.SG.groups", "jurisdictions.SG.hub"));
  EXPECT_THAT(undated("lines: {cowos: {capacity: 500}}\n"), testing::Contains("lines.cowos.capacity"))
      << "a constant in place of a series";
  EXPECT_THAT(undated("enforcement: {investigators: 300}\n"), ElementsAre("enforcement.investigators"))
      << "in place of a default";
}

TEST(Undated, DatesRulesAndTheRunAreNot) {
  EXPECT_THAT(undated("title: Other\nrun: {seed: 3, replicates: 4}\ncalendar: {end: 2024-06-30}\n"), IsEmpty());
  EXPECT_THAT(undated("rules: {duty: {rate: 0.3}}\n"), IsEmpty());
  EXPECT_THAT(undated("lines: {cowos: {capacity: {2023-01-01: 1000, 2024-01-01: 9000}}}\n"), IsEmpty());
  EXPECT_THAT(undated("products: {H100: {release: 2023-03-01}}\n"), IsEmpty());
  EXPECT_THAT(undated("buyers: {labs: {growth: {value: 0.5, source: the same figure}}}\n"), IsEmpty());
}

TEST(Undated, ASeriesInPlaceOfAConstantIsNot) {
  const sample::Folder folder;
  folder.write("base.yaml", sample::minimal() + "enforcement: {investigators: {value: 150, source: a count}}\n");
  folder.write("case.yaml", "extends: base.yaml\nenforcement: {investigators: {2023-01-01: 150, 2024-01-01: 300}}\n");
  EXPECT_THAT(undated_changes(folder.path("case.yaml"), {}), IsEmpty());
}

TEST(Undated, AnotherSpellingOfANumberIsNot) {
  EXPECT_THAT(undated("buyers: {labs: {initial_stock: 1e2, growth: 0.50}}\n"), IsEmpty());
  EXPECT_THAT(undated("buyers: {labs: {initial_stock: 1e3}}\n"), ElementsAre("buyers.labs.initial_stock"));
}

TEST(Undated, NewEntriesAreNot) { EXPECT_THAT(undated("vendors: {amd: {home: US, ships_from: US}}\n"), IsEmpty()); }

TEST(Undated, SettingsAre) { EXPECT_THAT(undated("", {"buyers.labs.growth=0.9"}), ElementsAre("buyers.labs.growth")); }

TEST(Undated, ReportTheOldValueAndThePosition) {
  const sample::Folder folder;
  folder.write("base.yaml", sample::minimal());
  folder.write("case.yaml", "extends: base.yaml\nbuyers:\n  labs:\n    growth: 0.9\n");
  const auto changes = undated_changes(folder.path("case.yaml"), {});
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].before, "0.5");
  EXPECT_EQ(changes[0].after, "0.9");
  EXPECT_TRUE(changes[0].where.ends_with("case.yaml:4:13")) << changes[0].where;
}

TEST(Undated, ExcludeAFileThatOnlyCombinesParts) {
  const sample::Folder folder;
  folder.write("part.yaml", "vendors: {nvidia: {home: US, ships_from: US, kyc: 0.1}}\n");
  folder.write("all.yaml", "extends: part.yaml\n" + sample::minimal());
  folder.write("case.yaml", "extends: part.yaml\nvendors: {nvidia: {kyc: 0.2}}\n" +
                                sample::minimal().substr(0, sample::minimal().find("vendors:")) +
                                sample::minimal().substr(sample::minimal().find("lines:")));
  EXPECT_THAT(paths_of(undated_changes(folder.path("case.yaml"), {})), IsEmpty());
}

}  // namespace
}  // namespace entrepot::scenario
