#include "entrepot/analysis/decision/regret.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entrepot/core/error.hpp"
#include "small_runs.hpp"

namespace entrepot::decision {
namespace {

using ::testing::ElementsAre;
using testing::missing;
using testing::table;

TEST(RegretMatrix, IsAgainstTheBestInEachState) {
  //                              state 0  1  2
  const std::vector<double> means{10, 5, 1,   // policy 0
                                  12, 2, 1,   // policy 1
                                  11, 8, 4};  // policy 2
  EXPECT_THAT(regret_matrix(means, 3, 3, Better::less), ElementsAre(0, 3, 0, 2, 0, 0, 1, 6, 3));
  EXPECT_THAT(regret_matrix(means, 3, 3, Better::more), ElementsAre(2, 3, 3, 0, 6, 3, 1, 0, 0));
}

TEST(Regrets, WithoutNoiseAreThoseOfTheMatrixInEveryResample) {
  // Three policies, two states, two replicates that agree.
  const Values values = table({{10, 10}, {5, 5}, {12, 12}, {2, 2}, {11, 11}, {8, 8}});
  const auto found = regrets(Layout::full(3, 2), values, Better::less);
  EXPECT_THAT(found.matrix, ElementsAre(0, 3, 2, 0, 1, 6));
  EXPECT_EQ(found.choice, 1U) << "maxima are 3, 2 and 6";
  EXPECT_EQ(found.survival, 1);
  EXPECT_DOUBLE_EQ(found.policy[0].mean.value, 1.5);
  EXPECT_EQ(found.policy[0].maximum.value, 3);
  EXPECT_DOUBLE_EQ(found.policy[0].quantile.value, 2.7) << "type 7 between 0 and 3";
  EXPECT_EQ(found.policy[2].maximum.low, 6);
  EXPECT_EQ(found.policy[2].maximum.high, 6);
  EXPECT_EQ(found.policy[2].least_maximum, 0);
}

TEST(Regrets, OverStatesCanMissTheWorst) {
  const Values values = table({{0, 0}, {4, 4}, {1, 1}, {0, 0}});
  const auto found = regrets(Layout::full(2, 2), values, Better::less, {.over = Over::runs_and_states});
  EXPECT_EQ(found.policy[0].maximum.value, 4);
  EXPECT_EQ(found.policy[0].maximum.low, 0);
  EXPECT_EQ(found.policy[0].maximum.high, 4);
  EXPECT_EQ(found.choice, 1U);
  // Policy 0 is better only where both draws take state 0: a quarter of resamples.
  EXPECT_NEAR(found.survival, 0.75, 0.05);
}

TEST(Regrets, MeasureTheCertaintyOfTheChoice) {
  // Two policies whose difference changes its sign with the replicate: five ways up, three down.
  const Values values = table({{0, 0, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, -1, -1, -1}});
  const auto found = regrets(Layout::full(2, 1), values, Better::less);
  EXPECT_EQ(found.choice, 0U);
  // Policy 0 is chosen if at least 4 of 8 draws (ties to the first) are of the five: P(X >= 4) = 0.856.
  EXPECT_NEAR(found.survival, 0.856, 0.03);
  EXPECT_NEAR(found.policy[1].mean.value, 0.25, 1e-12);
}

TEST(Regrets, OmitStatesNotRunForAllPolicies) {
  const Values values = table({{1, 1}, {5, 5}, {2, 2}, {missing, missing}});
  const auto found = regrets(Layout::full(2, 2), values, Better::less);
  EXPECT_EQ(found.states_used, 1U);
  EXPECT_EQ(found.policy[1].maximum.value, 1);
  EXPECT_THROW(regrets(Layout::full(2, 1), table({{1, missing}, {missing, 1}}), Better::less), Error);
}

}  // namespace
}  // namespace entrepot::decision
