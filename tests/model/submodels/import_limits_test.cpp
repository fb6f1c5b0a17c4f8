#include "entrepot/model/submodels/import_limits.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace entrepot::submodels {
namespace {

using policy::ImportLimit;

ImportTerms terms_of(std::initializer_list<ImportLimit> limits, double rank = 0.5) {
  ImportTerms terms;
  for (const auto& limit : limits) add_limit(terms, limit, rank);
  return terms;
}

TEST(ImportTerms, AreFreeWithoutALimit) {
  const auto terms = terms_of({});
  EXPECT_FALSE(terms.barred);
  EXPECT_FALSE(terms.decided_by_order());
  EXPECT_DOUBLE_EQ(terms.approval, 1);
  EXPECT_DOUBLE_EQ(terms.quota_share, 1);
  EXPECT_FALSE(terms_of({ImportLimit{}}).decided_by_order());  // a rule that only checks ports
}

TEST(ImportTerms, BarWhatIsRefusedEntirely) {
  EXPECT_TRUE(terms_of({{.refused_share = 1}}).barred);
  EXPECT_TRUE(terms_of({{.approval = 0}}).barred);
  EXPECT_FALSE(terms_of({{.refused_share = 0.9}}).barred);
}

TEST(ImportTerms, BarBuyersThatFollowGuidanceAndMoreOfThemAtAHigherShare) {
  EXPECT_FALSE(terms_of({{.guidance = 0.4}}, 0.5).barred);
  EXPECT_TRUE(terms_of({{.guidance = 0.6}}, 0.5).barred);
  EXPECT_TRUE(terms_of({{.guidance = 0.8}}, 0.5).barred);
  EXPECT_FALSE(terms_of({{.guidance = 0.4}, {.guidance = 0.3}}, 0.5).barred);  // the same buyers follow both
}

TEST(ImportTerms, NeedEveryApprovalAndWaitForTheSlowest) {
  // Approved by one office with 0.5; the other approves 0.8, and customs refuse a quarter: 0.5 x 0.8 x 0.75 = 0.3.
  const auto terms = terms_of({{.approval = 0.5, .approval_weeks = 8}, {.refused_share = 0.25, .approval = 0.8}});
  EXPECT_DOUBLE_EQ(terms.approval, 0.3);
  EXPECT_DOUBLE_EQ(terms.weeks, 8);
  EXPECT_TRUE(terms.decided_by_order());
}

TEST(ImportTerms, TakeTheLowestQuota) {
  EXPECT_DOUBLE_EQ(terms_of({{.quota_share = 0.5}, {.quota_share = 0.2}}).quota_share, 0.2);
}

TEST(QuotaLeft, AllowsForeignComputeUpToItsShareOfAllThatIsBought) {
  // 80 at home allow 20 abroad: 20 of 100. Of these, 15 have been bought.
  EXPECT_DOUBLE_EQ(quota_left(0.2, 80, 0), 20);
  EXPECT_DOUBLE_EQ(quota_left(0.2, 80, 15), 5);
  EXPECT_DOUBLE_EQ(quota_left(0.2, 80, 40), 0);
  EXPECT_DOUBLE_EQ(quota_left(0.2, 0, 0), 0);  // domestic parts first
  EXPECT_DOUBLE_EQ(quota_left(0, 80, 0), 0);
  EXPECT_TRUE(std::isinf(quota_left(1, 0, 1000)));
}

}  // namespace
}  // namespace entrepot::submodels
