#include "entrepot/experiment/headlines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace entrepot::experiment {
namespace {

using testing::ElementsAre;

/// A run with one headline result, `x`, of replicates 0, 1 ...
Headlines run_with(std::vector<double> values) {
  Headlines run;
  run.scenario = "baseline";
  run.seed = 1;
  run.start = Date::of(2023, 1, 2);
  run.weeks = 104;
  run.confidence = 0.9;
  run.replicates.resize(values.size());
  std::iota(run.replicates.begin(), run.replicates.end(), 0);
  run.headlines = {headline_of("x", "units", run.replicates, std::move(values), run.confidence)};
  return run;
}

Change change_between(const std::vector<double>& before, const std::vector<double>& after, double margin = 0.02) {
  return diff_headlines(run_with(before), run_with(after), margin).changes.at(0).change;
}

TEST(HeadlineDiffs, TellNoiseFromChange) {
  const std::vector<double> before{100, 101, 102, 103};
  EXPECT_EQ(change_between(before, before), Change::identical);
  EXPECT_EQ(change_between(before, {100.1, 100.9, 102.1, 102.9}), Change::unchanged);
  EXPECT_EQ(change_between(before, {100.1, 100.9, 102.1, 102.9}, 0.0001), Change::inconclusive);
  EXPECT_EQ(change_between(before, {105, 106.1, 107, 107.9}), Change::changed);
  EXPECT_EQ(change_between({1}, {3}), Change::inconclusive) << "one pair has no interval";
  EXPECT_EQ(change_between({NAN, NAN}, {NAN, NAN}), Change::identical);
}

TEST(HeadlineDiffs, PairReplicatesByNumber) {
  auto after = run_with({111, 112, 113});
  after.replicates = {1, 2, 9};
  const auto found = diff_headlines(run_with({100, 101, 102, 103}), after, 0.02);
  EXPECT_TRUE(found.paired);
  EXPECT_EQ(found.replicates_before, 2U);
  EXPECT_DOUBLE_EQ(found.changes[0].before, 101.5);
  EXPECT_DOUBLE_EQ(found.changes[0].difference, 10);
  EXPECT_THAT(found.notes, ElementsAre("2 replicates are in both; the others are left out."));
}

TEST(HeadlineDiffs, OfRunsWithoutValuesAreUnpaired) {
  auto before = run_with({100, 101, 102, 103});
  const auto paired = diff_headlines(before, run_with({110, 111, 112, 113}), 0.02);
  before.headlines[0].values.clear();
  const auto unpaired = diff_headlines(before, run_with({110, 111, 112, 113}), 0.02);
  EXPECT_FALSE(unpaired.paired);
  EXPECT_NEAR(unpaired.changes[0].difference, paired.changes[0].difference, 1e-12);
  EXPECT_LT(unpaired.changes[0].low, paired.changes[0].low);
  EXPECT_EQ(diff_headlines(before, run_with({100, 101, 102, 103}), 0.02).changes[0].change, Change::identical)
      << "equal hashes";
}

TEST(HeadlineDiffs, OfOtherWeeksAreInconclusive) {
  auto after = run_with({900, 901, 902});
  after.weeks = 105;
  EXPECT_EQ(diff_headlines(run_with({100, 101, 102}), after, 0.02).changes[0].change, Change::inconclusive);
}

TEST(Headlines, HashAllUndefinedValuesAlike) {
  const std::vector<std::int64_t> numbers{0, 1};
  const auto hash = [&](std::vector<double> values) {
    return headline_of("x", "1", numbers, std::move(values), 0.9).hash;
  };
  EXPECT_EQ(hash({1, NAN}), hash({1, -NAN}));
  EXPECT_NE(hash({1, NAN}), hash({NAN, 1}));
}

}  // namespace
}  // namespace entrepot::experiment
