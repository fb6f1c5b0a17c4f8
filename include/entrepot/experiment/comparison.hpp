#pragma once
// Comparison of scenarios with common random numbers: replicate r of one is paired with replicate r of another.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/experiment/ensemble.hpp"
#include "entrepot/experiment/measure.hpp"
#include "entrepot/experiment/named_result.hpp"
#include "entrepot/experiment/precision.hpp"
#include "entrepot/statistics/resampling.hpp"

namespace entrepot::experiment {

/// Comparison of two paired samples; NaN with too few pairs.
struct PairedEffect {
  std::size_t pairs = 0;             ///< pairs without NaN
  statistics::Statistics reference;  ///< over the pairs
  statistics::Statistics other;
  statistics::Statistics difference;  ///< other minus reference; Student's t interval of paired differences
  /// Variance of the paired difference relative to independent runs: var(b - a) / (var a + var b).
  double variance_ratio = statistics::Statistics::missing;
  statistics::Interval
      lower{};  ///< share of pairs in which the other is below the reference, ties count half; Wilson's interval
  bool exactly_zero = false;  ///< whether all pairs are equal
};

/// Compares paired samples, both [replicate] in the same order. Ignores pairs with a NaN.
PairedEffect paired_effect(std::span<const double> reference, std::span<const double> other, double confidence);

/// Compares two independent samples: Welch's interval of the difference of the means. Ignores NaNs; `pairs` is the size
/// of the smaller sample, and the statistics of pairs (variance ratio, share below) are NaN.
PairedEffect unpaired_effect(std::span<const double> reference, std::span<const double> other, double confidence);

/// What is known of the mean over independent replicates.
struct MeanEstimate {
  double mean = 0;
  double variance = 0;  ///< of the mean; NaN with fewer than two replicates
  std::size_t n = 0;
};

/// From Student's interval of a mean over n replicates.
MeanEstimate mean_with_interval(const statistics::Interval& interval, std::size_t n, double confidence);

/// The difference of two means of independent samples, `b` less `a`, with Welch's interval (1947).
statistics::Interval welch_interval(const MeanEstimate& a, const MeanEstimate& b, double confidence);

/// Wilson's score interval (1927) of the share `successes` / n, where ties may count half. NaN for n = 0.
statistics::Interval wilson_interval(double successes, std::size_t n, double confidence);

/// Measures of the replicates that all of several scenarios have.
struct SideBySide {
  struct Run {
    std::string name;   ///< file as given
    std::string label;  ///< shortest unique name
    std::string title;
  };
  std::vector<Run> runs;  ///< the first is the reference
  std::vector<Measure> measures;
  std::vector<std::int64_t> replicates;                  ///< numbers of the replicates
  std::vector<std::vector<std::vector<double>>> values;  ///< [run][measure][replicate]
  bool paired = true;        ///< false: replicates are independent samples, and runs may have different numbers of them
  std::int64_t planned = 0;  ///< largest number of planned replicates of a run; 0 if unknown
  double confidence = 0;     ///< the reference's
  std::string ending;        ///< why the comparison ended at this number of replicates
  std::vector<std::string> warnings;
};

/// The effect of one run relative to the reference: paired_effect, or unpaired_effect for unpaired runs.
PairedEffect effect_of(const SideBySide& found, std::size_t run, std::size_t measure);

/// Statistics of the reference's values of a measure, even if the other runs have none.
statistics::Statistics reference_level(const SideBySide& found, std::size_t measure);

/// Returns the outputs to compare, given the vendors in the files.
using OutputList = std::function<std::vector<std::string>(const std::vector<std::string>& vendors)>;

struct SideBySideReading {
  std::vector<std::string> outputs = {};  ///< named by the user; an error if a file lacks one
  OutputList usual = {};  ///< used if none is named, with NaN for missing ones; if empty, default_measures
  bool paired = true;     ///< false: independent samples, which may have different seeds
};

/// Reads measures from result files. Throws Error (bad_input) for files with different weeks, with different seeds
/// unless unpaired, or without a common replicate.
SideBySide read_side_by_side(const std::vector<std::string>& paths, const SideBySideReading& how);
SideBySide read_side_by_side(const std::vector<NamedResult>& files, const SideBySideReading& how);

/// File names without directory and suffix, or as given if those are not unique.
std::vector<std::string> labels_of(const std::vector<std::string>& files);

/// A scenario in a comparison.
struct Contender {
  const model::Setting* setting = nullptr;
  results::ResultWriter* writer = nullptr;  ///< receives its replicates; may be null
};

struct SideBySideOptions {
  std::size_t replicates = 1;  ///< maximum
  unsigned threads = 0;        ///< 0: all CPUs
  std::function<void(const Progress&)> progress = {};
  const std::atomic<bool>* stop = nullptr;
  /// Called after each batch of replicates (precision_batch); true ends the run.
  std::function<bool(const SideBySide&)> enough = {};
};

/// Runs the same replicates of every setting and adds their measures to `found`, which names them; omits replicates in
/// which a run failed. Throws Error (bad_input) unless all settings have the seed and weeks of the first. The result
/// does not depend on the number of threads.
EnsembleOutcome run_side_by_side(std::span<const Contender> contenders, const SideBySideOptions& options,
                                 SideBySide& found);

/// Whether the differences of all runs from the first meet the targets, whose measures come first in `found`.
bool differences_precise(const SideBySide& found, std::span<const PrecisionTarget> targets);

}  // namespace entrepot::experiment
