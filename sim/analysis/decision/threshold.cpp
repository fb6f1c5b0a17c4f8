#include "entrepot/analysis/decision/threshold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/statistics/isotonic.hpp"

namespace entrepot::decision {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

/// The target as a score of single runs whose mean must be at least the aim.
struct Aim {
  Condition condition;
  bool of_mean = false;
  double probability = 0;

  /// A mean with an upper bound is negated.
  [[nodiscard]] double sign() const { return of_mean && condition.side == Condition::Side::below ? -1.0 : 1.0; }
  [[nodiscard]] double score(double value) const {
    if (std::isnan(value)) return none;
    if (of_mean) return sign() * value;
    return condition.holds(value) ? 1.0 : 0.0;
  }
  [[nodiscard]] double least_score() const { return of_mean ? sign() * condition.limit : probability; }
};

/// Mean score and weight of the runs of each level.
struct Curve {
  std::vector<double> mean;
  std::vector<double> weight;
};

/// Scores of all runs of the options that are the levels of one lever.
class Scores {
 public:
  Scores(const Layout& layout, const Values& values, const Aim& aim, std::size_t first_option, std::size_t levels)
      : levels_(levels), states_(layout.states()), replicates_(values.replicates) {
    for (std::size_t level = 0; level < levels; ++level) {
      for (std::size_t state = 0; state < states_; ++state) {
        for (std::size_t r = 0; r < replicates_; ++r)
          scores_.push_back(aim.score(layout.value(values, first_option + level, state, r)));
      }
    }
  }

  [[nodiscard]] std::size_t levels() const { return levels_; }

  [[nodiscard]] Curve curve(const Weights& weights) const {
    Curve curve{std::vector<double>(levels_, none), std::vector<double>(levels_, 0.0)};
    for (std::size_t level = 0; level < levels_; ++level) {
      double sum = 0;
      double weight = 0;
      for (std::size_t state = 0; state < states_; ++state) {
        if (weights.states[state] == 0) continue;
        for (std::size_t r = 0; r < replicates_; ++r) {
          const double of_run = weights.states[state] * weights.replicates[r];
          const double score = at(level, state, r);
          if (of_run == 0 || std::isnan(score)) continue;
          sum += of_run * score;
          weight += of_run;
        }
      }
      curve.weight[level] = weight;
      if (weight > 0) curve.mean[level] = sum / weight;
    }
    return curve;
  }

  [[nodiscard]] std::size_t runs(std::size_t level) const {
    std::size_t known = 0;
    for (std::size_t k = level * states_ * replicates_; k < (level + 1) * states_ * replicates_; ++k)
      known += !std::isnan(scores_[k]);
    return known;
  }

 private:
  [[nodiscard]] double at(std::size_t level, std::size_t state, std::size_t replicate) const {
    return scores_[(level * states_ + state) * replicates_ + replicate];
  }

  std::size_t levels_;
  std::size_t states_;
  std::size_t replicates_;
  std::vector<double> scores_;
};

std::vector<double> smoothed(const Curve& curve, Effect effect) {
  return effect == Effect::harms ? statistics::non_increasing(curve.mean, curve.weight)
                                 : statistics::non_decreasing(curve.mean, curve.weight);
}

/// Difference in fit between rising and falling curves; positive if the lever helps.
double for_help(const Curve& curve) {
  return statistics::residual_sum_of_squares(curve.mean, smoothed(curve, Effect::harms), curve.weight) -
         statistics::residual_sum_of_squares(curve.mean, smoothed(curve, Effect::helps), curve.weight);
}

Effect better_fit(double help) { return help >= 0 ? Effect::helps : Effect::harms; }

/// The level at a fraction of the distance between two levels.
double level_between(const Lever& lever, std::size_t from, double part) {
  const double a = lever.levels[from];
  const double b = lever.levels[from + 1];
  if (lever.logarithmic && a > 0) return a * core::pow(b / a, part);
  return a + part * (b - a);
}

/// Whether the score reaches the aim, tolerating rounding: nine of ten runs are a probability of 0.9.
bool reaches(double score, double aim) { return score >= aim - 1e-12 * std::max(1.0, std::abs(aim)); }

/// The level at which a curve crosses the aim between two levels.
double passing(const Lever& lever, std::span<const double> fit, std::size_t from, double aim) {
  const double part = (aim - fit[from]) / (fit[from + 1] - fit[from]);
  return level_between(lever, from, std::clamp(part, 0.0, 1.0));
}

/// Crossing of a rising curve: the minimum level that reaches the aim, as in Threshold::level.
double rising_crossing(const Lever& lever, std::span<const double> fit, double aim) {
  if (reaches(fit.front(), aim)) return -infinite;
  for (std::size_t k = 1; k < fit.size(); ++k) {
    if (reaches(fit[k], aim)) return passing(lever, fit, k - 1, aim);
  }
  return infinite;
}

/// Crossing of a falling curve: the maximum level that still reaches the aim.
double falling_crossing(const Lever& lever, std::span<const double> fit, double aim) {
  if (reaches(fit.back(), aim)) return infinite;
  for (std::size_t k = fit.size() - 1; k-- > 0;) {
    if (reaches(fit[k], aim)) return passing(lever, fit, k, aim);
  }
  return -infinite;
}

/// NaN for a resample without a run.
double crossing(const Lever& lever, std::span<const double> fit, double aim, Effect effect) {
  if (std::isnan(fit.front())) return none;
  return effect == Effect::harms ? falling_crossing(lever, fit, aim) : rising_crossing(lever, fit, aim);
}

/// Whether some level reaches the aim, according to the crossing.
bool is_reached(double crossing, Effect effect) { return crossing != (effect == Effect::harms ? -infinite : infinite); }

Answer answer_of(double crossing, Effect effect) {
  if (std::isfinite(crossing)) return Answer::between_levels;
  return is_reached(crossing, effect) ? Answer::every_level : Answer::no_level;
}

void require_levels(const Lever& lever) {
  if (lever.levels.empty()) throw Error("a lever needs at least one level");
  for (std::size_t k = 0; k < lever.levels.size(); ++k) {
    if (!std::isfinite(lever.levels[k]) || (k > 0 && lever.levels[k] <= lever.levels[k - 1]))
      throw Error(fmt::format("levels of a lever must increase; level {} is {}", k, lever.levels[k]));
  }
  if (lever.logarithmic && lever.levels.front() < 0)
    throw Error(fmt::format("level {} has no logarithm", lever.levels.front()));
}

void require_aim(const Aim& aim) {
  if (!aim.of_mean && !(aim.probability > 0 && aim.probability <= 1))
    throw Error(fmt::format("the target probability is {}; expected above 0, at most 1", aim.probability));
}

/// Converts an interval of scores to one of the quantity.
Interval turned(const Interval& scores, double sign) {
  if (sign > 0) return scores;
  return {-scores.value, -scores.high, -scores.low};
}

/// One lever's curve and crossing, and the same in every resample.
class Finder {
 public:
  Finder(const Lever& lever, const Aim& aim, const Scores& scores, const JointResampling& resampling,
         const Weights& as_run)
      : lever_(lever), aim_(aim), scores_(scores), as_run_(scores.curve(as_run)), drawn_(resampling.resamples()) {
    for_each_resample(resampling, [&](std::size_t k, const Weights& weights) { drawn_[k] = scores.curve(weights); });
  }

  [[nodiscard]] double help() const { return for_help(as_run_); }
  [[nodiscard]] double help(std::size_t resample) const { return for_help(drawn_[resample]); }

  [[nodiscard]] Threshold threshold(Effect effect, double confidence, std::size_t units) const {
    Threshold found;
    found.effect = effect;
    found.aim = aim_.sign() * aim_.least_score();
    std::vector<std::vector<double>> fits;
    std::vector<double> crossings;
    for (const Curve& curve : drawn_) {
      const auto fit = smoothed(curve, effect);
      const double at = crossing(lever_, fit, aim_.least_score(), effect);
      if (std::isnan(at)) continue;
      fits.push_back(fit);
      crossings.push_back(at);
    }
    const auto fit = smoothed(as_run_, effect);
    const double as_run = crossing(lever_, fit, aim_.least_score(), effect);
    found.answer = answer_of(as_run, effect);
    const auto reached =
        std::count_if(crossings.begin(), crossings.end(), [effect](double level) { return is_reached(level, effect); });
    found.reached = static_cast<double>(reached) / static_cast<double>(crossings.size());
    found.level = interval_of(as_run, std::move(crossings), confidence, units);
    for (std::size_t level = 0; level < scores_.levels(); ++level) {
      std::vector<double> there;
      for (const auto& of_resample : fits) there.push_back(of_resample[level]);
      const auto interval = interval_of(fit[level], std::move(there), confidence, units);
      found.curve.push_back({lever_.levels[level], scores_.runs(level), aim_.sign() * as_run_.mean[level],
                             turned(interval, aim_.sign())});
    }
    return found;
  }

 private:
  const Lever& lever_;
  const Aim& aim_;
  const Scores& scores_;
  Curve as_run_;
  std::vector<Curve> drawn_;
};

/// Share of resamples whose curves fit the effect better, over all finders together. Curves that fit both directions
/// equally, e.g. of a lever without effect, count half.
double support(const std::vector<Finder>& finders, Effect effect, std::size_t resamples) {
  double agree = 0;
  for (std::size_t k = 0; k < resamples; ++k) {
    double help = 0;
    for (const auto& finder : finders) help += finder.help(k);
    agree += help == 0 ? 0.5 : better_fit(help) == effect ? 1 : 0;
  }
  return agree / static_cast<double>(resamples);
}

std::vector<Threshold> thresholds(std::size_t rows, const Lever& lever, const Layout& layout, const Values& values,
                                  const Aim& aim, const ThresholdOptions& options) {
  require_levels(lever);
  require_aim(aim);
  require_fit(layout, values);
  const std::size_t levels = lever.levels.size();
  if (layout.options() != rows * levels)
    throw Error(fmt::format("found {} options; expected {} levels", layout.options(), rows * levels));

  const JointResampling resampling(values.replicates, layout.states(), options.bootstrap);
  const auto replicates = statistics::equal_weights(values.replicates);
  const auto states = statistics::equal_weights(layout.states());
  std::vector<Scores> scores;
  for (std::size_t row = 0; row < rows; ++row) {
    scores.emplace_back(layout, values, aim, row * levels, levels);
    for (std::size_t level = 0; level < levels; ++level) {
      if (scores.back().runs(level) == 0)
        throw Error(fmt::format("no run has a value at level {} of the lever", lever.levels[level]));
    }
  }
  std::vector<Finder> finders;
  for (const Scores& of_row : scores) finders.emplace_back(lever, aim, of_row, resampling, Weights{replicates, states});

  double help = 0;
  for (const Finder& finder : finders) help += finder.help();
  const bool given = options.effect != Effect::found;
  const Effect effect = given ? options.effect : better_fit(help);
  const double supported = support(finders, effect, resampling.resamples());
  const std::size_t units = units_resampled(values.replicates, layout.states(), options.bootstrap);
  std::vector<Threshold> found;
  for (const Finder& finder : finders) {
    found.push_back(finder.threshold(effect, options.bootstrap.confidence, units));
    found.back().effect_support = supported;
  }
  return found;
}

std::vector<FrontierPoint> frontier(const Lever& first, const Lever& second, const Layout& layout, const Values& values,
                                    const Aim& aim, const ThresholdOptions& options) {
  require_levels(first);
  auto found = thresholds(first.levels.size(), second, layout, values, aim, options);
  std::vector<FrontierPoint> points;
  for (std::size_t row = 0; row < found.size(); ++row) points.push_back({first.levels[row], std::move(found[row])});
  return points;
}

// ---- text ---------------------------------------------------------------------------------------------------------

std::string with_unit(double level, const Wording& wording) {
  return wording.unit.empty() ? wording.level(level) : wording.level(level) + " " + wording.unit;
}

/// A bound of the level's interval as text, also if it is outside the simulated levels.
std::string end_in_words(double end, const std::vector<LevelEstimate>& curve, const Wording& wording) {
  if (end == infinite) return "beyond " + wording.level(curve.back().level);
  if (end == -infinite) return wording.level(curve.front().level) + " or below";
  return wording.level(end);
}

std::string level_in_words(const Threshold& threshold, const Wording& wording) {
  const auto& [value, low, high] = threshold.level;
  const char* most = threshold.effect == Effect::harms ? "met up to " : "required level: ";
  std::string text = most + with_unit(value, wording);
  if (std::isnan(low)) return text;
  return fmt::format("{} ({} to {})", text, end_in_words(low, threshold.curve, wording),
                     end_in_words(high, threshold.curve, wording));
}

}  // namespace

Threshold threshold_of_probability(const Lever& lever, const Layout& layout, const Values& values,
                                   const Condition& condition, double probability, const ThresholdOptions& options) {
  return thresholds(1, lever, layout, values, {condition, false, probability}, options).front();
}

Threshold threshold_of_mean(const Lever& lever, const Layout& layout, const Values& values, const Condition& condition,
                            const ThresholdOptions& options) {
  return thresholds(1, lever, layout, values, {condition, true, 0}, options).front();
}

std::vector<FrontierPoint> frontier_of_probability(const Lever& first, const Lever& second, const Layout& layout,
                                                   const Values& values, const Condition& condition, double probability,
                                                   const ThresholdOptions& options) {
  return frontier(first, second, layout, values, {condition, false, probability}, options);
}

std::vector<FrontierPoint> frontier_of_mean(const Lever& first, const Lever& second, const Layout& layout,
                                            const Values& values, const Condition& condition,
                                            const ThresholdOptions& options) {
  return frontier(first, second, layout, values, {condition, true, 0}, options);
}

std::string plain_number(double value) { return fmt::format("{:.4g}", value); }

std::string plain_interval(const Interval& interval) {
  if (std::isnan(interval.low)) return plain_number(interval.value);
  return fmt::format("{} ({} to {})", plain_number(interval.value), plain_number(interval.low),
                     plain_number(interval.high));
}

std::string in_words(const Threshold& threshold, const Wording& wording) {
  const bool harms = threshold.effect == Effect::harms;
  const auto& lowest = threshold.curve.front();
  const auto& highest = threshold.curve.back();
  const auto there = [&](const LevelEstimate& at) {
    return fmt::format("at {} {} is {}", with_unit(at.level, wording), wording.quantity, wording.value(at.smoothed));
  };
  switch (threshold.answer) {
    case Answer::between_levels:
      return level_in_words(threshold, wording);
    case Answer::every_level:
      return harms ? fmt::format("met even at the highest level: {}", there(highest))
                   : fmt::format("met already at the lowest level: {}", there(lowest));
    case Answer::no_level:
      break;
  }
  const auto& best = harms ? lowest : highest;
  return fmt::format("not met at any level {} {}: {}", harms ? "down to" : "up to", with_unit(best.level, wording),
                     there(best));
}

}  // namespace entrepot::decision
