#include "entrepot/report/summary_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>

#include "entrepot/io/text_table.hpp"
#include "entrepot/results/writer.hpp"
#include "support/baseline.hpp"
#include "support/files.hpp"

namespace entrepot::report {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Text, NumbersAreGrouped) {
  EXPECT_EQ(io::grouped(0), "0");
  EXPECT_EQ(io::grouped(999), "999");
  EXPECT_EQ(io::grouped(1000), "1,000");
  EXPECT_EQ(io::grouped(1234567.891, 2), "1,234,567.89");
  EXPECT_EQ(io::grouped(-123456), "-123,456");
  EXPECT_EQ(io::grouped(999.96, 1), "1,000.0");
  EXPECT_EQ(io::grouped(-0.001, 1), "0.0") << "no minus before a zero";
  EXPECT_EQ(io::grouped(std::numeric_limits<double>::quiet_NaN()), "-");
}

TEST(Text, ParagraphsAreWrapped) {
  EXPECT_EQ(io::wrapped("one two  three\nfour", 9, 2), "  one two\n  three\n  four\n");
  EXPECT_EQ(io::wrapped("a-word-that-is-too-long b", 5), "a-word-that-is-too-long\nb\n");
  EXPECT_EQ(io::wrapped(" \n ", 10), "");
}

TEST(Text, ColumnsAndSignsStandUnderEachOther) {
  io::TextTable table({"Year", "units", "rate"});
  table.add({"2023", "1 ± 2", "-"});
  table.add({"2024", "1,000 ± 200", "0.5"});
  EXPECT_EQ(table.text(),
            "  Year         units   rate\n"
            "  2023       1 ±   2      -\n"
            "  2024   1,000 ± 200    0.5\n");
}

/// Records with figures that can be reckoned by hand.
class SummaryText : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = testing::small_baseline_with({"run.confidence=0.9"}).release(); }
  static void TearDownTestSuite() { delete world_; }

  model::Record record(Units leaked) {
    model::Record record(world_->setting);
    record.agents = 12345;
    const auto week = world_->setting.calendar.week_of(*Date::parse("2023-06-05"));
    record.controlled_sold(week, 0) = 1'000'000;
    record.leaked(week, 0) = leaked;
    record.leaked_by_hub(8, hub("SG")) = leaked / 4;
    record.leaked_by_hub(8, hub("MY")) = leaked / 2;
    record.grey_premium(week) = 0.5;
    record.grey_units_accepted(week) = leaked;
    for (std::size_t month = 4; month < 16; ++month) sell(record, month);
    return record;
  }
  /// USD 100 million a month by nvidia, of which a fifth is billed to Singapore and a hundredth shipped there.
  void sell(model::Record& record, std::size_t month) {
    const std::int64_t million = 100'000'000;  // cents
    record.revenue(month, nvidia(), place("SG"), 0) = 20 * million;
    record.revenue(month, nvidia(), place("US"), 0) = 80 * million;
    record.revenue(month, nvidia(), place("SG"), 1) = 1 * million;
    record.revenue(month, nvidia(), place("US"), 1) = 99 * million;
    record.revenue(month, nvidia(), place("US"), 2) = 100 * million;
  }
  static std::size_t find(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }
  std::size_t nvidia() { return find(world_->setting.catalogue.vendors.names, "nvidia"); }
  std::size_t place(const std::string& code) { return find(world_->setting.geography.jurisdictions().names, code); }
  std::size_t hub(const std::string& code) { return world_->setting.hub_row[JurisdictionId{place(code)}]; }

  std::string text(const std::vector<model::Record>& records, std::size_t planned) {
    results::ResultWriter writer(directory_ / "a.h5", world_->setting, world_->loaded, planned);
    for (std::size_t i = 0; i < records.size(); ++i) writer.write(static_cast<std::uint32_t>(i), records[i]);
    writer.finish({});
    return summary_text(results::ResultFile(directory_ / "a.h5"));
  }

  /// Without the padding of columns.
  static std::string squeezed(const std::string& text) {
    std::string words;
    for (const char c : text) {
      if (c != ' ' || words.empty() || (words.back() != ' ' && words.back() != '\n')) words += c;
    }
    return words;
  }

  static testing::World* world_;
  testing::TemporaryDirectory directory_;
};

testing::World* SummaryText::world_ = nullptr;

TEST_F(SummaryText, HasTheRunAndItsMainResults) {
  const std::string all = squeezed(text({record(10'000), record(12'000), record(14'000)}, 3));
  EXPECT_THAT(all, HasSubstr(world_->loaded.scenario.title));
  EXPECT_THAT(all, HasSubstr("2022-10-03 to 2024-12-31, 118 weeks"));
  EXPECT_THAT(all, HasSubstr("3 of 3, seed 20250131\n"));
  EXPECT_THAT(all, HasSubstr("12,345 in each replicate"));
  // Sample sd 2,000, t(0.95; 2) = 2.919986: 2,000 / sqrt(3) x 2.919986 = 3,371.7.
  EXPECT_THAT(all, HasSubstr("Leakage rate by units, % 1.20 0.86 to 1.54\n"));
  EXPECT_THAT(all, HasSubstr("Units leaked 12,000 8,628 to 15,372\n"));
  EXPECT_THAT(all, HasSubstr("2023 12,000 ± 3,372 0 ± 0 1.20 ± 0.34 50.0 ± 0.0\n"));
  EXPECT_THAT(all, HasSubstr("90% confidence interval of the mean over 3 replicates"));
  EXPECT_THAT(all, HasSubstr("sampling\nnoise between replicates only"));
  EXPECT_THAT(all, HasSubstr("Content hash " + results::ResultFile(directory_ / "a.h5").run().content_hash));
}

TEST_F(SummaryText, HubsStandByTheirShare) {
  const std::string all = squeezed(text({record(10'000), record(12'000)}, 2));
  EXPECT_THAT(all, HasSubstr("\nMY 50.0 ± 0.0 -\nSG 25.0 ± 0.0 -\nAE 0.0 ± 0.0 -\n"));
}

TEST_F(SummaryText, RevenueHasFourViews) {
  const std::string all = squeezed(text({record(10'000), record(12'000)}, 2));
  EXPECT_THAT(all, HasSubstr("\n2024 1,200 ± 0 SG 20.0 ± 0.0 1.0 ± 0.0 0.0 ± 0.0 -\n"));
  EXPECT_THAT(all, Not(HasSubstr("\n2025 "))) << "a fiscal year that the run cuts";
  EXPECT_THAT(all, HasSubstr("amd: the run holds no complete fiscal year with sales."));
}

TEST_F(SummaryText, PartsOfYearsAreMarked) {
  const std::string all = text({record(10'000), record(12'000)}, 2);
  EXPECT_THAT(all, HasSubstr("  2022*"));
  EXPECT_THAT(all, HasSubstr("  2023 "));
  EXPECT_THAT(all, HasSubstr("* part of the year only"));
}

TEST_F(SummaryText, AnInterruptedRunIsMarked) {
  EXPECT_THAT(text({record(10'000), record(12'000)}, 32), HasSubstr("2 of 32, interrupted, seed"));
}

TEST_F(SummaryText, OneReplicateHasNoInterval) {
  const std::string all = text({record(10'000)}, 1);
  EXPECT_THAT(all, AllOf(HasSubstr("One replicate gives no interval"), Not(HasSubstr("±"))));
}

TEST_F(SummaryText, NoLineIsLongerThanAHundredColumns) {
  std::istringstream lines(text({record(10'000'000), record(12), record(987'654'321)}, 3));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(io::text_width(line), 100U) << line;
    EXPECT_FALSE(line.ends_with(' ')) << line;
  }
}

}  // namespace
}  // namespace entrepot::report
