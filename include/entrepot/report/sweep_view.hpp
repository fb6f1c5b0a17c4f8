#pragma once
// The result of a sweep as the analyses of it see it: the selected policies and lever levels, with their names.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entrepot/analysis/decision/runs.hpp"
#include "entrepot/report/condition.hpp"
#include "entrepot/sweep/result.hpp"

namespace entrepot::report {

/// A result file of a sweep, and the part of it to use.
struct SweepSelection {
  std::string file;
  std::vector<std::string> at = {};  ///< policy=NAME or LEVER=LEVEL
  bool incomplete = false;           ///< accept failed and missing runs
};

/// One policy at one combination of lever levels; its rows are analysed together.
struct SweepSlice {
  std::size_t policy = 0;
  std::size_t lever_point = 0;
  std::string name;  ///< distinguishes it from the others: "strict_kyc, checks = 4000"; empty for the only one
};

/// Slices that differ only by the levels of certain levers.
struct SliceGroup {
  std::string name;  ///< distinguishes it from the other groups; empty for the only one
  std::vector<SweepSlice> slices;
};

/// A condition on an output, as on the command line: "leakage_rate<1%".
struct NamedCondition {
  std::size_t measure = 0;
  decision::Condition condition;
  std::string text;
};

/// Parameters that are analysed together. Groups are in the order of their first parameter, as in the design.
struct ParameterGroups {
  std::vector<std::string> names;
  std::vector<std::size_t> of_parameter;
};

class SweepView {
 public:
  /// Throws Error (bad input) for an incomplete sweep unless the selection allows it, and for unknown names and levels.
  explicit SweepView(const SweepSelection& selection);

  [[nodiscard]] const sweep::SweepResult& result() const { return result_; }
  /// Policies and lever points that every --at admits.
  [[nodiscard]] const std::vector<SweepSlice>& slices() const { return slices_; }
  /// Groups of slices that differ only by these levers, in ascending order of level; the last lever varies fastest.
  [[nodiscard]] std::vector<SliceGroup> slices_by(const std::vector<std::size_t>& levers) const;
  /// Level of a lever in a slice.
  [[nodiscard]] double level(const SweepSlice& slice, std::size_t lever) const;
  [[nodiscard]] ParameterGroups groups() const;
  /// Rows of a block or trajectory, which the design makes dependent.
  [[nodiscard]] std::size_t rows_of_block() const;
  /// Whether rows are drawn independently, so that they may be resampled as states of the world.
  [[nodiscard]] bool rows_are_a_sample() const;
  /// Resampling for decisions: over states too, if the rows of the design are a sample of them.
  [[nodiscard]] decision::Bootstrap decision_bootstrap() const;

  /// Outputs by name; all for an empty list. Throws Error (bad input) with the nearest name.
  [[nodiscard]] std::vector<std::size_t> measures(const std::vector<std::string>& names) const;
  [[nodiscard]] std::size_t measure(const std::string& name) const;
  [[nodiscard]] std::size_t lever(const std::string& name) const;
  [[nodiscard]] std::size_t policy(const std::string& name) const;
  /// "OUTPUT<LIMIT" or "OUTPUT>LIMIT", as parse_condition reads them; a limit may be in percent.
  [[nodiscard]] NamedCondition condition(const std::string& text, LimitOf of = LimitOf::output) const;

  /// One output of some slices, concatenated: [slice, row x replicate].
  [[nodiscard]] decision::Values values(std::size_t measure, const std::vector<SweepSlice>& slices) const;

  /// Title, question, and the numbers of finished and planned runs.
  [[nodiscard]] std::string heading() const;
  /// The same for programs: file, identity, title, design, runs.
  [[nodiscard]] nlohmann::ordered_json heading_json() const;

 private:
  void check_complete(bool incomplete) const;
  void select(const std::vector<std::string>& at);
  void keep_policy(const std::string& name);
  void keep_level(std::size_t lever, const std::string& text);
  /// Distinguishes a slice from the others by its policy and levels, except those of some levers.
  [[nodiscard]] std::string name_of(const SweepSlice& slice, const std::vector<std::size_t>& except = {}) const;

  std::string file_;
  sweep::SweepResult result_;
  std::vector<SweepSlice> slices_;
};

}  // namespace entrepot::report
