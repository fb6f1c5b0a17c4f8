#include "entrepot/analysis/calibration/abc.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "entrepot/core/random.hpp"
#include "entrepot/statistics/weighted.hpp"

namespace entrepot::calibration {
namespace {

using statistics::effective_size;
using statistics::weighted_correlation;
using statistics::weighted_mean;
using statistics::weighted_quantile;
using statistics::weighted_sd;

AbcOptions options_of(std::size_t parameters, std::size_t population, double tolerance) {
  return {.parameters = parameters,
          .population = population,
          .generations = 20,
          .quantile = 0.5,
          .tolerance = tolerance,
          .most_candidates = 400000,
          .seed = 7,
          .threads = 1};
}

/// The mean of a normal of known deviation: mu uniform on -5 .. 5, one look with deviation 0.5.
std::vector<double> look_at_mean(std::span<const double> unit, std::uint32_t candidate) {
  Draws draws(3, 0, candidate, 0, Purpose::observation);
  return {-5 + 10 * unit[0] + 0.5 * draws.normal()};
}
double from_one(std::span<const double> simulated) { return std::abs(simulated[0] - 1); }

TEST(AbcSmc, FindsTheMeanOfANormal) {
  // Posterior: normal(1, 0.5); a tolerance of 0.05 adds 0.05^2 / 3 to its variance. 1000 particles: errors of
  // 0.5 / sqrt(1000) = 0.016 of the mean, 0.011 of the deviation; four of them and the loss by weights are allowed.
  const auto abc = abc_smc(look_at_mean, from_one, options_of(1, 1000, 0.05));
  ASSERT_EQ(abc.ending, Ending::tolerance_reached);
  const auto weights = weights_of(abc.posterior());
  auto mu = unit_of(abc.posterior(), 0);
  for (auto& value : mu) value = -5 + 10 * value;
  EXPECT_NEAR(weighted_mean(mu, weights), 1, 0.08);
  EXPECT_NEAR(weighted_sd(mu, weights), 0.5, 0.05);
  EXPECT_NEAR(weighted_quantile(mu, weights, 0.05), 1 - 1.645 * 0.5, 0.15);
  EXPECT_NEAR(weighted_quantile(mu, weights, 0.95), 1 + 1.645 * 0.5, 0.15);
  EXPECT_GT(effective_size(weights), 500);
}

TEST(AbcSmc, IdentifiesASumButNotItsParts) {
  // a + b = 1 with both uniform: each alone stays uniform on 0 .. 1 (deviation 0.289), together they lie on a line.
  const Simulate sum = [](std::span<const double> unit, std::uint32_t) {
    return std::vector<double>{unit[0] + unit[1]};
  };
  const auto abc = abc_smc(sum, from_one, options_of(2, 1000, 0.02));
  ASSERT_EQ(abc.ending, Ending::tolerance_reached);
  const auto weights = weights_of(abc.posterior());
  const auto a = unit_of(abc.posterior(), 0);
  const auto b = unit_of(abc.posterior(), 1);
  EXPECT_NEAR(weighted_mean(a, weights), 0.5, 0.05);
  EXPECT_NEAR(weighted_sd(a, weights), 1 / std::sqrt(12), 0.02);
  EXPECT_NEAR(weighted_sd(b, weights), 1 / std::sqrt(12), 0.02);
  EXPECT_LT(weighted_correlation(a, b, weights), -0.99);
}

TEST(AbcSmc, KeepsThePriorOfInertParameters) {
  const auto abc = abc_smc(look_at_mean, from_one, options_of(2, 1000, 0.1));
  const auto weights = weights_of(abc.posterior());
  const auto idle = unit_of(abc.posterior(), 1);
  EXPECT_NEAR(weighted_mean(idle, weights), 0.5, 0.06);
  EXPECT_NEAR(weighted_sd(idle, weights), 1 / std::sqrt(12), 0.025);
}

TEST(AbcSmc, IsTheSameOnAnyNumberOfThreads) {
  auto options = options_of(1, 100, 0.2);
  const auto one = abc_smc(look_at_mean, from_one, options);
  options.threads = 4;
  const auto four = abc_smc(look_at_mean, from_one, options);
  ASSERT_EQ(one.generations.size(), four.generations.size());
  EXPECT_EQ(one.candidates, four.candidates);
  for (std::size_t g = 0; g < one.generations.size(); ++g) {
    EXPECT_EQ(unit_of(one.generations[g], 0), unit_of(four.generations[g], 0));
    EXPECT_EQ(weights_of(one.generations[g]), weights_of(four.generations[g]));
  }
}

TEST(AbcSmc, TolerancesFallAndWeightsSumToOne) {
  const auto abc = abc_smc(look_at_mean, from_one, options_of(1, 100, 0.2));
  ASSERT_GT(abc.generations.size(), 2U);
  for (std::size_t g = 1; g < abc.generations.size(); ++g) {
    EXPECT_LT(abc.generations[g].tolerance, abc.generations[g - 1].tolerance);
    const auto weights = weights_of(abc.generations[g]);
    EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-12);
    for (const auto& particle : abc.generations[g].particles)
      EXPECT_LE(particle.distance, abc.generations[g].tolerance);
  }
}

TEST(AbcSmc, RejectsCandidatesThatCannotBeSimulated) {
  const Simulate half = [](std::span<const double> unit, std::uint32_t) {
    return std::vector<double>{unit[0] < 0.5 ? std::numeric_limits<double>::quiet_NaN() : 2 * unit[0]};
  };
  const auto abc = abc_smc(half, from_one, options_of(1, 100, 0.1));
  for (const auto& generation : abc.generations) {
    for (const auto& particle : generation.particles) EXPECT_GE(particle.unit[0], 0.5);
  }
}

TEST(AbcSmc, KeepsTheLastWholeGenerationWhenCandidatesAreSpent) {
  auto options = options_of(1, 100, 1e-6);
  options.most_candidates = 1000;
  const auto abc = abc_smc(look_at_mean, from_one, options);
  EXPECT_EQ(abc.ending, Ending::candidates_spent);
  EXPECT_EQ(abc.candidates, 1000U);
  EXPECT_EQ(abc.posterior().particles.size(), 100U);
}

TEST(AbcSmc, HasNoGenerationsWithoutValidCandidates) {
  const Simulate never = [](std::span<const double>, std::uint32_t) { return std::vector<double>{std::nan("")}; };
  auto options = options_of(1, 10, 0.1);
  options.most_candidates = 100;
  const auto abc = abc_smc(never, from_one, options);
  EXPECT_TRUE(abc.generations.empty());
  EXPECT_EQ(abc.ending, Ending::candidates_spent);
}

TEST(Resample, DrawsRowsAsOftenAsTheyWeigh) {
  const std::vector<double> weights{0.5, 0.0, 0.25, 0.25};
  const auto rows = resample(weights, 8, 1);
  EXPECT_EQ(std::count(rows.begin(), rows.end(), 0U), 4);
  EXPECT_EQ(std::count(rows.begin(), rows.end(), 1U), 0);
  EXPECT_EQ(std::count(rows.begin(), rows.end(), 2U), 2);
  EXPECT_EQ(std::count(rows.begin(), rows.end(), 3U), 2);
}

}  // namespace
}  // namespace entrepot::calibration
