#include "entrepot/report/threshold_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "entrepot/analysis/decision/threshold.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/report/sweep_text.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using decision::FrontierPoint;
using decision::Threshold;
using io::TextTable;
using nlohmann::ordered_json;

constexpr double show_decimals_below = 1000;  // of a level

Error bad_input(const std::string& problem) { return Error(problem, ExitCode::bad_input); }

struct Question {
  std::size_t lever = 0;
  std::optional<std::size_t> frontier = {};  ///< second lever
  NamedCondition target;
  std::optional<double> probability = {};  ///< none: the mean must meet the target
  bool relative = false;                   ///< outputs are shares of their values at the lowest level
};

/// The thresholds of one group of slices: one, or one for each level of the second lever.
struct GroupThresholds {
  std::string name;
  std::vector<FrontierPoint> points;
  ValueCount count = {};  ///< of all levels
};

/// The named lever, or the only one.
std::size_t chosen_lever(const SweepView& sweep, const std::string& name) {
  const auto& levers = sweep.result().levers();
  if (!name.empty() || levers.size() == 1) return sweep.lever(name.empty() ? levers.front().name : name);
  if (levers.empty()) throw bad_input("the sweep has no levers; name one under `levers` in the sweep file");
  std::vector<std::string> names;
  for (const auto& lever : levers) names.push_back(lever.name);
  throw bad_input(fmt::format("--lever: the sweep has several levers; expected one of {}", fmt::join(names, ", ")));
}

Question question_of(const SweepView& sweep, const ThresholdRequest& request) {
  Question question{
      .lever = chosen_lever(sweep, request.lever),
      .target = sweep.condition(request.target, request.relative ? LimitOf::lowest_level : LimitOf::output)};
  if (!request.frontier.empty()) question.frontier = sweep.lever(request.frontier);
  if (question.frontier == question.lever) throw bad_input("--frontier: the same lever as --lever; expected another");
  if (!request.mean) question.probability = request.probability;
  question.relative = request.relative;
  for (const auto lever : {question.lever, question.frontier.value_or(question.lever)}) {
    const auto& factor = sweep.result().levers()[lever];
    if (factor.categorical())
      throw bad_input(fmt::format("{}: has categories; expected a lever with ordered levels", factor.name));
  }
  return question;
}

/// The distinct levels of a lever, from slices in ascending order of level.
decision::Lever lever_of(const SweepView& sweep, std::size_t lever, const std::vector<SweepSlice>& slices) {
  decision::Lever found;
  for (const auto& slice : slices) {
    const double level = sweep.level(slice, lever);
    if (found.levels.empty() || level > found.levels.back()) found.levels.push_back(level);
  }
  const auto& factor = sweep.result().levers()[lever];
  found.logarithmic = factor.form.starts_with("log") && found.levels.front() >= 0;
  return found;
}

/// Divides every run by that of the first slice, which has the lowest levels, in the same row and replicate, so that
/// common noise cancels. NaN where the divisor is not positive.
void make_relative(decision::Values& values, std::size_t cells) {
  const std::vector<double> lowest(values.of.begin(), values.of.begin() + static_cast<std::ptrdiff_t>(cells));
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t run = 0; run < values.of.size(); ++run) {
    const double base = lowest[run % cells];
    values.of[run] = base > 0 ? values.of[run] / base : none;
  }
}

GroupThresholds thresholds_of(const SweepView& sweep, const Question& question, const SliceGroup& group) {
  auto values = sweep.values(question.target.measure, group.slices);
  if (question.relative) make_relative(values, sweep.result().rows() * sweep.result().replicates());
  const auto count = count_values(values.of);
  const auto layout = decision::Layout::full(group.slices.size(), sweep.result().rows());
  const auto& condition = question.target.condition;
  const decision::ThresholdOptions how{.bootstrap = sweep.decision_bootstrap()};
  const auto lever = lever_of(sweep, question.lever, group.slices);
  if (lever.levels.size() < 2)
    throw bad_input(
        fmt::format("{}: one level only; expected at least two", sweep.result().levers()[question.lever].name));
  if (question.frontier) {
    const auto first = lever_of(sweep, *question.frontier, group.slices);
    return {group.name,
            question.probability
                ? decision::frontier_of_probability(first, lever, layout, values, condition, *question.probability, how)
                : decision::frontier_of_mean(first, lever, layout, values, condition, how),
            count};
  }
  return {group.name,
          {{0, question.probability
                   ? decision::threshold_of_probability(lever, layout, values, condition, *question.probability, how)
                   : decision::threshold_of_mean(lever, layout, values, condition, how)}},
          count};
}

// ---- text ----------------------------------------------------------------------------------------------------------

/// Unit of the target: the output's, or a share of its value at the lowest level.
std::string unit_of(const SweepView& sweep, const Question& question) {
  return question.relative ? "1" : sweep.result().measures()[question.target.measure].unit;
}

std::string target_text(const Question& question) {
  std::string text = question.probability ? question.target.text : "mean " + question.target.text;
  if (question.relative) text += " of its value at the lowest level";
  if (question.probability) text += fmt::format(", with a probability of {}", percent_text(*question.probability));
  return text;
}

/// A level, perhaps between those that were run.
std::string level_text(const sweep::FactorInfo& lever, double level) {
  if (lever.kind == "date") return lever.text(std::round(level));
  return std::fabs(level) < show_decimals_below ? fmt::format("{:.4g}", level) : io::grouped(level);
}

/// A probability, or a mean in the output's unit.
std::string curve_text(const SweepView& sweep, const Question& question, const decision::Interval& value) {
  if (question.probability) return percent_text(value);
  return in_unit(value, unit_of(sweep, question));
}

std::string with_unit(const SweepView& sweep, const Question& question, const decision::Interval& value) {
  const auto text = curve_text(sweep, question, value);
  return question.probability ? text : text + " " + unit_shown(unit_of(sweep, question));
}

std::string curve_table(const SweepView& sweep, const Question& question, const Threshold& threshold) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto& factor = sweep.result().levers()[question.lever];
  TextTable table({factor.name, question.probability ? "met in" : "mean, " + unit_shown(unit_of(sweep, question)),
                   "smoothed", "runs"});
  for (const auto& at : threshold.curve) {
    table.add({factor.text(at.level), curve_text(sweep, question, {at.raw, none, none}),
               curve_text(sweep, question, at.smoothed), fmt::format("{}", at.runs)});
  }
  return table.text();
}

std::string answer_text(const SweepView& sweep, const Question& question, const Threshold& threshold) {
  const auto& lever = sweep.result().levers()[question.lever];
  std::string text =
      decision::in_words(threshold, {.quantity = question.probability ? "the probability" : "the mean",
                                     .level = [&](double level) { return level_text(lever, level); },
                                     .value = [&](const auto& value) { return with_unit(sweep, question, value); }});
  if (threshold.reached > 0 && threshold.reached < 1)
    text += fmt::format("; met at some level in {} of resamples", percent_text(threshold.reached));
  return text;
}

/// Whether all levels give the same result.
bool makes_no_difference(const Threshold& threshold) {
  return std::all_of(threshold.curve.begin(), threshold.curve.end(),
                     [&](const auto& at) { return at.raw == threshold.curve.front().raw; });
}

std::string direction_text(const Threshold& threshold) {
  if (makes_no_difference(threshold)) return "All levels give the same result: the lever has no effect.";
  return fmt::format(
      "A higher level {} in {} of resamples.",
      threshold.effect == decision::Effect::harms ? "works against the target" : "works towards the target",
      percent_text(threshold.effect_support));
}

/// Runs without a value; their number may depend on the level.
std::string gaps_text(const SweepView& sweep, const Question& question, const GroupThresholds& group) {
  const auto& name = sweep.result().measures()[question.target.measure].name;
  auto text = without_value_text(group.count, question.relative ? name + " relative to the lowest level" : name);
  if (text.empty()) return "";
  return io::wrapped(text + "; figures of a level are for its other runs.", page_width, 2);
}

std::string group_text(const SweepView& sweep, const Question& question, const GroupThresholds& group) {
  const auto& lever = sweep.result().levers()[question.lever];
  std::string text =
      fmt::format("\n{}{}: {}\n", lever.name, group.name.empty() ? "" : " (" + group.name + ")", target_text(question));
  text += gaps_text(sweep, question, group);
  if (!question.frontier) {
    const auto& threshold = group.points.front().threshold;
    text +=
        io::wrapped(answer_text(sweep, question, threshold) + ". " + direction_text(threshold), page_width, 2) + "\n";
    return text + curve_table(sweep, question, threshold);
  }
  const auto& second = sweep.result().levers()[*question.frontier];
  TextTable table({second.name, lever.name}, 2);
  for (const auto& point : group.points)
    table.add({second.text(point.level), answer_text(sweep, question, point.threshold)});
  return text + "\n" + table.text();
}

std::string text_of(const SweepView& sweep, const Question& question, const std::vector<GroupThresholds>& groups) {
  std::string text = sweep.heading();
  for (const auto& group : groups) text += group_text(sweep, question, group);
  return text + warnings_text(interval_warnings(sweep)) + "\n" +
         io::wrapped(
             intervals_text(sweep) +
                 "Smoothed: the closest curve that only rises or only falls with the lever. Levels outside those "
                 "that were run are not extrapolated.",
             page_width);
}

// ---- JSON ----------------------------------------------------------------------------------------------------------

ordered_json json_of(const Threshold& threshold) {
  static const std::vector<std::string> answers{"between_levels", "every_level", "no_level"};
  ordered_json json{{"answer", answers[static_cast<std::size_t>(threshold.answer)]},
                    {"level", interval_json(threshold.level)},
                    {"no_difference", makes_no_difference(threshold)},
                    {"more", threshold.effect == decision::Effect::harms ? "harms" : "helps"},
                    {"more_support", threshold.effect_support},
                    {"reached", threshold.reached}};
  for (const auto& at : threshold.curve) {
    json["curve"].push_back(
        {{"level", at.level}, {"runs", at.runs}, {"raw", at.raw}, {"smoothed", interval_json(at.smoothed)}});
  }
  return json;
}

ordered_json json_of(const SweepView& sweep, const Question& question, const std::vector<GroupThresholds>& groups) {
  auto json = sweep.heading_json();
  json["lever"] = sweep.result().levers()[question.lever].name;
  json["aim"] = question.target.text;
  json["relative"] = question.relative;
  if (question.probability) json["probability"] = *question.probability;
  if (question.frontier) json["frontier"] = sweep.result().levers()[*question.frontier].name;
  json["warnings"] = interval_warnings(sweep);
  for (const auto& group : groups) {
    ordered_json found{{"option", group.name}};
    found.update(count_json(group.count));
    found["thresholds"] = ordered_json::array();
    for (const auto& point : group.points) {
      auto threshold = json_of(point.threshold);
      if (question.frontier) threshold["at"] = point.level;
      threshold["words"] = answer_text(sweep, question, point.threshold);
      found["thresholds"].push_back(std::move(threshold));
    }
    json["found"].push_back(std::move(found));
  }
  return json;
}

std::vector<GroupThresholds> find_thresholds(const SweepView& sweep, const Question& question) {
  std::vector<std::size_t> levers;
  if (question.frontier) levers.push_back(*question.frontier);
  levers.push_back(question.lever);
  std::vector<GroupThresholds> groups;
  for (const auto& group : sweep.slices_by(levers)) groups.push_back(thresholds_of(sweep, question, group));
  return groups;
}

}  // namespace

std::string threshold_text(const SweepView& sweep, const ThresholdRequest& request) {
  const auto question = question_of(sweep, request);
  return text_of(sweep, question, find_thresholds(sweep, question));
}

ordered_json threshold_json(const SweepView& sweep, const ThresholdRequest& request) {
  const auto question = question_of(sweep, request);
  return json_of(sweep, question, find_thresholds(sweep, question));
}

}  // namespace entrepot::report
