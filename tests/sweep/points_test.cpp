// Points of a sweep whose parameters load on common factors.

#include "entrepot/sweep/points.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "entrepot/analysis/design/samples.hpp"
#include "entrepot/core/distributions.hpp"
#include "support/files.hpp"

namespace entrepot::sweep {
namespace {

constexpr std::size_t rows = 4096;

SweepSpec spec_of(const std::string& kind, const std::string& parameters) {
  const testing::TemporaryDirectory folder;
  return read_spec_text("scenario: base.yaml\ndesign: {kind: " + kind + ", points: " + std::to_string(rows) +
                            ", seed: 3}\nparameters: " + parameters,
                        folder / "sweep.yaml");
}

/// Three parameters, two of which share a factor.
SweepSpec correlated_spec(const std::string& kind) {
  return spec_of(kind,
                 "{spending: {uniform: [0, 1], loadings: {appetite: 0.8}}, wafers: {uniform: [0, 1]}, price: "
                 "{lognormal: {median: 2, sigma: 0.5}, loadings: {appetite: 0.8}}}");
}

std::vector<double> column(std::span<const double> table, std::size_t columns, std::size_t which) {
  std::vector<double> values;
  for (std::size_t at = which; at < table.size(); at += columns) values.push_back(table[at]);
  return values;
}

std::vector<double> normals(std::vector<double> values) {
  for (double& u : values) u = core::normal_quantile(u);
  return values;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = mean(a);
  const double mean_b = mean(b);
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb);
}

/// Largest distance of the empirical distribution from the uniform.
double distance_from_uniform(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  double largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto below = static_cast<double>(i) / static_cast<double>(values.size());
    largest = std::max({largest, std::abs(values[i] - below)});
  }
  return largest;
}

class CorrelatedPoints : public ::testing::TestWithParam<const char*> {};

TEST_P(CorrelatedPoints, HaveTheCorrelationOfTheirLoadings) {
  const Points points(correlated_spec(GetParam()));
  const auto spending = column(points.unit_values(), 3, 0);
  const auto wafers = column(points.unit_values(), 3, 1);
  const auto price = column(points.unit_values(), 3, 2);
  const double expected = 0.8 * 0.8;
  const double root = std::sqrt(static_cast<double>(rows));
  EXPECT_NEAR(correlation(normals(spending), normals(price)), expected, 4 * (1 - expected * expected) / root);
  // The rank correlation of two normals, 6/pi asin(r/2).
  EXPECT_NEAR(correlation(spending, price), 6 / M_PI * std::asin(expected / 2), 4 / root);
  EXPECT_NEAR(correlation(normals(spending), normals(wafers)), 0, 4 / root);
}

TEST_P(CorrelatedPoints, KeepTheirDistributions) {
  const auto spec = correlated_spec(GetParam());
  const Points points(spec);
  for (const std::size_t parameter : {0U, 1U, 2U}) {
    // Kolmogorov's test at a level of 0.1 %.
    EXPECT_LT(distance_from_uniform(column(points.unit_values(), 3, parameter)),
              1.95 / std::sqrt(static_cast<double>(rows)));
  }
  for (std::size_t row = 0; row < rows; ++row)
    ASSERT_EQ(points.parameter_values()[3 * row + 2], spec.parameters[2].value_at(points.unit_values()[3 * row + 2]));
}

TEST_P(CorrelatedPoints, LeaveOtherParametersTheirBits) {
  const Points correlated(correlated_spec(GetParam()));
  const Points independent(
      spec_of(GetParam(), "{spending: {uniform: [0, 1]}, wafers: {uniform: [0, 1]}, price: {uniform: [0, 1]}}"));
  EXPECT_EQ(column(correlated.unit_values(), 3, 1), column(independent.unit_values(), 3, 1));
  EXPECT_NE(column(correlated.unit_values(), 3, 0), column(independent.unit_values(), 3, 0));
  const auto sample =
      std::string(GetParam()) == "lhs" ? design::latin_hypercube(rows, 3, 3) : design::sobol_sequence(rows, 3, 3);
  EXPECT_EQ(std::vector(independent.unit_values().begin(), independent.unit_values().end()), sample.values);
}

TEST_P(CorrelatedPoints, MayBeIntegersCategoriesAndDates) {
  const Points points(spec_of(GetParam(),
                              "{n: {integer: [1, 4], loadings: {a: 0.9}}, form: {categories: [low, middle, high], "
                              "loadings: {a: 0.9}}, day: {dates: [2027-01-01, 2028-01-01], loadings: {a: -0.9}}}"));
  const auto numbers = column(points.parameter_values(), 3, 0);
  for (const double level : {1.0, 2.0, 3.0, 4.0})
    EXPECT_NEAR(static_cast<double>(std::count(numbers.begin(), numbers.end(), level)), rows / 4.0, 4 * 28.0);
  EXPECT_GT(correlation(numbers, column(points.parameter_values(), 3, 1)), 0.6);
  EXPECT_LT(correlation(numbers, column(points.parameter_values(), 3, 2)), -0.6);
}

INSTANTIATE_TEST_SUITE_P(Designs, CorrelatedPoints, ::testing::Values("lhs", "quasi_random"),
                         [](const auto& given) { return std::string(given.param); });

}  // namespace
}  // namespace entrepot::sweep
