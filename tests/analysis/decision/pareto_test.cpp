#include "entrepot/analysis/decision/pareto.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entrepot/core/error.hpp"
#include "small_runs.hpp"

namespace entrepot::decision {
namespace {

using ::testing::ElementsAre;
using testing::missing;
using testing::table;

TEST(NonDominated, KeepsUndominatedRows) {
  // Leakage (less is better) and revenue (more is better).
  const std::vector<double> means{1, 5,   //
                                  2, 9,   //
                                  2, 7,   // beaten by the second
                                  1, 5,   // the twin of the first
                                  3, 9};  // beaten by the second in leakage alone
  const std::vector<Better> better{Better::less, Better::more};
  EXPECT_THAT(non_dominated(means, better), ElementsAre(1, 1, 0, 1, 0));
  const std::vector<double> unknown{1, missing, 2, 2};
  EXPECT_THAT(non_dominated(unknown, better), ElementsAre(0, 1));
}

TEST(ParetoSet, ReportsDominatingPoliciesAndFrequencies) {
  // Second policy: worse in leakage always, in revenue better in one replicate of three and worse in the mean.
  const std::vector<Values> outputs{table({{1, 1, 1}, {2, 2, 2}}), table({{5, 5, 5}, {6, 4, 4}})};
  const std::vector<Better> better{Better::less, Better::more};
  const auto members = pareto_set(Layout::full(2, 1), outputs, better);
  EXPECT_TRUE(members[0].in_set);
  EXPECT_EQ(members[0].frequency, 1);
  EXPECT_FALSE(members[1].in_set);
  EXPECT_THAT(members[1].dominated_by, ElementsAre(0));
  EXPECT_NEAR(members[1].means[1], 14.0 / 3, 1e-12);
  // In the set where the replicate is drawn at least twice of three: 7 of 27 resamples.
  EXPECT_NEAR(members[1].frequency, 7.0 / 27, 0.04);
}

TEST(ParetoSet, ComparesTheSameRuns) {
  // Without replicate 1, which the second policy lacks, both give the same.
  const std::vector<Values> outputs{table({{1, 9}, {1, missing}}), table({{2, 2}, {2, 2}})};
  const std::vector<Better> better{Better::less, Better::less};
  const auto members = pareto_set(Layout::full(2, 1), outputs, better);
  EXPECT_TRUE(members[0].in_set && members[1].in_set);
  EXPECT_THROW(pareto_set(Layout::full(2, 1), std::span(outputs).first(1), std::span(better).first(1)), Error);
}

}  // namespace
}  // namespace entrepot::decision
