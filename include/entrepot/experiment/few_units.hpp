#pragma once
// When there is too little to resample for an interval to hold, and what is then said beside it.

#include <cstddef>
#include <cstdint>
#include <string>

namespace entrepot::experiment {

/// What intervals are of: how much it takes for them to hold depends on it.
enum class Estimate : std::uint8_t {
  mean,     ///< a mean, a share or an elementary effect, by percentiles of resamples
  student,  ///< a mean with Student's interval
  ratio,    ///< a ratio of variances: a Sobol' index
  tail,     ///< the mean of the worst runs; units are the runs in the tail
  box,      ///< a box found by a search; units are the cases
};

/// How often intervals of 90 % contained the true value in trials with this number of units: the lowest and the highest
/// share over the functions and indices that were tried (docs/explanation/sensitivity.md says which).
struct TrialCoverage {
  std::size_t units;
  double lowest;
  double highest;
};

/// The rule: intervals are said to hold from the least number of units on at which those of 90 % missed the true value
/// in no more than 20 % of trials, whatever was tried, which is twice as often as they should. Two numbers are stricter
/// or not measured. Student's intervals of normal and of exponential values keep the rule from two values on, but those
/// of lognormal values do not, and fewer than five values cannot show the difference. A box has no true value: 100
/// cases are what its search needs to leave twenty steps of five.
std::size_t fewest_units(Estimate estimate);

/// A sentence that says that intervals from so few units are too narrow; empty if there are enough, and where there
/// is no interval, of fewer than two. what: the units, in the plural.
std::string few_units_warning(std::size_t units, const std::string& what, Estimate estimate);

}  // namespace entrepot::experiment
