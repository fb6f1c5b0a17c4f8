// Evidence as text.

#include "entrepot/report/evidence_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entrepot::report {
namespace {

using scenario::EvidenceRow;
using scenario::Figure;

EvidenceRow row_of(const std::string& value, const std::string& low, const std::string& high, const std::string& unit) {
  EvidenceRow row;
  row.id = "smuggled_2024";
  row.value = value;
  row.low = low;
  row.high = high;
  row.unit = unit;
  row.grade = "B";
  row.source = "CNAS, June 2025";
  row.place = "CN";
  return row;
}

TEST(EvidenceText, FigureHasItsRangeAndItsUnit) {
  EXPECT_EQ(figure_text(row_of("140000", "10000", "500000", "units")), "140,000 (10,000 to 500,000) units");
  EXPECT_EQ(figure_text(row_of("", "0.2", "0.3", "ratio")), "0.2 to 0.3 ratio");
  EXPECT_EQ(figure_text(row_of("2.35", "", "", "USD")), "2.35 USD");
  EXPECT_EQ(figure_text(row_of("2026-08-15", "2026-07-01", "2026-12-31", "date")),
            "2026-08-15 (2026-07-01 to 2026-12-31)");
  EXPECT_EQ(figure_text(row_of("132", "", "", "count")), "132");
  EXPECT_EQ(figure_text(row_of("not law", "", "", "status")), "not law");
}

TEST(EvidenceText, JsonHasNumbersAsNumbers) {
  const auto json = evidence_json(row_of("140000", "", "", "units"));
  EXPECT_EQ(json["value"], 140000);
  EXPECT_TRUE(json["low"].is_null());
  EXPECT_TRUE(json["url"].is_null());
  EXPECT_EQ(evidence_json(row_of("2026-08-15", "", "", "date"))["value"], "2026-08-15");
}

TEST(EvidenceText, LongListsAreCut) {
  const auto row = row_of("1", "", "", "units");
  EXPECT_THAT(evidence_list_text({&row, &row, &row}, 2), testing::HasSubstr("... and 1 more"));
}

TEST(Coverage, CountsCitedRangedAndOtherFigures) {
  const auto coverage = coverage_of({{.path = "a", .value = "1", .where = "f:1:1", .evidence = {"x"}},
                                     {.path = "b", .value = "2", .where = "f:2:1", .range = "1 to 3"},
                                     {.path = "c", .value = "3", .where = "f:3:1", .source = "press"},
                                     {.path = "d", .value = "4", .where = "f:4:1"}});
  EXPECT_EQ(coverage_text(coverage),
            "4 figures\n"
            "  cite evidence:            1 (25%)\n"
            "  judgement with a range:   1 (25%)\n"
            "  neither:                  2 (50%), of which 1 name a source\n"
            "\n"
            "Neither\n"
            "  f:3:1: c (names a source)\n"
            "  f:4:1: d\n");
  EXPECT_EQ(coverage_json(coverage)["neither"].size(), 2U);
}

}  // namespace
}  // namespace entrepot::report
