#pragma once
// Variation of a scenario: read once, then completed many times with overrides.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/tree.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// The date after which a factor multiplies the points of a dated path; earlier values stay as they are.
struct ScaleStart {
  Date date;
  Mark mark;  ///< of the date, for messages
};

/// An override of the value at a path, or a factor on every number there. Messages show the value's mark.
struct Change {
  std::string path;
  Value value;
  bool scales = false;
  std::optional<ScaleStart> from = {};  ///< for a factor on a dated path only
};

/// The map at a path of a sweep or calibration file; empty if it is missing or another kind of value, which is
/// reported.
Value only_map(const Value* value, Reading& reading, const std::string& path);
/// The changes of a `set`.
std::vector<Change> read_changes(const Value* set, Reading& reading, const std::string& path);

/// Reports cited ids that the register lacks: the directories `evidence` of the tree's include directories and beside
/// those files that are in the tree.
void check_citations(Reading& reading, const std::vector<std::filesystem::path>& files, const Tree& tree);

class ScenarioBase {
 public:
  /// Reads the file and the files it extends, within the tree of the file that names it; reports files that cannot be
  /// read.
  ScenarioBase(const std::filesystem::path& file, const Tree& tree, std::span<const InstrumentSchema> instruments,
               Diagnostics& diagnostics);
  /// Applies permanent overrides; with() checks them with the rest.
  void change(std::span<const Change> changes, Diagnostics& diagnostics);
  /// The value at a path, or its default; null if it has neither.
  [[nodiscard]] Value value_at(const std::string& path) const;
  /// The scenario with further overrides. Throws ScenarioError with all errors. Thread-safe.
  [[nodiscard]] LoadedScenario with(std::span<const Change> changes) const;

 private:
  Value root_;
  std::vector<Input> inputs_;
  std::span<const InstrumentSchema> instruments_;
};

}  // namespace entrepot::scenario
