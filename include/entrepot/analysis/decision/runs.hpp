#pragma once
// Tables of runs for decision analysis: outputs by option, state of the world and replicate. Independent of scenarios
// and files: an option is a policy or a lever level, a state is a row of the design of uncertain parameters. Replicate
// r uses common random numbers at every point, and every option is run in the same states.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/statistics/resampling.hpp"

namespace entrepot::decision {

using statistics::Interval;

/// Values of one output, [point x replicate]; NaN where a run is missing.
struct Values {
  std::size_t replicates = 0;
  std::vector<double> of;
  [[nodiscard]] double at(std::size_t point, std::size_t replicate) const { return of[point * replicates + replicate]; }
  [[nodiscard]] std::size_t points() const { return replicates == 0 ? 0 : of.size() / replicates; }
};

/// Positions of points in the grid [option x state].
class Layout {
 public:
  /// option and state: [point], indices below `options` and `states`. Throws Error for indices out of range, an empty
  /// grid, or two points in one cell.
  Layout(std::span<const std::uint32_t> option, std::span<const std::uint32_t> state, std::size_t options,
         std::size_t states);
  /// Points in the order of options, within an option in the order of states.
  static Layout full(std::size_t options, std::size_t states);

  [[nodiscard]] std::size_t options() const { return options_; }
  [[nodiscard]] std::size_t states() const { return states_; }
  [[nodiscard]] std::size_t points() const { return points_; }
  /// The point in a cell of the grid, if it was run.
  [[nodiscard]] std::optional<std::size_t> point(std::size_t option, std::size_t state) const;
  /// The value of a run; NaN if missing.
  [[nodiscard]] double value(const Values& values, std::size_t option, std::size_t state, std::size_t replicate) const;

 private:
  Layout(std::size_t options, std::size_t states);

  std::size_t options_;
  std::size_t states_;
  std::size_t points_ = 0;
  std::vector<std::uint32_t> point_;  ///< [option x state]
};

/// Throws Error unless a table of values has one row per point of the layout and at least one replicate.
void require_fit(const Layout& layout, const Values& values);

/// Whether less or more of an output is better.
enum class Better : std::uint8_t { less, more };

/// A condition on an output: strictly below or above a limit.
struct Condition {
  enum class Side : std::uint8_t { below, above };
  Side side = Side::below;
  double limit = 0;
  [[nodiscard]] bool holds(double value) const { return side == Side::below ? value < limit : value > limit; }
};

/// Source of uncertainty of an interval: sampling noise of runs in the given states only; or also sampling of the
/// states, if the design is a sample of possible states.
enum class Over : std::uint8_t { runs, runs_and_states };

/// Settings of the bootstrap intervals.
struct Bootstrap {
  double confidence = 0.9;
  std::size_t resamples = statistics::default_resamples;
  Over over = Over::runs_and_states;
};

/// Independent resamples of replicates and of states (the bootstrap of crossed factors, McCullagh 2000, Owen 2007). A
/// replicate is resampled with all its points and a state with all its options, so that common effects cancel in
/// differences. Conservative if runs of a row or column are independent.
class JointResampling {
 public:
  JointResampling(std::size_t replicates, std::size_t states, const Bootstrap& bootstrap);
  [[nodiscard]] std::size_t resamples() const { return replicates_.resamples(); }
  [[nodiscard]] std::span<const double> replicates(std::size_t resample) const { return replicates_.weights(resample); }
  [[nodiscard]] std::span<const double> states(std::size_t resample) const;

 private:
  statistics::Resampling replicates_;
  std::optional<statistics::Resampling> states_;
  std::vector<double> equal_weights_;
};

/// Weights of replicates and of states; each sums to 1.
struct Weights {
  std::span<const double> replicates;
  std::span<const double> states;
};

/// Converts weights that sum to 1 to counts of each row in a resample.
std::vector<std::size_t> counts_of(std::span<const double> weights);

/// Calls visit(resample, weights) for every resample in parallel; it may write only to slots of its own resample.
void for_each_resample(const JointResampling& resampling,
                       const std::function<void(std::size_t, const Weights&)>& visit);

/// Percentile interval of resampled values, some of which may be infinite; a bound that falls among those is infinite.
/// Ignores NaNs; the bounds are NaN for fewer than two resampled units or without values.
Interval interval_of(double estimate, std::vector<double> of_resamples, double confidence, std::size_t units);

/// Number of resampled units: the larger of the numbers of replicates and of states, if both are resampled.
std::size_t units_resampled(std::size_t replicates, std::size_t states, const Bootstrap& bootstrap);

/// The comparable runs: a replicate counts in a state if every option has every output in it.
class CommonRuns {
 public:
  CommonRuns(const Layout& layout, std::span<const Values> outputs);
  [[nodiscard]] bool has(std::size_t state, std::size_t replicate) const {
    return complete_[state * replicates_ + replicate] != 0;
  }
  /// Number of replicates that count in a state.
  [[nodiscard]] std::size_t in_state(std::size_t state) const;
  /// Number of states in which at least one replicate counts.
  [[nodiscard]] std::size_t states_used() const;
  [[nodiscard]] std::size_t states() const { return states_; }
  [[nodiscard]] std::size_t replicates() const { return replicates_; }
  /// Weighted means over the replicates that count, [option x state]; NaN in a state where their weights are 0.
  [[nodiscard]] std::vector<double> means(const Layout& layout, const Values& values,
                                          std::span<const double> replicate_weights) const;

 private:
  std::size_t states_;
  std::size_t replicates_;
  std::vector<char> complete_;  ///< [state x replicate]
};

}  // namespace entrepot::decision
