#pragma once
// How much of a lever it takes, under noise: the least level at which a condition on an output holds with a given
// probability, or at which a mean reaches a bound.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::decision {

/// Whether more of a lever makes the aim more likely, or less; `found` is whichever monotone curve fits better.
enum class Effect : std::uint8_t { found, helps, harms };

/// Levels of a lever, strictly rising, one for each option of the layout.
struct Lever {
  std::vector<double> levels;
  /// Interpolate between the logarithms of levels. Levels must not be negative then; from a level of 0 to the first
  /// above it the interpolation is by the level itself.
  bool logarithmic = false;
};

struct ThresholdOptions {
  Effect effect = Effect::found;
  Bootstrap bootstrap = {};
};

enum class Answer : std::uint8_t {
  between_levels,  ///< the aim is reached at a level inside of the range
  every_level,     ///< already the lowest level does (or, if more harms, even the highest)
  no_level,        ///< none does
};

/// What was seen at one level, and the curve there.
struct LevelEstimate {
  double level = 0;
  std::size_t runs = 0;    ///< with a value
  double raw = 0;          ///< share of runs in which the condition holds, or the mean; NaN without runs
  Interval smoothed = {};  ///< after monotone smoothing
};

struct Threshold {
  Answer answer = Answer::no_level;
  /// Where the curve crosses. If more helps: the least level that reaches the aim; -inf where the lowest level does
  /// already, +inf where the highest does not. If more harms: the greatest level that still does; +inf where the
  /// highest does, -inf where the lowest does not. An end of the interval that is infinite says that the data do not
  /// bound the level within the range that was run.
  Interval level{};
  Effect effect = Effect::helps;     ///< as told or as found
  double effect_support = 1;         ///< share of resamples that find the same effect
  double reached = 0;                ///< share of resamples in which some level reaches the aim
  std::vector<LevelEstimate> curve;  ///< by level
  double aim = 0;                    ///< the probability or the mean that is to be reached
};

/// The least level at which P(condition holds) >= probability, over replicates and states.
///
/// The probability at each level is the share of runs; the shares are smoothed by isotonic regression, weighted by
/// runs, and interpolated linearly between levels. Isotonic rather than logistic: all that is known of a lever is that
/// more of it does not work against its aim. A logistic curve would let far levels bend the curve where it crosses, can
/// reach any probability if only the lever is strong enough, so that it would extrapolate to answers where a lever
/// saturates, and goes from 0 to 1, where a lever may start from and end at anything. The isotonic curve never answers
/// outside of the levels that were run. Its price: steps where levels are far apart or runs few, and intervals that the
/// bootstrap gives too narrow if levels stand so close that each has but few runs (Kosorok 2008).
///
/// The bootstrap resamples replicates and states jointly over all levels. The direction, where it is to be found, is
/// found once; effect_support says how sure it is. Throws Error for tables that do not fit, levels that do not rise,
/// a probability outside of (0, 1], or a level without a run.
Threshold threshold_of_probability(const Lever& lever, const Layout& layout, const Values& values,
                                   const Condition& condition, double probability,
                                   const ThresholdOptions& options = {});

/// The least level at which the mean over replicates and states is at the bound or beyond it, on the condition's side.
Threshold threshold_of_mean(const Lever& lever, const Layout& layout, const Values& values, const Condition& condition,
                            const ThresholdOptions& options = {});

/// Four digits.
std::string plain_number(double value);
/// "0.62 (0.55 to 0.7)".
std::string plain_interval(const Interval& interval);

/// How an answer is worded.
struct Wording {
  std::string quantity = "the probability";  ///< what the curve is
  std::string unit = {};                     ///< of the lever
  std::function<std::string(double)> level = plain_number;
  std::function<std::string(const Interval&)> value = plain_interval;  ///< of the curve
};

/// The answer in words, honest about what was not reached: "no level up to 1000 reaches it: at 1000 the probability is
/// 0.62 (0.55 to 0.70)".
std::string in_words(const Threshold& threshold, const Wording& wording);

/// Thresholds in a second lever for each level of a first: combinations that reach the same aim.
struct FrontierPoint {
  double level = 0;  ///< of the first lever
  Threshold threshold;
};

/// The frontier of two levers: for each level of the first the threshold in the second, by the same resamples, so that
/// rows can be compared. layout: option = row of first x levels of second + row of second. Where the effect of the
/// second lever is to be found, it is found once for all levels of the first. Rows are not smoothed across the first
/// lever: a frontier that zigzags says how little the runs tell.
std::vector<FrontierPoint> frontier_of_probability(const Lever& first, const Lever& second, const Layout& layout,
                                                   const Values& values, const Condition& condition, double probability,
                                                   const ThresholdOptions& options = {});

/// The same for means.
std::vector<FrontierPoint> frontier_of_mean(const Lever& first, const Lever& second, const Layout& layout,
                                            const Values& values, const Condition& condition,
                                            const ThresholdOptions& options = {});

}  // namespace entrepot::decision
