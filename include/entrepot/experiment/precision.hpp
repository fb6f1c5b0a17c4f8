#pragma once
// How many replicates are enough: until an interval is narrow.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "entrepot/experiment/measure.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::experiment {

/// Intervals are looked at after every so many replicates, and not before the first so many.
inline constexpr std::size_t precision_batch = 16;
/// Replicates at the most, where nothing else is said.
inline constexpr std::size_t usual_bound = 1024;

/// How narrow the interval of a mean must be.
struct PrecisionTarget {
  std::string text;  ///< as written: MEASURE:rel=WIDTH or MEASURE:abs=WIDTH
  Measure measure;
  bool relative = false;
  double half_width = 0;  ///< in the unit of the measure, or as a share of the mean's size
};

/// Throws Error (bad input) for any other form.
PrecisionTarget parse_target(const std::string& text);

/// Whether half the interval is at most what is asked for. Never without an interval.
bool precise(const PrecisionTarget& target, const statistics::Statistics& statistics);

/// Whether a number of replicates is one after which intervals are looked at.
constexpr bool batch_ends(std::size_t replicates) { return replicates > 0 && replicates % precision_batch == 0; }

/// "leakage_rate:rel=0.05 and leaked_units:abs=100".
std::string words_of(std::span<const PrecisionTarget> targets);

/// Values of a run's targets, replicate by replicate, and whether they are enough.
class PrecisionMonitor {
 public:
  /// confidence: of the intervals.
  PrecisionMonitor(std::vector<PrecisionTarget> targets, double confidence)
      : targets_(std::move(targets)), values_(targets_.size()), summarise_(confidence) {}
  /// One value for each target.
  void add(std::span<const double> of_targets);
  /// Whether the intervals of all targets are narrow enough; false without targets.
  [[nodiscard]] bool enough();
  [[nodiscard]] const std::vector<PrecisionTarget>& targets() const { return targets_; }

 private:
  std::vector<PrecisionTarget> targets_;
  std::vector<std::vector<double>> values_;  ///< [target][replicate]
  statistics::Summariser summarise_;
};

}  // namespace entrepot::experiment
