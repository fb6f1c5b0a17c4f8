#include "entrepot/experiment/few_units.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>

namespace entrepot::experiment {
namespace {

constexpr double percent = 100;

struct Rule {
  std::size_t fewest;
  std::span<const TrialCoverage> trials;
  const char* fault = "intervals are too narrow";
};

// From `scripts/measure-coverage`; lowest and highest over all functions of a table.
constexpr std::array trials_of_means{TrialCoverage{2, 0.48, 0.51}, TrialCoverage{3, 0.59, 0.63},
                                     TrialCoverage{4, 0.66, 0.86}, TrialCoverage{5, 0.75, 0.78},
                                     TrialCoverage{8, 0.78, 0.97}, TrialCoverage{10, 0.78, 1.00}};
constexpr std::array trials_of_student{TrialCoverage{2, 0.80, 0.90}, TrialCoverage{3, 0.76, 0.91},
                                       TrialCoverage{4, 0.75, 0.90}};
constexpr std::array trials_of_ratios{TrialCoverage{8, 0.26, 0.98},   TrialCoverage{16, 0.64, 1.00},
                                      TrialCoverage{32, 0.70, 1.00},  TrialCoverage{64, 0.50, 1.00},
                                      TrialCoverage{128, 0.10, 1.00}, TrialCoverage{256, 0.00, 1.00}};
constexpr std::array trials_of_tails{TrialCoverage{1, 0.29, 0.32}, TrialCoverage{2, 0.49, 0.56},
                                     TrialCoverage{3, 0.64, 0.72}, TrialCoverage{5, 0.73, 0.77}};

Rule rule_of(Estimate estimate) {
  switch (estimate) {
    case Estimate::mean:
      return {16, trials_of_means};
    case Estimate::student:
      return {5, trials_of_student,
              "intervals are valid only for normally distributed values, which a small sample cannot confirm"};
    case Estimate::ratio:
      return {512, trials_of_ratios};
    case Estimate::tail:
      return {10, trials_of_tails};
    case Estimate::box:
      break;
  }
  return {100, {}, "other rows may give another box"};
}

/// The trials with the largest number of units up to `units`; nullptr if all had more.
const TrialCoverage* nearest_trials(std::span<const TrialCoverage> trials, std::size_t units) {
  const TrialCoverage* nearest = nullptr;
  for (const auto& trial : trials) {
    if (trial.units <= units) nearest = &trial;
  }
  return nearest == nullptr && !trials.empty() ? &trials.front() : nearest;
}

}  // namespace

std::size_t fewest_units(Estimate estimate) { return rule_of(estimate).fewest; }

std::string few_units_warning(std::size_t units, const std::string& what, Estimate estimate) {
  const auto rule = rule_of(estimate);
  const bool no_interval = units < 2 && estimate != Estimate::tail;
  if (no_interval || units >= rule.fewest) return "";
  std::string text = fmt::format("Too few {} ({}; {} or more are needed): {}.", what, units, rule.fewest, rule.fault);
  if (const auto* trials = nearest_trials(rule.trials, units)) {
    text += fmt::format(" In trials, 90% intervals from {} {} contained the true value in {:.0f}% to {:.0f}% of cases.",
                        trials->units, what, trials->lowest * percent, trials->highest * percent);
  }
  return text;
}

}  // namespace entrepot::experiment
