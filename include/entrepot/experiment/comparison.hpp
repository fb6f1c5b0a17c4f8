#pragma once
// Scenarios side by side under the same chance: replicate r of one is paired with replicate r of another.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/experiment/ensemble.hpp"
#include "entrepot/experiment/measure.hpp"
#include "entrepot/experiment/precision.hpp"
#include "entrepot/statistics/resampling.hpp"

namespace entrepot::experiment {

/// Two samples compared pair by pair; NaN where there is too little to say.
struct PairedEffect {
  std::size_t pairs = 0;             ///< in which both values are known
  statistics::Statistics reference;  ///< over the pairs
  statistics::Statistics other;
  statistics::Statistics difference;  ///< other less reference; Student's interval of paired differences
  /// Variance of the paired difference over that of a difference of independent runs: var(b - a) / (var a + var b).
  double variance_ratio = statistics::Statistics::missing;
  statistics::Interval
      lower{};  ///< share of pairs in which the other is below the reference, ties half; Wilson's interval
  bool exactly_zero = false;  ///< not one pair differs
};

/// Compare replicate by replicate: both [replicate], in the same order. Pairs with a NaN are left out.
PairedEffect paired_effect(std::span<const double> reference, std::span<const double> other, double confidence);

/// Compare two independent samples: Welch's interval of the difference of the means. NaNs are left out; `pairs` is the
/// size of the smaller sample, and what only pairs have (variance ratio, share below) is NaN.
PairedEffect unpaired_effect(std::span<const double> reference, std::span<const double> other, double confidence);

/// Wilson's score interval (1927) of a share of n, of which `successes` (ties counting half) succeeded. NaN for n = 0.
statistics::Interval wilson_interval(double successes, std::size_t n, double confidence);

/// Replicates of several scenarios, those that all of them have.
struct SideBySide {
  struct Run {
    std::string name;   ///< file as given
    std::string label;  ///< shortest name that tells them apart
    std::string title;
  };
  std::vector<Run> runs;  ///< the first is the reference
  std::vector<Measure> measures;
  std::vector<std::int64_t> replicates;                  ///< their numbers
  std::vector<std::vector<std::vector<double>>> values;  ///< [run][measure][replicate]
  bool paired = true;        ///< false: replicates are independent samples, and runs may have different numbers of them
  std::int64_t planned = 0;  ///< replicates of the run that planned the most; 0 if not known
  double confidence = 0;     ///< the reference's
  std::string ending;        ///< why there are no more replicates
  std::vector<std::string> warnings;
};

/// One run against the reference: paired_effect, or unpaired_effect if the runs are not paired.
PairedEffect effect_of(const SideBySide& found, std::size_t run, std::size_t measure);

/// The reference's own values of a measure, whether or not the other runs have any.
statistics::Statistics reference_level(const SideBySide& found, std::size_t measure);

/// Outputs to compare, given the vendors that the files have.
using OutputList = std::function<std::vector<std::string>(const std::vector<std::string>& vendors)>;

struct SideBySideReading {
  std::vector<std::string> outputs = {};  ///< as named by the user: an error if a file lacks one
  OutputList usual = {};  ///< if none are named: values of what a file lacks are NaN; usual_measures if empty
  bool paired = true;     ///< false: compare as independent samples, which may have different seeds
};

/// Of result files. Throws Error (bad input) for files of other weeks, of other seeds unless unpaired, and for pairs
/// without a replicate in common.
SideBySide read_side_by_side(const std::vector<std::string>& files, const SideBySideReading& how);

/// Names of files without folder and suffix, or as given where those are not unique.
std::vector<std::string> labels_of(const std::vector<std::string>& files);

/// A scenario to run beside others.
struct Contender {
  const model::Setting* setting = nullptr;
  results::ResultWriter* writer = nullptr;  ///< takes its replicates; may be null
};

struct SideBySideOptions {
  std::size_t replicates = 1;  ///< the most
  unsigned threads = 0;        ///< 0: all that the machine has
  std::function<void(const Progress&)> progress = {};
  const std::atomic<bool>* stop = nullptr;
  /// Asked after each batch of replicates (precision_batch) whether the values so far are enough.
  std::function<bool(const SideBySide&)> enough = {};
};

/// Run the same replicates of every setting, into `found`, which says the measures; replicates of which a run failed
/// are left out. All settings must have the seed and the weeks of the first, or Error (bad input) is thrown. What is
/// found does not depend on the number of threads.
EnsembleOutcome run_side_by_side(std::span<const Contender> contenders, const SideBySideOptions& options,
                                 SideBySide& found);

/// Whether every other run's differences from the first meet the targets, whose measures stand first in `found`.
bool differences_precise(const SideBySide& found, std::span<const PrecisionTarget> targets);

}  // namespace entrepot::experiment
