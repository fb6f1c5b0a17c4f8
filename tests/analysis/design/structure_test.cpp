#include "entrepot/analysis/design/structure.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "entrepot/analysis/design/samples.hpp"

namespace entrepot::design {
namespace {

std::vector<std::size_t> each_by_itself(std::size_t dimensions) {
  std::vector<std::size_t> groups(dimensions);
  std::iota(groups.begin(), groups.end(), std::size_t{0});
  return groups;
}

/// Rows of a sample in another order.
std::vector<double> in_order(const UnitSample& sample, const std::vector<std::size_t>& rows) {
  std::vector<double> values;
  for (const auto row : rows) {
    const auto of_row = sample.row(row);
    values.insert(values.end(), of_row.begin(), of_row.end());
  }
  return values;
}

TEST(Structure, TwoBlocksWorkedByHand) {
  // A, B, AB_1, AB_2 with A = (1, 2), B = (3, 4); then with A = (5, 6), B = (7, 8).
  const std::vector<double> values{1, 2, 3, 4, 3, 2, 1, 4, 5, 6, 7, 8, 7, 6, 5, 8};
  const auto found = recognise_saltelli({values, 2});
  ASSERT_TRUE(found.structure) << found.why_not;
  EXPECT_EQ(found.structure->order, SaltelliOrder::a_b_mixed);
  EXPECT_EQ(found.structure->blocks, 2U);
  EXPECT_FALSE(found.structure->second_order);
  EXPECT_EQ(found.structure->group_of_dimension, each_by_itself(2));
  EXPECT_EQ(found.structure->rows, each_by_itself(8));
}

TEST(Structure, NamesTheRowThatDoesNotMatch) {
  std::vector<double> values{1, 2, 3, 4, 3, 2, 1, 4, 5, 6, 7, 8, 7, 6, 5, 8};
  values[13] = 6.5;
  const auto found = recognise_saltelli({values, 2});
  EXPECT_FALSE(found.structure);
  EXPECT_NE(found.why_not.find("row 7 does not match"), std::string::npos) << found.why_not;
}

TEST(Structure, TheOrderOfSalib) {
  const auto sample = saltelli(4, each_by_itself(3), true, 1);
  // A, AB_1 .. AB_3, BA_1 .. BA_3, B.
  std::vector<std::size_t> rows;
  std::vector<std::size_t> back;
  for (std::size_t block = 0; block < 4; ++block) {
    for (const std::size_t k : {0, 2, 3, 4, 5, 6, 7, 1}) rows.push_back(8 * block + k);
    for (const std::size_t k : {0, 7, 1, 2, 3, 4, 5, 6}) back.push_back(8 * block + k);
  }
  const auto values = in_order(sample, rows);
  const auto found = recognise_saltelli({values, 3});
  ASSERT_TRUE(found.structure) << found.why_not;
  EXPECT_EQ(found.structure->order, SaltelliOrder::a_mixed_b);
  EXPECT_TRUE(found.structure->second_order);
  EXPECT_EQ(found.structure->rows, back);
}

TEST(Structure, StackedMatrices) {
  const auto sample = saltelli(5, each_by_itself(2), false, 1);
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < 4; ++k) {
    for (std::size_t block = 0; block < 5; ++block) rows.push_back(4 * block + k);
  }
  const auto values = in_order(sample, rows);
  const auto found = recognise_saltelli({values, 2});
  ASSERT_TRUE(found.structure) << found.why_not;
  EXPECT_EQ(found.structure->order, SaltelliOrder::stacked);
  EXPECT_EQ(in_order({20, 2, values}, found.structure->rows), sample.values);
}

TEST(Structure, GroupsAreFound) {
  const std::vector<std::size_t> groups{0, 1, 0, 2, 1};
  const auto blocks = recognise_saltelli({saltelli(8, groups, false, 1).values, 5});
  ASSERT_TRUE(blocks.structure) << blocks.why_not;
  EXPECT_EQ(blocks.structure->groups, 3U);
  EXPECT_EQ(blocks.structure->group_of_dimension, groups);
  const auto steps = recognise_morris({morris(6, groups, 8, 1).values, 5});
  ASSERT_TRUE(steps.structure) << steps.why_not;
  EXPECT_EQ(steps.structure->trajectories, 6U);
  EXPECT_EQ(steps.structure->group_of_dimension, groups);
}

TEST(Structure, OtherTablesAreNotRecognised) {
  for (const std::size_t points : {12, 20, 32, 40}) {
    const auto cube = latin_hypercube(points, 3, 1);
    EXPECT_FALSE(recognise_saltelli({cube.values, 3}).structure);
    EXPECT_FALSE(recognise_morris({cube.values, 3}).structure);
  }
  // All combinations of two levels of three factors: a block of four mixes two factors, but not the third.
  std::vector<double> factorial;
  for (int k = 0; k < 8; ++k) factorial.insert(factorial.end(), {k % 2 * 1.0, k / 2 % 2 * 1.0, k / 4 * 1.0});
  EXPECT_FALSE(recognise_saltelli({factorial, 3}).structure);
  const std::vector<double> still(12, 1.0);
  EXPECT_FALSE(recognise_saltelli({still, 2}).structure);
  EXPECT_FALSE(recognise_morris({still, 2}).structure);
}

TEST(Structure, TrajectoriesOfOneParameterAreIndistinguishable) {
  const auto found = recognise_morris({latin_hypercube(10, 1, 1).values, 1});
  EXPECT_FALSE(found.structure);
  EXPECT_NE(found.why_not.find("one parameter"), std::string::npos);
}

TEST(Structure, AColumnThatDoesNotVaryTakesAFreeGroup) {
  auto sample = saltelli(8, each_by_itself(3), false, 1);
  for (std::size_t row = 0; row < sample.points; ++row) sample.values[3 * row + 1] = 7;
  const auto found = recognise_saltelli({sample.values, 3});
  ASSERT_TRUE(found.structure) << found.why_not;
  EXPECT_EQ(found.structure->group_of_dimension, each_by_itself(3));
}

TEST(Structure, DesignsOfSweepsAreRecognised) {
  for (std::size_t dimensions = 2; dimensions < 7; ++dimensions) {
    for (std::size_t samples = 2; samples < 9; ++samples) {
      const auto seed = static_cast<std::uint32_t>(100 * dimensions + samples);
      const auto steps = morris(samples, each_by_itself(dimensions), 8, seed);
      EXPECT_FALSE(recognise_saltelli({steps.values, dimensions}).structure);
      const auto trajectories = recognise_morris({steps.values, dimensions});
      ASSERT_TRUE(trajectories.structure) << trajectories.why_not;
      EXPECT_EQ(trajectories.structure->groups, dimensions);
      for (const bool second : {false, true}) {
        const auto blocks = saltelli(samples, each_by_itself(dimensions), second, seed);
        const auto found = recognise_saltelli({blocks.values, dimensions});
        ASSERT_TRUE(found.structure) << found.why_not;
        EXPECT_EQ(found.structure->second_order, second);
        EXPECT_EQ(in_order(blocks, found.structure->rows), blocks.values);
        EXPECT_FALSE(recognise_morris({blocks.values, dimensions}).structure);
      }
    }
  }
}

}  // namespace
}  // namespace entrepot::design
