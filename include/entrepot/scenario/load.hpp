#pragma once
// Loading of a scenario from YAML files.

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "entrepot/core/error.hpp"
#include "entrepot/scenario/evidence.hpp"
#include "entrepot/scenario/last_dates.hpp"
#include "entrepot/scenario/parameters.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

/// An input file of a scenario, with the XXH3-128 of its bytes.
struct Input {
  std::string path;
  std::string hash;
};

class Value;

/// A value without a date that a scenario changes from the one it extends, or that an override changes.
struct UndatedChange {
  std::string path;
  std::string before;  ///< as written, or the default
  std::string after;
  std::string where;  ///< file:line:column, or the override
};

struct LoadedScenario {
  Scenario scenario;
  std::vector<Fact> facts;
  std::vector<CitedValue> cited_values;  ///< values and entries that cite evidence or carry a range
  std::vector<EvidenceRow> evidence;     ///< the cited rows, by id; empty unless read from a file
  std::shared_ptr<const Value> tree;     ///< all layers merged
  /// The merged layers as text; reading it gives the same scenario. Written on each call, because a sweep never needs
  /// it for most points.
  [[nodiscard]] std::string resolved_yaml() const;
  std::vector<Input> inputs;
  std::vector<std::string> warnings;
  std::vector<HeldFigure> held;  ///< figures that end before the run; one of the warnings is about them
  std::map<std::string, std::string> rule_marks;  ///< file:line:column of each rule
};

/// All errors of a scenario, one `file:line:column: error: ...` per line.
class ScenarioError : public Error {
 public:
  explicit ScenarioError(const std::string& all) : Error(all, ExitCode::bad_input) {}
};

/// Reads a scenario file and the files it extends, and applies overrides of the form `path=value`. Extended files must
/// be in its directory, below the nearest parent directory with a file `.entrepot-tree`, or in one of the directories
/// `include_dirs`. Cited rows of evidence must be in a directory `evidence` beside one of these files, or in one of
/// `evidence_dirs`. Throws ScenarioError with every error found.
LoadedScenario load_scenario(const std::filesystem::path& file, const std::vector<std::string>& settings,
                             std::span<const InstrumentSchema> instruments,
                             const std::vector<std::string>& include_dirs = {},
                             const std::vector<std::filesystem::path>& evidence_dirs = {});

/// The same from text; messages show `name` as the file. Cited rows of evidence are not looked up.
LoadedScenario load_scenario_text(const std::string& text, const std::string& name,
                                  const std::vector<std::string>& settings,
                                  std::span<const InstrumentSchema> instruments);

/// The canonical form of a scenario: one line for each value that differs from its default, in the parameter's unit,
/// sorted by path. Scenarios with equal forms have equal results, however their files are written. Descriptive texts
/// (title, question, sources) and the number of replicates are excluded. Generated from the parameter tables, so that
/// no parameter can be missed.
std::string canonical_form(const Scenario& scenario);

/// The changes of a scenario file and its overrides to the complete scenario it extends, except rules and values with
/// dates. Such a change applies to every week of the run, including weeks before the policy it may represent. The
/// sections `calendar`, `run` and `model`, texts and new entries are excluded. Throws ScenarioError like load_scenario.
std::vector<UndatedChange> undated_changes(const std::filesystem::path& file, const std::vector<std::string>& settings,
                                           const std::vector<std::string>& include_dirs = {});

/// JSON Schema (draft 2020-12) of scenario files, for editors.
std::string schema_json(std::span<const InstrumentSchema> instruments);

/// Describes a parameter: type, unit, range, default, meaning. `key` is a path (`buyers.deepseek.growth`,
/// `buyers.*.growth`) or the end of one. Throws ScenarioError with the nearest keys if none matches.
std::string explain(const std::string& key, std::span<const InstrumentSchema> instruments);

/// A parameter by its path, e.g. `buyers.*.growth`, or `rules.*(licence_levy).duty`.
struct ParameterInfo {
  std::string path;
  Description description;
};

/// All parameters, in the order of the tables.
std::vector<ParameterInfo> all_parameters(std::span<const InstrumentSchema> instruments);

/// The reference of all parameters as Markdown.
std::string reference_markdown(std::span<const InstrumentSchema> instruments);

}  // namespace entrepot::scenario
