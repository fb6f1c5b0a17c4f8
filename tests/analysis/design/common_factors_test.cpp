#include "entrepot/analysis/design/common_factors.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace entrepot::design {
namespace {

constexpr double phi_of_1 = 0.8413447460685429;

/// One point of variables and factors.
UnitSample point(std::vector<double> values) {
  const std::size_t dimensions = values.size();
  return {1, dimensions, std::move(values)};
}

double correlated(double own, double factor, double loading) {
  return correlate(point({own, factor}), std::vector{loading}, 1).values.at(0);
}

TEST(CommonFactors, MoveAVariableByItsLoading) {
  EXPECT_NEAR(correlated(0.5, phi_of_1, 0.6), 0.7257468822499270, 1e-14) << "Phi(0.6)";
  EXPECT_NEAR(correlated(phi_of_1, 0.5, 0.6), 0.7881446014166033, 1e-14) << "Phi(0.8)";
  EXPECT_NEAR(correlated(phi_of_1, phi_of_1, 0.6), 0.9192433407662290, 1e-14) << "Phi(1.4)";
  EXPECT_NEAR(correlated(0.9, phi_of_1, -1), 1 - phi_of_1, 1e-14) << "its own draw has no weight";
}

TEST(CommonFactors, AddUp) {
  // Phi(0.6 x 1 + 0.8 x -1): the squares use up the whole variance.
  const auto sample = correlate(point({0.3, phi_of_1, 1 - phi_of_1}), std::vector{0.6, 0.8}, 2);
  EXPECT_EQ(sample.dimensions, 1U);
  EXPECT_NEAR(sample.values.at(0), 0.4207402905608970, 1e-14) << "Phi(-0.2)";
}

TEST(CommonFactors, LeaveOtherVariablesAsTheyAre) {
  const auto sample = correlate(point({0.123456789, 0.5, phi_of_1}), std::vector{0.0, 0.6}, 1);
  EXPECT_EQ(sample.values.at(0), 0.123456789);
  EXPECT_NE(sample.values.at(1), 0.5);
}

TEST(CommonFactors, KeepPointsInTheOpenCube) {
  const double last = 1 - 0x1p-53;
  const auto sample = correlate(point({last, last, last}), std::vector{0.7, 0.7}, 2);
  EXPECT_LT(sample.values.at(0), 1);
}

}  // namespace
}  // namespace entrepot::design
