#include "entrepot/model/submodels/licensing.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace entrepot::submodels {
namespace {

using policy::Review;

scenario::Licensing desk() {
  return {.officer_hours_per_week = 400,
          .hours_per_application = 8,
          .base_weeks = 4,
          .denial_approval = 0.02,
          .case_by_case_approval = 0.5,
          .approval_error = 0.05,
          .scrutiny = 0.5};
}

TEST(WeeklyCapacity, IsHoursOverHoursPerApplication) { EXPECT_DOUBLE_EQ(weekly_capacity(desk()), 50); }

TEST(ApprovalProbability, FollowsTheReviewPolicyForCivilianEndUsers) {
  EXPECT_DOUBLE_EQ(approval_probability(Review::none, false, desk()), 1);
  EXPECT_DOUBLE_EQ(approval_probability(Review::approve, false, desk()), 0.95);  // refused in error: 5 %
  EXPECT_DOUBLE_EQ(approval_probability(Review::case_by_case, false, desk()), 0.5);
  EXPECT_DOUBLE_EQ(approval_probability(Review::presumption_of_denial, false, desk()), 0.02);
  EXPECT_DOUBLE_EQ(approval_probability(Review::deny, false, desk()), 0);
}

TEST(ApprovalProbability, ApprovesMilitaryEndUsersByErrorOnly) {
  EXPECT_DOUBLE_EQ(approval_probability(Review::approve, true, desk()), 0.05);
  EXPECT_DOUBLE_EQ(approval_probability(Review::case_by_case, true, desk()), 0.05);
  EXPECT_DOUBLE_EQ(approval_probability(Review::deny, true, desk()), 0);
}

TEST(ApprovalProbability, IsNeverHigherForAMilitaryEndUserThanForACivilian) {
  // The error cannot exceed the policy's probability of approval: here 2 % under a presumption of denial, not 5 %.
  for (const Review review : {Review::none, Review::approve, Review::case_by_case, Review::presumption_of_denial}) {
    EXPECT_LE(approval_probability(review, true, desk()), approval_probability(review, false, desk()));
  }
  EXPECT_DOUBLE_EQ(approval_probability(Review::presumption_of_denial, true, desk()), 0.02);
}

TEST(ApprovalProbability, NeverRisesWithAStricterReview) {
  double before = 1;
  for (const Review review :
       {Review::none, Review::approve, Review::case_by_case, Review::presumption_of_denial, Review::deny}) {
    for (const bool military : {false, true}) EXPECT_LE(approval_probability(review, military, desk()), before);
    before = approval_probability(review, false, desk());
  }
}

TEST(ExpectedWeeks, IsTheShortestTimeWhileTheDeskKeepsUp) {
  EXPECT_DOUBLE_EQ(expected_weeks(0, desk()), 4);
  // 150 ahead are decided in 150 / 50 = 3 weeks, while the minimum processing time is 4.
  EXPECT_DOUBLE_EQ(expected_weeks(150, desk()), 4);
}

TEST(ExpectedWeeks, IsTheQueueOverTheCapacityOnceThatTakesLonger) {
  // 1,000 ahead at 50 a week: 20 weeks.
  EXPECT_DOUBLE_EQ(expected_weeks(1000, desk()), 20);
}

TEST(ExpectedWeeks, HasNoEndWithoutOfficers) {
  auto nobody = desk();
  nobody.officer_hours_per_week = 0;
  EXPECT_TRUE(std::isinf(expected_weeks(0, nobody)));
  EXPECT_TRUE(std::isinf(expected_weeks(10, nobody)));
}

TEST(CapLeft, IsTheShareOfHomeSalesLessWhatIsLicensed) {
  // Half of 1,001 is 500 whole units, 120 of them used.
  EXPECT_EQ(cap_left(0.5, 1001, 120), 380);
  EXPECT_EQ(cap_left(0.5, 1000, 500), 0);
}

TEST(CapLeft, IsNeverNegative) {
  EXPECT_EQ(cap_left(0.5, 1000, 501), 0);
  EXPECT_EQ(cap_left(0.5, 0, 0), 0);
  EXPECT_EQ(cap_left(0, 1000, 0), 0);
}

TEST(CapLeft, IsExactForSharesThatBinaryFractionsMiss) {
  EXPECT_EQ(cap_left(0.29, 100, 0), 29);  // 0.29 x 100 is 28.999999999999996 in doubles
  EXPECT_EQ(cap_left(0.57, 100, 0), 57);
}

}  // namespace
}  // namespace entrepot::submodels
