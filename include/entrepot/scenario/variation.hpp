#pragma once
// A scenario that is varied: read once, then completed many times with values laid over it.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/tree.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// A value that takes the place of what stands at a path, or that multiplies every number there. Messages name the
/// value's mark.
struct Change {
  std::string path;
  Value value;
  bool scales = false;
};

/// The map that stands at a path of a sweep or calibration file; an empty one if there is none, or another kind of
/// value, which is reported.
Value only_map(const Value* value, Reading& reading, const std::string& path);
/// The changes of a `set`.
std::vector<Change> read_changes(const Value* set, Reading& reading, const std::string& path);

class ScenarioBase {
 public:
  /// Reads the file and all that it extends, in the tree of the file that names it; what cannot be read is reported.
  ScenarioBase(const std::filesystem::path& file, const Tree& tree, std::span<const InstrumentSchema> instruments,
               Diagnostics& diagnostics);
  /// Lay values over it for good. They are checked with the rest, by with().
  void change(std::span<const Change> changes, Diagnostics& diagnostics);
  /// What is written at a path, or else its default; null if it has neither.
  [[nodiscard]] Value value_at(const std::string& path) const;
  /// The scenario with further values over it. Throws ScenarioError with all that is wrong. May be called from several
  /// threads at once.
  [[nodiscard]] LoadedScenario with(std::span<const Change> changes) const;

 private:
  Value root_;
  std::vector<Input> inputs_;
  std::span<const InstrumentSchema> instruments_;
};

}  // namespace entrepot::scenario
