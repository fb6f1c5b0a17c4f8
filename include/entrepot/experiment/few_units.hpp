#pragma once
// Minimum sample sizes for valid intervals, and warnings below them.

#include <cstddef>
#include <cstdint>
#include <string>

namespace entrepot::experiment {

/// Kind of estimate; determines the minimum sample size for a valid interval.
enum class Estimate : std::uint8_t {
  mean,     ///< a mean, a share or an elementary effect, by percentiles of resamples
  student,  ///< a mean with Student's t interval
  ratio,    ///< a ratio of variances: a Sobol' index
  tail,     ///< the mean of the worst runs; units are the runs in the tail
  box,      ///< a box found by a search; units are the cases
};

/// Coverage of 90 % intervals in trials with this number of units: lowest and highest over the tested functions and
/// indices (see docs/explanation/sensitivity.md).
struct TrialCoverage {
  std::size_t units;
  double lowest;
  double highest;
};

/// The minimum number of units for a valid interval: the smallest at which 90 % intervals missed the true value in at
/// most 20 % of all trials, twice the nominal rate. Two values are stricter or not measured. Student's t intervals meet
/// the rule from two values on for normal and exponential values, but not for lognormal ones, and fewer than five
/// values cannot distinguish them. A box has no true value; its search needs 100 cases for twenty steps of five.
std::size_t fewest_units(Estimate estimate);

/// A warning that intervals from so few units are too narrow; empty with enough units, or with fewer than two, which
/// give no interval. `what`: the units, in the plural.
std::string few_units_warning(std::size_t units, const std::string& what, Estimate estimate);

}  // namespace entrepot::experiment
