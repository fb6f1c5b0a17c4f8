// What becomes public of diversion.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(Charges, NeedAChargeShare) { EXPECT_EQ(total(run_with({"enforcement.charge_share=0"}).alleged_units), 0); }

TEST(Charges, ChangeNothingElse) {
  const auto none = run_with({"enforcement.charge_share=0"});
  const auto all = run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=1"});
  EXPECT_THAT(testing::differences(none, all), ElementsAre("alleged_units", "came_to_light"));
}

TEST(Charges, ComeLaterWithALongerLag) {
  const auto soon = run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=1"});
  const auto late = run_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=30"});
  EXPECT_GT(total(soon.alleged_units), total(late.alleged_units));  // some fall due after the run
}

TEST(Charges, ComeOutInTheWeekThatTheLagGives) {
  const auto world = small_baseline_with({"enforcement.charge_share=1", "enforcement.charge_lag_weeks=3",
                                          "enforcement.charge_lag_spread=0", "enforcement.investigators=3000",
                                          "enforcement.case_weeks=10"});
  std::vector<Units> convicted(static_cast<std::size_t>(world->setting.calendar.weeks()) + 4, 0);
  const auto record = simulate(world->setting, 0, [&](const WeekContext& week) {
    for (const auto& conviction : week.messages.convictions) {
      for (const auto& act : conviction.acts) convicted[static_cast<std::size_t>(week.number) + 4] += act.units;
    }
  });
  for (Week week = 0; week < world->setting.calendar.weeks(); ++week)
    ASSERT_EQ(record.alleged_units(static_cast<std::size_t>(week)), convicted[static_cast<std::size_t>(week)]) << week;
}

}  // namespace
}  // namespace entrepot::model
