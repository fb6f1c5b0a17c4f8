// What becomes public of diversion.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "entrepot/model/phases.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

using ::testing::ElementsAre;
using testing::small_baseline_with;
using testing::total;

Record run_with(const std::vector<std::string>& settings) {
  auto all = settings;
  all.insert(all.end(), {"enforcement.investigators=3000", "enforcement.case_weeks=10"});
  return simulate(small_baseline_with(all)->setting, 0);
}

TEST(Charges, NamesUnitsThatWereDiverted) {
  const auto record = run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=1"});
  EXPECT_GT(total(record.alleged_units), 0);
  EXPECT_LT(total(record.alleged_units), total(record.leaked) + total(record.seized));
}

TEST(Charges, NeedAChargeShareOrAnExposure) {
  EXPECT_EQ(total(run_with({"enforcement.charge_share=0", "enforcement.record_rate=0"}).alleged_units), 0);
}

TEST(Charges, ChangeNothingElse) {
  const auto none = run_with({"enforcement.charge_share=0"});
  const auto all = run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=1"});
  EXPECT_THAT(testing::differences(none, all), ElementsAre("alleged_units", "came_to_light", "public_cases"));
}

TEST(Charges, ComeLaterWithALongerLag) {
  const auto soon = run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=1"});
  const auto late = run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=30"});
  EXPECT_GT(total(soon.alleged_units), total(late.alleged_units));  // some fall due after the run
}

TEST(Charges, ComeOutInTheWeekThatTheLagGives) {
  const auto world = small_baseline_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=3",
                                          "enforcement.charge_lag_spread=0", "enforcement.investigators=3000",
                                          "enforcement.case_weeks=10", "enforcement.record_rate=0"});
  std::vector<Units> convicted(static_cast<std::size_t>(world->setting.calendar.weeks()) + 4, 0);
  const auto record = simulate(world->setting, 0, [&](const WeekContext& week) {
    for (const auto& conviction : week.messages.convictions) {
      for (const auto& act : conviction.acts) convicted[static_cast<std::size_t>(week.number) + 4] += act.units;
    }
  });
  for (Week week = 0; week < world->setting.calendar.weeks(); ++week)
    ASSERT_EQ(record.alleged_units(static_cast<std::size_t>(week)), convicted[static_cast<std::size_t>(week)]) << week;
}

std::int64_t cases(const Record& record, world::Publication how) {
  std::int64_t sum = 0;
  const auto& all = record.public_cases;
  for (std::size_t week = 0; week < all.shape()[0]; ++week)
    for (std::size_t size = 0; size < all.shape()[2]; ++size) sum += all(week, static_cast<std::size_t>(how), size);
  return sum;
}

TEST(Findings, StayOnFileUntilACaseIsProved) {
  const auto world = small_baseline_with(
      {"enforcement.case_success=0", "enforcement.investigators=3000", "enforcement.case_weeks=10"});
  std::vector<int> before;
  const auto record = simulate(world->setting, 0, [&](const WeekContext& week) {
    const auto& findings = week.state.intermediaries.findings;
    before.resize(findings.size());
    for (const IntermediaryId i : Rows<IntermediaryId>(findings.size())) {
      ASSERT_GE(findings[i], before[i.row()]);
      before[i.row()] = findings[i];
    }
  });
  EXPECT_GT(total(record.cases_opened), 0);
  EXPECT_GT(*std::max_element(before.begin(), before.end()), 1);
}

TEST(PublicCases, AreExposuresWhereNobodyIsCharged) {
  const auto record = run_with({"enforcement.charge_share=0", "enforcement.record_rate=2"});
  EXPECT_GT(cases(record, world::Publication::exposure), 0);
  EXPECT_EQ(cases(record, world::Publication::charge), 0);
  EXPECT_GT(total(record.alleged_units), 0);
}

TEST(PublicCases, NameEachUnitOnce) {
  const auto record =
      run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=1", "enforcement.record_rate=20"});
  EXPECT_GT(cases(record, world::Publication::exposure), 0);
  EXPECT_GT(cases(record, world::Publication::charge), 0);
  EXPECT_LE(total(record.alleged_units), total(record.diverted));
  for (std::size_t week = 0; week < record.diverted.values().size(); ++week)
    ASSERT_LE(record.came_to_light(week, 2), record.diverted(week)) << week;
}

TEST(PublicCases, AreLargerWhereProsecutorsLookAtSize) {
  const auto mean_size = [](const char* power) {
    const auto record = run_with({"enforcement.charge_share=0.1", "enforcement.charge_lag_weeks=1",
                                  "enforcement.record_rate=0", std::string("suspicion.size_power=") + power});
    return static_cast<double>(total(record.alleged_units)) /
           static_cast<double>(std::max<std::int64_t>(1, cases(record, world::Publication::charge)));
  };
  EXPECT_GT(mean_size("2"), mean_size("0"));
}

}  // namespace
}  // namespace entrepot::model
