#pragma once
// A scenario as layers: the files it extends, itself, and settings from the command line.

#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tree.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// Lay `over` on `base`, both scenarios: maps of the schema join key by key, every other value replaces the one below,
/// `~` removes. A `~` with nothing below stays, for the reader to judge. Warns of an empty map over one that is not.
void lay_over(Value& base, const Value& over, Diagnostics& diagnostics);

/// A scenario file, and what it extends without what it changes itself.
struct Layers {
  Value merged;
  Value base;
};

/// The file with all it extends, which must lie in the tree; `extends` itself is gone.
Layers read_layers(const std::filesystem::path& file, const Tree& tree, Diagnostics& diagnostics,
                   std::vector<Input>& inputs);

/// Lay `path=value` settings over a scenario.
void apply_settings(Value& root, const std::vector<std::string>& settings, Diagnostics& diagnostics);

/// Lay one value over a scenario at a path of keys joined by dots; what is wrong is reported at the value's mark.
void apply_value(Value& root, const std::string& path, const Value& value, Diagnostics& diagnostics);

/// Check the merged layers and read them into the typed scenario. Throws ScenarioError with all that is wrong.
LoadedScenario read_scenario(Value root, std::span<const InstrumentSchema> instruments, Diagnostics& diagnostics,
                             std::vector<Input> inputs);

/// The root of a file of the kind `what`, which must be a map; reports any other.
Value as_map(Value root, const std::string& file, Diagnostics& diagnostics, const char* what);

/// XXH3-128 of bytes, as 32 hex digits.
std::string content_hash(const std::string& bytes);

}  // namespace entrepot::scenario
