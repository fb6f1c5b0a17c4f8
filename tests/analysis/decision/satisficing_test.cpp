#include "entrepot/analysis/decision/satisficing.hpp"

#include <gtest/gtest.h>

#include "entrepot/core/error.hpp"
#include "small_runs.hpp"

namespace entrepot::decision {
namespace {

using testing::missing;
using testing::table;
using Side = Condition::Side;

TEST(Satisficing, CountsStatesByMeansAndRunsOneByOne) {
  // One policy, two states, two replicates; leakage below 3 and revenue above 10.
  const std::vector<Values> outputs{table({{1, 4}, {4, 4}}), table({{20, 20}, {20, 20}})};
  const std::vector<OutputCondition> conditions{{0, {Side::below, 3}}, {1, {Side::above, 10}}};
  const auto found = satisficing(Layout::full(1, 2), outputs, conditions);
  EXPECT_DOUBLE_EQ(found[0].states.value, 0.5) << "means 2.5 and 4";
  EXPECT_DOUBLE_EQ(found[0].runs.value, 0.25);
  EXPECT_EQ(found[0].runs_known, 4U);
}

TEST(Satisficing, AsksForAllConditionsInTheSameRun) {
  // Each condition holds in half of the runs, both in none; in the mean both hold.
  const std::vector<Values> outputs{table({{0, 4}}), table({{0, 30}})};
  const std::vector<OutputCondition> conditions{{0, {Side::below, 3}}, {1, {Side::above, 10}}};
  const auto found = satisficing(Layout::full(1, 1), outputs, conditions);
  EXPECT_EQ(found[0].runs.value, 0);
  EXPECT_EQ(found[0].states.value, 1);
}

TEST(Satisficing, OmitsRunsWithoutAnOutput) {
  const std::vector<Values> outputs{table({{1, missing, 5}}), table({{1, 1, 1}})};
  const std::vector<OutputCondition> conditions{{0, {Side::below, 3}}};
  const auto found = satisficing(Layout::full(1, 1), outputs, conditions);
  EXPECT_DOUBLE_EQ(found[0].runs.value, 0.5);
  EXPECT_EQ(found[0].runs_known, 2U);
}

TEST(Satisficing, DoesNotClaimCertaintyFromAFewRuns) {
  const std::vector<Values> outputs{table({{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}})};
  const std::vector<OutputCondition> below{{0, {Side::below, 3}}};
  const auto all = satisficing(Layout::full(1, 1), outputs, below);
  EXPECT_EQ(all[0].runs.value, 1);
  EXPECT_NEAR(all[0].runs.low, 0.7411, 1e-4) << "0.05^(1/10)";
  const std::vector<OutputCondition> above{{0, {Side::above, 3}}};
  EXPECT_NEAR(satisficing(Layout::full(1, 1), outputs, above)[0].runs.high, 0.2589, 1e-4);
}

TEST(Satisficing, HasTheBootstrapsInterval) {
  // Half of 100 replicates: the standard error of the share is 0.05.
  Values values{100, {}};
  for (int r = 0; r < 100; ++r) values.of.push_back(r % 2);
  const std::vector<OutputCondition> conditions{{0, {Side::above, 0.5}}};
  const auto found = satisficing(Layout::full(1, 1), std::span(&values, 1), conditions);
  EXPECT_NEAR(found[0].runs.low, 0.5 - 1.645 * 0.05, 0.02);
  EXPECT_NEAR(found[0].runs.high, 0.5 + 1.645 * 0.05, 0.02);
  EXPECT_THROW(satisficing(Layout::full(1, 1), std::span(&values, 1), {}), Error);
}

}  // namespace
}  // namespace entrepot::decision
