#pragma once
// Layers of a scenario: the files it extends, the file itself, and overrides from the command line.

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tree.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// Merges the layer `over` into `base`: maps of the schema merge key by key, any other value replaces the one below,
/// and `~` removes it. A `~` with nothing below remains for the reader to check. Warns of an empty map over a non-empty
/// one.
void merge_layer(Value& base, const Value& over, Diagnostics& diagnostics);

/// A scenario file merged with the files it extends, and those files without it.
struct Layers {
  Value merged;
  Value base;
};

/// Reads and merges a file and all files it extends, which must be in the tree; the key `extends` is removed.
Layers read_layers(const std::filesystem::path& file, const Tree& tree, Diagnostics& diagnostics,
                   std::vector<Input>& inputs);

/// The scenario that a file extends, without citations looked up; none if the file stands alone, or if what it extends
/// is not a valid scenario by itself. Throws ScenarioError if a file cannot be read.
std::optional<LoadedScenario> load_base(const std::filesystem::path& file,
                                        std::span<const InstrumentSchema> instruments,
                                        const std::vector<std::string>& include_dirs = {});

/// Applies `path=value` overrides to a scenario.
void apply_settings(Value& root, const std::vector<std::string>& settings, Diagnostics& diagnostics);

/// Overrides one value of a scenario at a dotted path; errors are reported at the value's mark.
void apply_value(Value& root, const std::string& path, const Value& value, Diagnostics& diagnostics);

/// Reads the register of evidence when a scenario cites it.
using EvidenceSource = std::function<EvidenceRegister(Diagnostics&)>;

/// Checks the merged layers and reads them into the typed scenario. Citations are checked if a register can be read.
/// Throws ScenarioError with all errors.
LoadedScenario read_scenario(Value root, std::span<const InstrumentSchema> instruments, Diagnostics& diagnostics,
                             std::vector<Input> inputs, const EvidenceSource& evidence = nullptr);

/// The root of a file of the kind `what`; reports an error unless it is a map.
Value as_map(Value root, const std::string& file, Diagnostics& diagnostics, const char* what);

/// XXH3-128 of bytes, as 32 hex digits.
std::string content_hash(const std::string& bytes);

}  // namespace entrepot::scenario
