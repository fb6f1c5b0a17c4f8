#pragma once
// Stopping rule: replicates are added until an interval is narrow enough.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "entrepot/experiment/measure.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::experiment {

/// Intervals are checked after each batch of this many replicates.
inline constexpr std::size_t precision_batch = 16;
/// Default maximum number of replicates.
inline constexpr std::size_t default_max_replicates = 1024;

/// Required precision of the interval of a mean.
struct PrecisionTarget {
  std::string text;  ///< as written: MEASURE:rel=WIDTH or MEASURE:abs=WIDTH
  Measure measure;
  bool relative = false;
  double half_width = 0;  ///< in the unit of the measure, or as a share of the absolute mean
};

/// Throws Error (bad_input) for any other form.
PrecisionTarget parse_target(const std::string& text);

/// Whether the interval's half width meets the target; false without an interval.
bool precise(const PrecisionTarget& target, const statistics::Statistics& statistics);

/// Whether intervals are checked after this number of replicates.
constexpr bool batch_ends(std::size_t replicates) { return replicates > 0 && replicates % precision_batch == 0; }

/// "leakage_rate:rel=0.05 and leaked_units:abs=100".
std::string words_of(std::span<const PrecisionTarget> targets);

/// Collects the values of a run's targets by replicate and checks their precision.
class PrecisionMonitor {
 public:
  /// `confidence`: level of the intervals.
  PrecisionMonitor(std::vector<PrecisionTarget> targets, double confidence)
      : targets_(std::move(targets)), values_(targets_.size()), summarise_(confidence) {}
  /// Adds one value per target.
  void add(std::span<const double> of_targets);
  /// Whether all targets are met; false without targets.
  [[nodiscard]] bool enough();
  [[nodiscard]] const std::vector<PrecisionTarget>& targets() const { return targets_; }

 private:
  std::vector<PrecisionTarget> targets_;
  std::vector<std::vector<double>> values_;  ///< [target][replicate]
  statistics::Summariser summarise_;
};

}  // namespace entrepot::experiment
