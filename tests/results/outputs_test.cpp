#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "entrepot/results/output.hpp"
#include "support/baseline.hpp"

namespace entrepot::results {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// The small baseline from October 2022 to the end of 2024, and records filled by hand.
class Outputs : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = testing::small_baseline_with({}).release(); }
  static void TearDownTestSuite() { delete world_; }

  const model::Setting& setting() { return world_->setting; }

  std::vector<double> take(const std::string& name) {
    for (const auto& output : outputs()) {
      if (output.info.name == name) return as_reals(output.take(axes_, record_));
    }
    ADD_FAILURE() << "no output " << name;
    return {};
  }

  std::size_t month(const std::string& first_day) {
    const auto& days = setting().months.first_days;
    return static_cast<std::size_t>(std::find(days.begin(), days.end(), *Date::parse(first_day)) - days.begin());
  }
  std::size_t week(const std::string& day) {
    return static_cast<std::size_t>(setting().calendar.week_of(*Date::parse(day)));
  }
  std::size_t row(const std::string& axis, const std::string& label) {
    const auto& labels = std::get<std::vector<std::string>>(axes_.dimension(axis).labels);
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
  }
  std::size_t year(const std::string& axis, std::int64_t label) {
    const auto& labels = std::get<std::vector<std::int64_t>>(axes_.dimension(axis).labels);
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
  }
  static std::vector<double> as_reals(const Values& values) {
    return std::visit([](const auto& numbers) { return std::vector<double>(numbers.begin(), numbers.end()); }, values);
  }

  static testing::World* world_;
  Axes axes_{world_->setting};
  model::Record record_{world_->setting};
};

testing::World* Outputs::world_ = nullptr;

TEST_F(Outputs, EveryRowOfTheTableIsComplete) {
  std::set<std::string> names;
  for (const auto& output : outputs()) {
    const auto& info = output.info;
    SCOPED_TRACE(info.name);
    EXPECT_TRUE(names.insert(info.name).second) << "declared twice";
    EXPECT_FALSE(info.unit.empty());
    EXPECT_FALSE(info.long_name.empty());
    EXPECT_TRUE(info.description.ends_with('.'));
  }
}

TEST_F(Outputs, EveryOutputFillsItsDimensionsWithItsType) {
  for (const auto& [info, summarised, take] : outputs()) {
    SCOPED_TRACE(info.name);
    std::size_t cells = 1;
    for (const auto& name : info.dimensions) cells *= axes_.size(name);
    const Values values = take(axes_, record_);
    EXPECT_EQ(std::holds_alternative<std::vector<std::int64_t>>(values), info.type == NumberType::integer);
    EXPECT_EQ(as_reals(values).size(), cells);
  }
}

TEST_F(Outputs, TheReferenceNamesEveryOutputAndAxis) {
  const std::string page = outputs_markdown();
  for (const auto& output : outputs()) EXPECT_THAT(page, HasSubstr("| `" + output.info.name + "` |"));
  for (const auto& axis : axis_infos()) EXPECT_THAT(page, HasSubstr("| `" + axis.name + "` |"));
}

TEST_F(Outputs, AxesHaveTheirLabels) {
  EXPECT_EQ(axes_.dimension("week").unit, "days since 2022-10-03");
  EXPECT_THAT(std::get<std::vector<std::int64_t>>(axes_.dimension("year").labels), ElementsAre(2022, 2023, 2024));
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(axes_.dimension("month").labels).front(), -2);
  EXPECT_EQ(std::get<std::vector<std::string>>(axes_.dimension("place").labels).back(), "pipeline");
  EXPECT_EQ(axes_.size("view"), model::views);
  EXPECT_EQ(axes_.size("path"), model::leak_paths);
  EXPECT_THROW((void)axes_.dimension("planet"), std::out_of_range);
}

TEST_F(Outputs, MoneyIsInDollars) {
  record_.leaked_value(week("2023-05-01")) = 123'45;
  EXPECT_THAT(take("leaked_value"), Contains(123.45));
}

TEST_F(Outputs, PublishedDataAreSeparateFromTrueValues) {
  const std::size_t singapore = row("place", "SG");
  const std::size_t cell = month("2023-05-01") * axes_.size("place") + singapore;
  record_.returns.arrivals(month("2023-05-01"), singapore) = 40;
  record_.returns.imports(month("2023-05-01"), singapore) = 30;
  EXPECT_DOUBLE_EQ(take("arrivals")[cell], 40);
  EXPECT_TRUE(std::isnan(take("observed_imports")[cell])) << "declared, and not out yet";
  record_.published.imports(month("2023-05-01"), singapore) = 30;
  EXPECT_DOUBLE_EQ(take("observed_imports")[cell], 30);
}

TEST_F(Outputs, RatesOfTheRunDivideTotals) {
  record_.controlled_sold(0, 0) = 300;
  record_.controlled_sold(5, 1) = 100;
  record_.leaked(7, 1) = 10;
  record_.controlled_h100e_sold(0) = 50;
  record_.leaked_h100e(7) = 5;
  record_.controlled_value_sold(0) = 1000;
  record_.leaked_value(7) = 20;
  EXPECT_THAT(take("leakage_rate"), ElementsAre(10.0 / 400));
  EXPECT_THAT(take("leakage_rate_h100e"), ElementsAre(0.1));
  EXPECT_THAT(take("leakage_rate_value"), ElementsAre(0.02));
  EXPECT_THAT(take("leaked_units"), ElementsAre(10));
}

TEST_F(Outputs, RatesOfNothingAreMissing) {
  for (const auto* name : {"leakage_rate", "leakage_rate_h100e", "leakage_rate_value", "mean_grey_premium",
                           "hub_leak_share", "annual_leakage_rate", "annual_grey_premium", "hub_revenue_share"}) {
    for (const double value : take(name)) EXPECT_TRUE(std::isnan(value)) << name;
  }
}

TEST_F(Outputs, PremiumIsWeightedByAcceptedUnits) {
  record_.grey_premium(week("2023-01-02")) = 0.5;
  record_.grey_units_accepted(week("2023-01-02")) = 30;
  record_.grey_premium(week("2024-03-04")) = 0.9;
  record_.grey_units_accepted(week("2024-03-04")) = 10;
  EXPECT_THAT(take("mean_grey_premium"), ElementsAre(0.6));
  const auto annual = take("annual_grey_premium");
  EXPECT_TRUE(std::isnan(annual[0]));
  EXPECT_DOUBLE_EQ(annual[1], 0.5);
  EXPECT_DOUBLE_EQ(annual[2], 0.9);
}

TEST_F(Outputs, AWeekBelongsToTheYearInWhichItBegins) {
  record_.leaked(week("2023-01-01"), 0) = 4;  // the week of 26 December 2022
  record_.leaked(week("2023-01-02"), 0) = 9;
  record_.controlled_sold(week("2023-01-02"), 0) = 90;
  EXPECT_THAT(take("annual_leaked_units"), ElementsAre(4, 9, 0));
  EXPECT_DOUBLE_EQ(take("annual_leakage_rate")[1], 0.1);
}

TEST_F(Outputs, RentedComputeIsAShareOfAllRestrictedCompute) {
  record_.rented_h100e(week("2023-06-05")) = 10;
  record_.restricted_stock(week("2023-06-05")) = 30;
  record_.restricted_stock(week("2024-06-03")) = 60;
  EXPECT_THAT(take("access_leakage"), ElementsAre(0.1));
  EXPECT_DOUBLE_EQ(take("annual_access_leakage")[1], 0.25);
  EXPECT_DOUBLE_EQ(take("annual_access_leakage")[2], 0);
  EXPECT_THAT(take("leaked_units"), ElementsAre(0)) << "access is counted apart from chips";
}

TEST_F(Outputs, HubsShareTheLeaksOfTheRun) {
  const std::size_t singapore = row("hub", "SG");
  record_.leaked(0, 0) = 100;
  record_.leaked_by_hub(0, singapore) = 10;
  record_.leaked_by_hub(9, singapore) = 30;
  record_.hub_received(3, singapore) = 80;
  EXPECT_DOUBLE_EQ(take("hub_leak_share")[singapore], 0.4);
  EXPECT_DOUBLE_EQ(take("hub_diversion_rate")[singapore], 0.5);
}

TEST_F(Outputs, FiscalYearsAreNamedAfterTheirEnd) {
  const VendorId nvidia{row("vendor", "nvidia")};  // to the end of January
  const VendorId amd{row("vendor", "amd")};        // the calendar year
  EXPECT_EQ(axes_.fiscal_year_of_month(nvidia, month("2024-01-01")), year("fiscal_year", 2024));
  EXPECT_EQ(axes_.fiscal_year_of_month(nvidia, month("2024-02-01")), year("fiscal_year", 2025));
  EXPECT_EQ(axes_.fiscal_year_of_month(amd, month("2024-12-01")), year("fiscal_year", 2024));
}

TEST_F(Outputs, OnlyFiscalYearsOfTwelveWholeMonthsAreComplete) {
  const VendorId nvidia{row("vendor", "nvidia")};
  const VendorId amd{row("vendor", "amd")};
  EXPECT_FALSE(axes_.fiscal_year_complete(year("fiscal_year", 2023), nvidia));
  EXPECT_TRUE(axes_.fiscal_year_complete(year("fiscal_year", 2024), nvidia));
  EXPECT_FALSE(axes_.fiscal_year_complete(year("fiscal_year", 2025), nvidia));
  EXPECT_FALSE(axes_.fiscal_year_complete(year("fiscal_year", 2022), amd));
  EXPECT_TRUE(axes_.fiscal_year_complete(year("fiscal_year", 2024), amd));
}

TEST(FiscalYears, PartialMonthsOfARunAreIncomplete) {
  // Weeks begin on 9 January: that of 2 January is not in the run.
  const auto late = testing::small_baseline_with({"calendar.start=2023-01-09", "calendar.end=2023-12-31"});
  const Axes axes(late->setting);
  const auto& names = late->setting.catalogue.vendors.names;
  const VendorId amd{static_cast<std::size_t>(std::find(names.begin(), names.end(), "amd") - names.begin())};
  EXPECT_FALSE(axes.fiscal_year_complete(0, amd));

  const auto whole = testing::small_baseline_with({"calendar.start=2023-01-02", "calendar.end=2023-12-31"});
  EXPECT_TRUE(Axes(whole->setting).fiscal_year_complete(0, amd));

  const auto early = testing::small_baseline_with({"calendar.start=2023-01-02", "calendar.end=2023-12-24"});
  EXPECT_FALSE(Axes(early->setting).fiscal_year_complete(0, amd));
}

TEST_F(Outputs, RevenueOfAFiscalYearAddsItsMonthsView) {
  const std::size_t nvidia = row("vendor", "nvidia");
  const std::size_t singapore = row("place", "SG");
  const std::size_t us = row("place", "US");
  record_.revenue(month("2023-02-01"), nvidia, singapore, 0) = 100'00;
  record_.revenue(month("2024-01-01"), nvidia, singapore, 0) = 50'00;
  record_.revenue(month("2024-01-01"), nvidia, us, 0) = 150'00;
  record_.revenue(month("2024-01-01"), nvidia, us, 1) = 300'00;
  record_.revenue(month("2024-02-01"), nvidia, us, 0) = 7'00;  // the next fiscal year

  const std::size_t fy2024 = year("fiscal_year", 2024);
  const std::size_t vendors = axes_.size("vendor");
  EXPECT_DOUBLE_EQ(take("vendor_fiscal_revenue")[fy2024 * vendors + nvidia], 300);
  EXPECT_DOUBLE_EQ(take("vendor_fiscal_revenue")[(fy2024 + 1) * vendors + nvidia], 7);
  const auto revenue = take("fiscal_revenue");
  EXPECT_DOUBLE_EQ(revenue[((fy2024 * vendors + nvidia) * axes_.size("place") + singapore) * model::views], 150);
  const auto shares = take("hub_revenue_share");
  const std::size_t cell = ((fy2024 * vendors + nvidia) * axes_.size("hub") + row("hub", "SG")) * model::views;
  EXPECT_DOUBLE_EQ(shares[cell], 0.5);
  EXPECT_DOUBLE_EQ(shares[cell + 1], 0);
  EXPECT_TRUE(std::isnan(shares[cell + 2])) << "nothing is booked under this view";
}

}  // namespace
}  // namespace entrepot::results
