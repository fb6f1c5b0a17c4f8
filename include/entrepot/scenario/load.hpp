#pragma once
// From a YAML file to the immutable scenario.

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "entrepot/core/error.hpp"
#include "entrepot/scenario/parameters.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

/// A file that a scenario was read from, with the XXH3-128 of its bytes.
struct Input {
  std::string path;
  std::string hash;
};

class Value;

/// A value that a scenario changes of the one it extends, or that a setting changes, and that has no date.
struct UndatedChange {
  std::string path;
  std::string before;  ///< as written, or the default
  std::string after;
  std::string where;  ///< file:line:column, or the setting
};

struct LoadedScenario {
  Scenario scenario;
  std::vector<Fact> facts;
  std::shared_ptr<const Value> tree;  ///< all layers merged
  /// The same as text, which reads back to the same scenario. Written anew each time: a sweep never asks most of its
  /// points for it.
  [[nodiscard]] std::string resolved_yaml() const;
  std::vector<Input> inputs;
  std::vector<std::string> warnings;
  std::map<std::string, std::string> rule_marks;  ///< by rule: file:line:column it was written at
};

/// All that is wrong with a scenario, one `file:line:column: error: ...` per line.
class ScenarioError : public Error {
 public:
  explicit ScenarioError(const std::string& all) : Error(all, ExitCode::bad_input) {}
};

/// Read a scenario file, the files it extends, and settings of the form `path=value` over it. What it extends must lie
/// in its folder, or below the nearest folder above it that has a file `.entrepot-tree`, or in one of the folders
/// `also_read`. Throws ScenarioError with every error found.
LoadedScenario load_scenario(const std::filesystem::path& file, const std::vector<std::string>& settings,
                             std::span<const InstrumentSchema> instruments,
                             const std::vector<std::string>& also_read = {});

/// The same from text that is in no file; `name` stands for the file in messages.
LoadedScenario load_scenario_text(const std::string& text, const std::string& name,
                                  const std::vector<std::string>& settings,
                                  std::span<const InstrumentSchema> instruments);

/// The canonical form of a scenario: one line for each value that differs from its default, in the parameter's own unit
/// and sorted by path. Two scenarios with the same form have the same results, whatever their files look like; texts
/// for readers (title, question, sources) and the number of replicates are not in it. Written from the tables of
/// parameters, so that no parameter can be forgotten.
std::string canonical_form(const Scenario& scenario);

/// What a scenario file changes of the complete scenario that it extends, and the settings of it, outside of rules and
/// of values with dates: each holds in every week of the run, also before the policy that it may stand for. Settings of
/// the run itself (`calendar`, `run`, `model`, texts) and new entries are left out. Throws ScenarioError as
/// load_scenario.
std::vector<UndatedChange> undated_changes(const std::filesystem::path& file, const std::vector<std::string>& settings,
                                           const std::vector<std::string>& also_read = {});

/// JSON Schema (draft 2020-12) of scenario files, for editors.
std::string schema_json(std::span<const InstrumentSchema> instruments);

/// What a parameter is: type, unit, range, default, meaning. `key` is a path (`buyers.deepseek.growth`,
/// `buyers.*.growth`) or the end of one. Throws ScenarioError with the nearest keys if none matches.
std::string explain(const std::string& key, std::span<const InstrumentSchema> instruments);

/// A parameter by its path, e.g. `buyers.*.growth`, or `rules.*(licence_levy).duty`.
struct ParameterInfo {
  std::string path;
  Description description;
};

/// Every parameter there is, in the order of the tables.
std::vector<ParameterInfo> all_parameters(std::span<const InstrumentSchema> instruments);

/// The reference of all parameters as Markdown.
std::string reference_markdown(std::span<const InstrumentSchema> instruments);

}  // namespace entrepot::scenario
