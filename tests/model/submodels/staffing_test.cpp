#include "entrepot/model/submodels/staffing.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenario.hpp"

namespace entrepot::submodels {
namespace {

scenario::Enforcement means(const std::vector<std::string>& settings = {}) {
  return testing::small_scenario("", settings).enforcement;
}

const Date any_day{*Date::parse("2024-01-01")};

TEST(AuthorisedAgents, AreAsGivenOrWhatTheBudgetPays) {
  EXPECT_DOUBLE_EQ(authorised_agents(means({"enforcement.investigators=150"}), any_day), 150);
  // 55 million USD, of which six tenths pay agents at 220,000 each.
  const auto paid =
      means({"enforcement.budget=55000000", "enforcement.agents_share=0.6", "enforcement.post_cost=220000"});
  EXPECT_DOUBLE_EQ(authorised_agents(paid, any_day), 150);
  EXPECT_DOUBLE_EQ(authorised_agents(paid, any_day, 11000000), 180) << "a rule adds 11 million USD a year";
}

TEST(NextStaff, FillsPostsAtOnceWithoutAHiringTime) {
  const auto staff = next_staff({.trained = 10}, 150, means());
  EXPECT_DOUBLE_EQ(staff.trained, 150);
  EXPECT_DOUBLE_EQ(staff.work(), 150);
}

TEST(NextStaff, HiresAShareOfTheGapAndTrainsThem) {
  const auto slow = means({"enforcement.hiring_weeks=40", "enforcement.training_weeks=26", "enforcement.attrition=0"});
  const auto staff = next_staff({.trained = 100}, 150, slow);
  EXPECT_DOUBLE_EQ(staff.trained, 100);
  EXPECT_DOUBLE_EQ(staff.in_training, 50 * (1 - std::exp(-1.0 / 40)));
  EXPECT_DOUBLE_EQ(staff.work(), 100 + staff.in_training / 2);
  Staff later{.trained = 100};
  double before = 0;
  for (int week = 0; week < 400; ++week) {
    later = next_staff(later, 150, slow);
    EXPECT_GE(later.work(), before);
    before = later.work();
  }
  EXPECT_NEAR(later.work(), 150, 0.5);
}

TEST(NextStaff, LeavesPostsEmptyWherePeopleLeave) {
  const auto leaving =
      means({"enforcement.hiring_weeks=40", "enforcement.training_weeks=26", "enforcement.attrition=0.2"});
  Staff staff{.trained = 150};
  for (int week = 0; week < 1000; ++week) staff = next_staff(staff, 150, leaving);
  // In balance the gap is filled as people leave: 0.2/52 of the staff a week.
  const double people = staff.trained + staff.in_training;
  EXPECT_NEAR((150 - people * (1 - 0.2 / 52)) * (1 - std::exp(-1.0 / 40)), people * 0.2 / 52, 1e-6);
  EXPECT_LT(people, 150);
}

}  // namespace
}  // namespace entrepot::submodels
