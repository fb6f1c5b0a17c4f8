#include "entrepot/experiment/shapley.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace entrepot::experiment {
namespace {

using ::testing::ElementsAre;

TEST(Shapley, OfTheGloveGame) {
  // Players 0 and 1 have a left glove each, player 2 the only right one; a pair is worth 1: 1/6, 1/6, 2/3.
  const std::vector<double> worth{0, 0, 0, 0, 0, 1, 1, 1};
  const auto values = shapley_values(worth, 3);
  EXPECT_DOUBLE_EQ(values[0], 1.0 / 6);
  EXPECT_DOUBLE_EQ(values[1], 1.0 / 6);
  EXPECT_DOUBLE_EQ(values[2], 4.0 / 6);
  const auto pairs = shapley_interactions(worth, 3);
  // The left gloves are substitutes once the right one is present: (0 of none + -1 of {2}) / 2.
  EXPECT_DOUBLE_EQ(pairs[0 * 3 + 1], -0.5);
  // A left and the right glove are complements unless the other left is present: (1 of none + 0 of {1}) / 2.
  EXPECT_DOUBLE_EQ(pairs[0 * 3 + 2], 0.5);
  EXPECT_DOUBLE_EQ(pairs[2 * 3 + 0], pairs[0 * 3 + 2]);
  EXPECT_DOUBLE_EQ(pairs[0], 0);
}

TEST(Shapley, OfIndependentPlayersIsTheirOwnEffect) {
  const std::vector<double> worth{0, 3, 5, 8};
  EXPECT_THAT(shapley_values(worth, 2), ElementsAre(3, 5));
  EXPECT_THAT(shapley_interactions(worth, 2), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(shapley_values(std::vector<double>{2, 9}, 1), ElementsAre(7));
}

TEST(Shapley, ValuesAddUp) {
  std::vector<double> worth(256);
  for (std::size_t s = 1; s < worth.size(); ++s) worth[s] = static_cast<double>(s * s * 7919 % 1000);
  const auto values = shapley_values(worth, 8);
  EXPECT_NEAR(std::accumulate(values.begin(), values.end(), 0.0), worth[255] - worth[0], 1e-9);
}

TEST(ShapleyCredits, AreOfTheFall) {
  // Output by subset of two rules and replicate: none 100; first 90; second 80; both 75, a little noise in the last.
  const std::vector<std::vector<double>> output{{100, 102}, {90, 92}, {80, 82}, {74, 78}};
  const auto found = credits(output, 2, 0.9);
  EXPECT_EQ(found.replicates, 2U);
  EXPECT_DOUBLE_EQ(found.whole.value, 25);
  EXPECT_DOUBLE_EQ(found.players[0].first.value, 10);
  EXPECT_DOUBLE_EQ(found.players[0].last.value, 5);
  EXPECT_DOUBLE_EQ(found.players[0].value.value, 7.5);
  EXPECT_DOUBLE_EQ(found.players[1].value.value, 17.5);
  EXPECT_DOUBLE_EQ(found.players[0].share.value + found.players[1].share.value, 1);
  EXPECT_DOUBLE_EQ(found.interactions[1].value, -5);
}

TEST(ShapleyCredits, HaveNoSharesWithoutAnEffect) {
  const std::vector<std::vector<double>> output{{10, 10}, {9, 11}};
  EXPECT_TRUE(std::isnan(credits(output, 1, 0.9).players[0].share.value));
}

TEST(ShapleyCredits, AreOfReplicatesThatEverySubsetHas) {
  const double none = std::nan("");
  EXPECT_EQ(credits({{10, 10, none}, {9, 11, 3}}, 1, 0.9).replicates, 2U);
  EXPECT_TRUE(has_complete_replicate({{10, none}, {9, none}}));
  EXPECT_FALSE(has_complete_replicate({{10, none}, {none, 9}}));
}

TEST(RulesOfTwoScenarios, AreFoundAndMerged) {
  const std::string before = "title: A\nrules:\n  gone: {a: 1}\n  kept: {a: 1}\n  moved: {a: 1}\n";
  const std::string after = "title: B\nrules:\n  kept: {a: 1}\n  moved: {a: 2}\n  new: {a: 3}\n";
  EXPECT_THAT(differing_rules(before, after), ElementsAre("gone", "moved", "new"));
  EXPECT_TRUE(other_differences(before, after).empty());
  EXPECT_THAT(other_differences(before, after + "run: {seed: 2}\n"), ElementsAre("run"));
  const std::vector<std::string> all{"gone", "moved", "new"};
  EXPECT_TRUE(differing_rules(with_rules(before, after, all), after).empty());
  const std::vector<std::string> one{"new"};
  EXPECT_THAT(differing_rules(with_rules(before, after, one), after), ElementsAre("gone", "moved"));
  EXPECT_THAT(differing_rules(with_rules("title: A\n", after, one), after), ElementsAre("kept", "moved"));
}

}  // namespace
}  // namespace entrepot::experiment
