#pragma once
// What the commands share that read the result of a sweep: which part of it is meant, whether it is whole, and how it
// is called.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "commands.hpp"
#include "condition.hpp"
#include "entrepot/analysis/decision/runs.hpp"
#include "entrepot/sweep/result.hpp"

namespace entrepot::cli {

/// One policy at one combination of lever levels: its rows are analysed together.
struct SweepSlice {
  std::size_t policy = 0;
  std::size_t lever_point = 0;
  std::string name;  ///< what sets it apart from the others: "strict_kyc, checks = 4000"; empty if it is the only one
};

/// Slices that differ by the levels of some levers alone.
struct SliceGroup {
  std::string name;  ///< what sets it apart from other groups; empty if it is the only one
  std::vector<SweepSlice> slices;
};

/// A condition on an output, as on the command line: "leakage_rate<1%".
struct NamedCondition {
  std::size_t measure = 0;
  decision::Condition condition;
  std::string text;
};

/// How many runs have a value of an output. A run has none if it failed or is missing, and if there is none to have: a
/// leakage rate of nothing sold.
struct ValueCount {
  std::size_t runs = 0;
  std::size_t values = 0;
  [[nodiscard]] std::size_t without() const { return runs - values; }
};
ValueCount count_values(std::span<const double> values);
/// "24 of 48 runs have no value of leakage_rate and are left out"; empty if all have one.
std::string without_value_text(const ValueCount& count, const std::string& output);
/// For programs: runs, values, without_value.
nlohmann::ordered_json count_json(const ValueCount& count);

/// Parameters that are judged together. Groups stand in the order in which they first appear, as the design has them.
struct ParameterGroups {
  std::vector<std::string> names;
  std::vector<std::size_t> of_parameter;
};

/// The result of a sweep with what was chosen of it.
class SweepView {
 public:
  /// Throws Error (bad input) for a sweep that is not whole, unless `incomplete` allows it, and for names and levels
  /// that the sweep does not have.
  explicit SweepView(const SweepChoice& choice);

  [[nodiscard]] const sweep::SweepResult& result() const { return result_; }
  /// What is left of policies and lever points after all --at.
  [[nodiscard]] const std::vector<SweepSlice>& slices() const { return slices_; }
  /// Slices that differ by these levers alone stand together, their levels rising, the last lever's fastest.
  [[nodiscard]] std::vector<SliceGroup> slices_by(const std::vector<std::size_t>& levers) const;
  /// Level of a lever in a slice.
  [[nodiscard]] double level(const SweepSlice& slice, std::size_t lever) const;
  [[nodiscard]] ParameterGroups groups() const;
  /// Rows that are alike by design: those of a block or a trajectory.
  [[nodiscard]] std::size_t rows_of_block() const;
  /// Whether rows are drawn apart from each other, so that they may be resampled as states of the world.
  [[nodiscard]] bool rows_are_a_sample() const;
  /// How the intervals of decisions are made: over states too, if the design's rows are a sample of them.
  [[nodiscard]] decision::Bootstrap decision_bootstrap() const;

  /// Outputs by name; all for an empty list. Throws Error (bad input) with the nearest name.
  [[nodiscard]] std::vector<std::size_t> measures(const std::vector<std::string>& names) const;
  [[nodiscard]] std::size_t measure(const std::string& name) const;
  [[nodiscard]] std::size_t lever(const std::string& name) const;
  [[nodiscard]] std::size_t policy(const std::string& name) const;
  /// "OUTPUT<LIMIT" or "OUTPUT>LIMIT", as parse_condition reads them; a limit may be in percent.
  [[nodiscard]] NamedCondition condition(const std::string& text, LimitOf of = LimitOf::output) const;

  /// One output of some slices, one after the other: [slice, row x replicate].
  [[nodiscard]] decision::Values values(std::size_t measure, const std::vector<SweepSlice>& slices) const;

  /// Title, question, and how many of how many runs there are.
  [[nodiscard]] std::string heading() const;
  /// The same for programs: file, identity, title, design, runs.
  [[nodiscard]] nlohmann::ordered_json heading_json() const;

 private:
  void check_whole(bool incomplete) const;
  void choose(const std::vector<std::string>& at);
  void keep_policy(const std::string& name);
  void keep_level(std::size_t lever, const std::string& text);
  /// What sets a slice apart, but for some levers.
  [[nodiscard]] std::string name_of(const SweepSlice& slice, const std::vector<std::size_t>& but = {}) const;

  std::string file_;
  sweep::SweepResult result_;
  std::vector<SweepSlice> slices_;
};

/// What varied, and the means of what came of it, for each policy and combination of levels.
std::string sweep_summary_text(const SweepView& sweep);

/// Parameters for programs; with values, what each is in every row of the design, as text for categories and dates.
nlohmann::ordered_json parameters_json(const sweep::SweepResult& result, bool with_values);
/// An interval for programs.
nlohmann::ordered_json interval_json(const statistics::Interval& interval);
/// "31%".
std::string percent_text(double share);
/// "31% (12% to 48%)"; the estimate alone without an interval.
std::string percent_text(const statistics::Interval& share);
/// What the intervals of decision_bootstrap cover, as a sentence.
std::string intervals_text(const SweepView& sweep);
/// What is wrong with those intervals: too few replicates, or rows, to resample.
std::vector<std::string> interval_warnings(const SweepView& sweep);
/// One paragraph for each, under a blank line; empty without any.
std::string warnings_text(const std::vector<std::string>& warnings);
/// "0.31 (0.12 to 0.48)"; the estimate alone without an interval.
std::string share_text(const statistics::Interval& interval);

}  // namespace entrepot::cli
