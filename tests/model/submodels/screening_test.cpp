#include "entrepot/model/submodels/screening.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace entrepot::submodels {
namespace {

scenario::Screening screening() {
  return {.intercept = -4,
          .size = 1.2,
          .age = 1,
          .bill_to_differs = 0.8,
          .watch_list = 1.5,
          .absorption = 1,
          .report_share = 0.2,
          .known_customer_years = 10,
          .flag_threshold = 0.5};
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

TEST(RedFlagScore, OfAnUnremarkableOrderIsTheIntercept) {
  EXPECT_NEAR(red_flag_score({.size = 0, .age_years = 50}, screening()), logistic(-4), 1e-12);
}

TEST(RedFlagScore, AddsUpItsFlagsOnTheLogitScale) {
  // -4 + 1.2 log(1 + 3) + e^-0 + 0.8 + 1.5 + log 2 = -4 + 1.6636 + 1 + 0.8 + 1.5 + 0.6931 = 1.6567.
  const double expected = -4 + 1.2 * std::log(4.0) + 1 + 0.8 + 1.5 + std::log(2.0);
  EXPECT_NEAR(expected, 1.6567, 1e-4);
  EXPECT_NEAR(red_flag_score({3, 0, true, true, 2}, screening()), logistic(expected), 1e-12);
}

TEST(RedFlagScore, RisesWithEachFlagAndFallsWithAge) {
  const OrderFeatures base{.size = 1, .age_years = 2, .absorption = 1.5};
  const double score = red_flag_score(base, screening());
  auto other = base;
  other.size = 2;
  EXPECT_GT(red_flag_score(other, screening()), score);
  other = base;
  other.bill_to_differs = true;
  EXPECT_GT(red_flag_score(other, screening()), score);
  other = base;
  other.watch_listed = true;
  EXPECT_GT(red_flag_score(other, screening()), score);
  other = base;
  other.absorption = 3;
  EXPECT_GT(red_flag_score(other, screening()), score);
  other = base;
  other.age_years = 3;
  EXPECT_LT(red_flag_score(other, screening()), score);
}

TEST(RedFlagScore, TakesNoNoticeOfImportsThatThePlaceCanAbsorb) {
  EXPECT_DOUBLE_EQ(red_flag_score({.age_years = 5, .absorption = 0}, screening()),
                   red_flag_score({.age_years = 5, .absorption = 1}, screening()));
}

TEST(RedFlagScore, StaysInsideZeroAndOne) {
  EXPECT_GT(red_flag_score({.size = 0, .age_years = 200}, screening()), 0);
  EXPECT_LT(red_flag_score({1e6, 0, true, true, 100}, screening()), 1);
}

TEST(RefusalProbability, IsDiligenceTimesScoreAndRisesWithBoth) {
  EXPECT_DOUBLE_EQ(refusal_probability(0.4, 0.5), 0.2);
  EXPECT_DOUBLE_EQ(refusal_probability(0, 0.9), 0);
  for (double score = 0.1; score < 1; score += 0.1) {
    EXPECT_LT(refusal_probability(0.4, score), refusal_probability(0.4, score + 0.05));
    EXPECT_LT(refusal_probability(0.4, score), refusal_probability(0.5, score));
  }
}

TEST(CombinedDiligence, LetsAnOrderPassOnlyIfBothDo) {
  // 1 - 0.8 x 0.75 = 0.4.
  EXPECT_DOUBLE_EQ(combined_diligence(0.2, 0.25), 0.4);
  EXPECT_DOUBLE_EQ(combined_diligence(0, 0.25), 0.25);
  EXPECT_DOUBLE_EQ(combined_diligence(1, 0.25), 1);
  EXPECT_DOUBLE_EQ(combined_diligence(0, 0), 0);
}

}  // namespace
}  // namespace entrepot::submodels
