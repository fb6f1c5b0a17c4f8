#pragma once
// Tables of runs for decisions: what each option gave in each state of the world, replicate by replicate. Nothing here
// knows of scenarios or files: an option is a policy or the level of a lever, a state a row of the design of what is
// uncertain. Replicate r has the same chance at every point, and every option meets the same states.

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

/// Which point stands where in the grid [option x state].
class Layout {
 public:
  /// option and state: [point], rows below `options` and `states`. Throws Error for rows out of range, for an empty
  /// grid, and for two points at one place.
  Layout(std::span<const std::uint32_t> option, std::span<const std::uint32_t> state, std::size_t options,
         std::size_t states);
  /// Points in the order of options, within an option in the order of states.
  static Layout full(std::size_t options, std::size_t states);

  [[nodiscard]] std::size_t options() const { return options_; }
  [[nodiscard]] std::size_t states() const { return states_; }
  [[nodiscard]] std::size_t points() const { return points_; }
  /// The point at a place of the grid, if it was run.
  [[nodiscard]] std::optional<std::size_t> point(std::size_t option, std::size_t state) const;
  /// The value of a run; NaN where there is none.
  [[nodiscard]] double value(const Values& values, std::size_t option, std::size_t state, std::size_t replicate) const;

 private:
  Layout(std::size_t options, std::size_t states);

  std::size_t options_;
  std::size_t states_;
  std::size_t points_ = 0;
  std::vector<std::uint32_t> point_;  ///< [option x state]
};

/// Throws Error if a table of values has not one row for each point of the layout, or no replicate.
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

/// What an interval is to cover: the chance of runs alone, in the very states of the design; or also the luck of the
/// design, if its states are a sample of those that may come.
enum class Over : std::uint8_t { runs, runs_and_states };

/// How intervals are made.
struct Bootstrap {
  double confidence = 0.9;
  std::size_t resamples = statistics::usual_resamples;
  Over over = Over::runs_and_states;
};

/// Resamples of replicates, and of states beside them, drawn apart (the bootstrap of crossed factors, McCullagh 2000,
/// Owen 2007). A replicate is taken with all its points and a state with all its options, so that what they have in
/// common cancels in differences. It errs on the wide side where runs share nothing with others of their row or column.
class JointResampling {
 public:
  JointResampling(std::size_t replicates, std::size_t states, const Bootstrap& bootstrap);
  [[nodiscard]] std::size_t resamples() const { return replicates_.resamples(); }
  [[nodiscard]] std::span<const double> replicates(std::size_t resample) const { return replicates_.weights(resample); }
  [[nodiscard]] std::span<const double> states(std::size_t resample) const;

 private:
  statistics::Resampling replicates_;
  std::optional<statistics::Resampling> states_;
  std::vector<double> as_they_are_;
};

/// Weights of replicates and states: each adds up to 1.
struct Weights {
  std::span<const double> replicates;
  std::span<const double> states;
};

/// How often a resample takes each row: weights that add up to 1, as counts.
std::vector<std::size_t> counts_of(std::span<const double> weights);

/// visit(resample, weights) for every resample, on all threads; it may write to slots of its own resample only.
void for_each_resample(const JointResampling& resampling,
                       const std::function<void(std::size_t, const Weights&)>& visit);

/// The middle `confidence` of values of resamples, some of which may be infinite: an end that falls among those is
/// infinite. NaNs are left out; NaN ends for fewer than two units resampled or no value.
Interval interval_of(double estimate, std::vector<double> of_resamples, double confidence, std::size_t units);

/// How many units are resampled: the more of replicates and states, as far as these are.
std::size_t units_resampled(std::size_t replicates, std::size_t states, const Bootstrap& bootstrap);

/// The runs that can be compared: a replicate counts in a state if every option has every output in it.
class CommonRuns {
 public:
  CommonRuns(const Layout& layout, std::span<const Values> outputs);
  [[nodiscard]] bool has(std::size_t state, std::size_t replicate) const {
    return complete_[state * replicates_ + replicate] != 0;
  }
  /// Replicates that count in a state.
  [[nodiscard]] std::size_t in_state(std::size_t state) const;
  /// States in which any counts.
  [[nodiscard]] std::size_t states_used() const;
  [[nodiscard]] std::size_t states() const { return states_; }
  [[nodiscard]] std::size_t replicates() const { return replicates_; }
  /// Weighted means over those replicates, [option x state]; NaN in a state of which none is in the weights.
  [[nodiscard]] std::vector<double> means(const Layout& layout, const Values& values,
                                          std::span<const double> replicate_weights) const;

 private:
  std::size_t states_;
  std::size_t replicates_;
  std::vector<char> complete_;  ///< [state x replicate]
};

}  // namespace entrepot::decision
