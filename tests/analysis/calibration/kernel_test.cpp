#include "analysis/calibration/kernel.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace entrepot::calibration {
namespace {

/// Two particles near, two beyond the next tolerance, of equal weight.
Generation near_and_far() {
  Generation generation{.particles = {}, .tolerance = 2, .candidates = 4};
  for (const auto& [at, distance] : {std::pair{0.4, 0.5}, {0.6, 0.5}, {0.1, 1.5}, {0.9, 1.5}})
    generation.particles.push_back({.unit = {at}, .simulated = {}, .distance = distance, .weight = 0.25});
  return generation;
}

TEST(Kernel, HasTheOptimalCovariance) {
  // All: mean 0.5, variance (2 x 0.01 + 2 x 0.16) / 4 = 0.085. The near: mean 0.5, variance 0.01. Together 0.095.
  const auto generation = near_and_far();
  const Kernel kernel(generation, 1);
  const double variance = 0.095;
  const std::array<double, 1> middle{0.5};
  const double expected = 0.5 * std::exp(-0.01 / (2 * variance)) + 0.5 * std::exp(-0.16 / (2 * variance));
  EXPECT_NEAR(kernel.density(middle), expected, 1e-12);
}

}  // namespace
}  // namespace entrepot::calibration
