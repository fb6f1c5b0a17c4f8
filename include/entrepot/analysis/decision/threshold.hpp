#pragma once
// Threshold of a lever under noise: the minimum level at which a condition on an output holds with a given probability,
// or at which a mean reaches a bound.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// Direction of the lever's effect on the aim; `found` selects the monotone curve that fits better.
enum class Effect : std::uint8_t { found, helps, harms };

/// Levels of a lever, strictly increasing, one per option of the layout.
struct Lever {
  std::vector<double> levels;
  /// Interpolate between the logarithms of levels, which must then not be negative. Between 0 and the next level,
  /// interpolation is linear.
  bool logarithmic = false;
};

struct ThresholdOptions {
  Effect effect = Effect::found;
  Bootstrap bootstrap = {};
};

enum class Answer : std::uint8_t {
  between_levels,  ///< the aim is reached at a level within the range
  every_level,     ///< the lowest level reaches it already (or, if the lever harms, even the highest)
  no_level,        ///< no level reaches it
};

/// Estimates at one level.
struct LevelEstimate {
  double level = 0;
  std::size_t runs = 0;    ///< runs with a value
  double raw = 0;          ///< share of runs in which the condition holds, or the mean; NaN without runs
  Interval smoothed = {};  ///< after monotone smoothing
};

struct Threshold {
  Answer answer = Answer::no_level;
  /// Crossing of the curve and the aim. If the lever helps: the minimum level that reaches the aim; -inf if the lowest
  /// level does already, +inf if the highest does not. If it harms: the maximum level that still reaches it; +inf if
  /// the highest does, -inf if the lowest does not. An infinite bound of the interval means that the data do not bound
  /// the level within the simulated range.
  Interval level{};
  Effect effect = Effect::helps;     ///< as given or found
  double effect_support = 1;         ///< share of resamples that find the same effect
  double reached = 0;                ///< share of resamples in which some level reaches the aim
  std::vector<LevelEstimate> curve;  ///< by level
  double aim = 0;                    ///< target probability or mean
};

/// The minimum level at which P(condition holds) >= probability, over replicates and states.
/// The probability at each level is the share of runs; the shares are smoothed by isotonic regression, weighted by
/// runs, and interpolated linearly between levels. Isotonic and not logistic regression, because the only assumption
/// about a lever is that more of it does not work against its aim. In a logistic curve, distant levels would influence
/// the crossing; it goes from 0 to 1, so it would extrapolate to a level where the real effect saturates. The isotonic
/// curve never extrapolates. Its disadvantages: steps where levels are sparse or runs few, and bootstrap intervals that
/// are too narrow if levels are so close that each has few runs (Kosorok 2008). The bootstrap resamples replicates and
/// states jointly over all levels. An unknown direction is determined once; effect_support measures its certainty.
/// Throws Error for inconsistent tables, levels that do not increase, a probability outside (0, 1], or a level without
/// a run.
Threshold threshold_of_probability(const Lever& lever, const Layout& layout, const Values& values,
                                   const Condition& condition, double probability,
                                   const ThresholdOptions& options = {});

/// The minimum level at which the mean over replicates and states reaches the bound, on the condition's side.
Threshold threshold_of_mean(const Lever& lever, const Layout& layout, const Values& values, const Condition& condition,
                            const ThresholdOptions& options = {});

/// A number with four significant digits.
std::string plain_number(double value);
/// "0.62 (0.55 to 0.7)".
std::string plain_interval(const Interval& interval);

/// Wording of an answer.
struct Wording {
  std::string quantity = "the probability";  ///< name of the curve's quantity
  std::string unit = {};                     ///< unit of the lever
  std::function<std::string(double)> level = plain_number;
  std::function<std::string(const Interval&)> value = plain_interval;  ///< formats values of the curve
};

/// The answer as text, also if the aim is not reached: "no level up to 1000 reaches it: at 1000 the probability is 0.62
/// (0.55 to 0.70)".
std::string in_words(const Threshold& threshold, const Wording& wording);

/// Thresholds of a second lever by level of a first: combinations that reach the same aim.
struct FrontierPoint {
  double level = 0;  ///< level of the first lever
  Threshold threshold;
};

/// The frontier of two levers: for each level of the first, the threshold of the second, with the same resamples, so
/// that rows can be compared. layout: option = index of first x levels of second + index of second. An unknown effect
/// of the second lever is determined once for all levels of the first. Rows are not smoothed across the first lever: a
/// jagged frontier shows sampling noise.
std::vector<FrontierPoint> frontier_of_probability(const Lever& first, const Lever& second, const Layout& layout,
                                                   const Values& values, const Condition& condition, double probability,
                                                   const ThresholdOptions& options = {});

/// The same for means.
std::vector<FrontierPoint> frontier_of_mean(const Lever& first, const Lever& second, const Layout& layout,
                                            const Values& values, const Condition& condition,
                                            const ThresholdOptions& options = {});

}  // namespace entrepot::decision
