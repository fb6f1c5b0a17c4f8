// The evidence register, and citations of it.

#include "entrepot/scenario/evidence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entrepot/scenario/load.hpp"
#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* two_rows = R"(evidence:
  penalty_2026:
    {quantity: penalty, place: US, value: 2.5, low: 2, high: 4, unit: MUSD, from: 2026-01-01, until: 2026-12-31,
     grade: A, read: direct, source: press release, url: "https://example.org/p", note: civil maximum}
  staff_2025: {quantity: enforcement_staff, place: US, low: 100, high: 150, unit: agents, grade: B, read: second_hand,
               source: annual report}
)";

EvidenceRegister register_of(const std::string& text) {
  const sample::Folder folder;
  folder.write("evidence/rows.yaml", text);
  return read_evidence({folder.path("evidence")});
}

/// The errors of a register with this file, without the folder's name; empty if valid.
std::string register_errors(const std::string& text) {
  const sample::Folder folder;
  folder.write("rows.yaml", text);
  try {
    static_cast<void>(read_evidence({folder.path()}));
    return "";
  } catch (const ScenarioError& error) {
    std::string all = error.what();
    const std::string prefix = folder.path("rows.yaml").parent_path().string() + "/";
    for (auto at = all.find(prefix); at != std::string::npos; at = all.find(prefix)) all.erase(at, prefix.size());
    return all;
  }
}

/// A row of a register with other figures.
std::string row_with(const std::string& figures) {
  return "evidence:\n  a: {quantity: q, place: US, " + figures + ", grade: A, read: direct, source: s}\n";
}

TEST(Evidence, RowKeepsItsFigureItsSourceAndItsPlaceInTheFile) {
  const auto evidence = register_of(two_rows);
  ASSERT_THAT(evidence.ids(), ElementsAre("penalty_2026", "staff_2025"));
  const auto* row = evidence.find("penalty_2026");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->value, "2.5");
  EXPECT_EQ(row->range()->low, 2);
  EXPECT_EQ(row->range()->high, 4);
  EXPECT_EQ(row->from->iso(), "2026-01-01");
  EXPECT_EQ(row->url, "https://example.org/p");
  EXPECT_TRUE(row->seen);
  EXPECT_THAT(place_of(row->mark), HasSubstr("rows.yaml:2:3"));
  EXPECT_EQ(evidence.find("penalty"), nullptr);
}

TEST(Evidence, EveryErrorOfARegisterIsReportedAtItsPlace) {
  EXPECT_EQ(register_errors("evidence:\n"
                            "  a: {quantity: q, place: US, value: 9, low: 2, high: 4, unit: USD, grade: A, read: "
                            "direct, source: s}\n"
                            "  b: {quantity: q, place: US, low: 5, high: 4, unit: USD, grade: D, read: direct, "
                            "source: s, colour: red}\n"
                            "  c: {quantity: q, place: US, value: 2026-02-30, unit: date, grade: A, read: direct, "
                            "source: s}\n"),
            "rows.yaml:2:38: error: evidence.a.value: 9 is outside the range, 2 to 4\n"
            "rows.yaml:3:36: error: evidence.b.low: 5 is above 'high', 4\n"
            "rows.yaml:3:66: error: evidence.b.grade: 'D' is not one of: A, B, C\n"
            "rows.yaml:3:94: error: evidence.b.colour: unknown key 'colour'\n"
            "rows.yaml:4:38: error: evidence.c.value: 2026-02-30 is not a calendar date");
}

TEST(Evidence, FigureMustFitItsUnit) {
  EXPECT_THAT(register_errors(row_with("value: many, unit: units")), HasSubstr("expected a number, found 'many'"));
  EXPECT_THAT(register_errors(row_with("value: 3, unit: date")), HasSubstr("expected a date as YYYY-MM-DD"));
  EXPECT_THAT(register_errors(row_with("value: law, low: 1, high: 2, unit: status")),
              HasSubstr("a status has no range"));
  EXPECT_THAT(register_errors(row_with("unit: USD")), HasSubstr("no figure; expected 'value', or 'low' and 'high'"));
  EXPECT_THAT(register_errors(row_with("low: 3, unit: USD")), HasSubstr("a range needs both 'low' and 'high'"));
  EXPECT_THAT(register_errors(row_with("value: 1, unit: USD, from: 2026-02-01, until: 2026-01-01")),
              HasSubstr("evidence.a.from: 2026-02-01 is after 'until', 2026-01-01"));
  EXPECT_EQ(register_errors(row_with("value: not law, unit: status")), "");
  EXPECT_EQ(register_errors(row_with("value: 2026-08-01, low: 2026-07-01, high: 2026-12-31, unit: date")), "");
}

TEST(Evidence, IdIsUniqueInAllFilesOfARegister) {
  const sample::Folder folder;
  folder.write("a.yaml", two_rows);
  folder.write("b.yaml", row_with("value: 1, unit: USD") +
                             "  staff_2025: {quantity: q, place: US, value: 1, unit: "
                             "USD, grade: A, read: direct, source: s}\n");
  try {
    static_cast<void>(read_evidence({folder.path(), folder.path("./")}));  // one directory, read once
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_THAT(error.what(), HasSubstr("b.yaml:3:3: error: evidence.staff_2025: the id is in use: "));
    EXPECT_THAT(error.what(), HasSubstr("a.yaml:5:3"));
    EXPECT_THAT(error.what(), testing::Not(HasSubstr("\n")));
  }
}

TEST(Evidence, SearchRanksTheIdBeforeTheNote) {
  const auto evidence = register_of(std::string(two_rows) +
                                    "  maximum: {quantity: fine, place: US, value: 1, unit: USD, grade: A, read: "
                                    "direct, source: s}\n");
  std::vector<std::string> found;
  for (const auto* row : evidence.search("maximum")) found.push_back(row->id);
  EXPECT_THAT(found, ElementsAre("maximum", "penalty_2026"));
  EXPECT_THAT(evidence.search("maximum penalty"), SizeIs(1));
  EXPECT_THAT(evidence.search("nothing"), SizeIs(0));
  EXPECT_THAT(evidence.nearest("penalty_2025"), HasSubstr("'penalty_2026'"));
}

/// The minimal scenario with values over it and the register beside it.
struct Cited {
  sample::Folder folder;
  explicit Cited(const std::string& text) {
    folder.write("base.yaml", sample::minimal());
    folder.write("evidence/rows.yaml", two_rows);
    folder.write("case.yaml", "extends: base.yaml\n" + text);
  }
  [[nodiscard]] LoadedScenario load() const { return folder.load("case.yaml"); }
  [[nodiscard]] std::string errors() const { return folder.errors_in("case.yaml"); }
  [[nodiscard]] std::vector<std::string> findings() const {
    const auto loaded = load();
    std::vector<std::string> texts;
    for (const auto& finding : values_out_of_range(loaded.cited_values, loaded.evidence))
      texts.push_back(finding.path + ": " + finding.text);
    return texts;
  }
};

TEST(Citations, OfValuesAndEntriesAreLookedUp) {
  const auto loaded = Cited(
                          "rules: {duty: {cap: {value: 3 MUSD, evidence: penalty_2026, range: [2 MUSD, 5 MUSD]}}}\n"
                          "products: {H100: {evidence: [staff_2025, penalty_2026]}}\n")
                          .load();
  ASSERT_EQ(loaded.evidence.size(), 2U);
  EXPECT_EQ(loaded.evidence[0].id, "penalty_2026");
  ASSERT_EQ(loaded.cited_values.size(), 2U);
  EXPECT_EQ(loaded.cited_values[0].path, "products.H100");
  EXPECT_THAT(loaded.cited_values[0].evidence, ElementsAre("staff_2025", "penalty_2026"));
  const auto& cap = loaded.cited_values[1];
  EXPECT_EQ(cap.path, "rules.duty.cap");
  EXPECT_EQ(cap.number, 3e6);
  EXPECT_EQ(cap.range->low, 2e6);
  EXPECT_EQ(cap.range->high, 5e6);
  EXPECT_EQ(cap.range_text, "2 MUSD to 5 MUSD");
  EXPECT_THAT(cap.where, HasSubstr("case.yaml:2:21"));
}

TEST(Citations, ChangeNoResult) {
  const auto plain = Cited("rules: {duty: {cap: 3 MUSD}}\n").load();
  const auto cited =
      Cited("rules: {duty: {cap: {value: 3 MUSD, evidence: penalty_2026, range: [2, 5 MUSD]}}}\n").load();
  EXPECT_EQ(canonical_form(plain.scenario), canonical_form(cited.scenario));
}

TEST(Citations, UnknownIdIsReportedWithTheNearest) {
  EXPECT_EQ(Cited("rules: {duty: {cap: {value: 3, evidence: [penalty_2025]}, evidence: staf_2025}}\n").errors(),
            "case.yaml:2:43: error: rules.duty.cap.evidence: no evidence 'penalty_2025'; did you mean 'penalty_2026'?\n"
            "case.yaml:2:69: error: rules.duty.evidence: no evidence 'staf_2025'; did you mean 'staff_2025'?");
}

TEST(Citations, RangeMustFitTheValue) {
  EXPECT_THAT(Cited("rules: {duty: {cap: {value: 3, range: [5, 4]}}}\n").errors(),
              HasSubstr("rules.duty.cap.range: the upper bound is below the lower bound"));
  EXPECT_THAT(Cited("rules: {duty: {cap: {value: 3, range: 4}}}\n").errors(),
              HasSubstr("expected [lowest, highest], found '4'"));
  EXPECT_THAT(Cited("rules: {duty: {label: {value: three, range: [1, 2]}}}\n").errors(),
              HasSubstr("only numbers and dates have a range"));
  EXPECT_THAT(Cited("rules: {duty: {rate: {value: 0.5, range: [0.1, 1.5]}}}\n").errors(),
              HasSubstr("1.5 is out of range"));
}

TEST(Citations, NumberOutsideItsRangeIsAFinding) {
  EXPECT_THAT(Cited("rules: {duty: {cap: {value: 6 MUSD, range: [2 MUSD, 5 MUSD]}}}\n").findings(),
              ElementsAre("rules.duty.cap: 6000000 is outside its range, 2000000 to 5000000"));
  EXPECT_THAT(Cited("rules: {duty: {since: {value: 2020-01-01, range: [2021-01-01, 2022-01-01]}}}\n").findings(),
              ElementsAre("rules.duty.since: 2020-01-01 is outside its range, 2021-01-01 to 2022-01-01"));
  EXPECT_THAT(Cited("rules: {duty: {cap: {value: 4 MUSD, range: [2 MUSD, 5 MUSD]}}}\n").findings(), SizeIs(0));
}

// The row is in MUSD, the parameter in USD; the row of staff has another unit, so it is not compared.
TEST(Citations, NumberOutsideTheCitedRowIsAFinding) {
  EXPECT_THAT(Cited("rules: {duty: {cap: {value: 5 MUSD, evidence: [staff_2025, penalty_2026]}}}\n").findings(),
              ElementsAre("rules.duty.cap: 5000000 is outside the cited evidence, 2000000 to 4000000 (penalty_2026)"));
  EXPECT_THAT(Cited("rules: {duty: {cap: {value: 3 MUSD, evidence: [staff_2025, penalty_2026]}}}\n").findings(),
              SizeIs(0));
}

TEST(Evidence, TheShippedRegisterIsValid) {
  const auto evidence = read_evidence({ENTREPOT_SOURCE_DIR "/scenarios/evidence"});
  EXPECT_GT(evidence.rows().size(), 600U);
}

}  // namespace
}  // namespace entrepot::scenario
