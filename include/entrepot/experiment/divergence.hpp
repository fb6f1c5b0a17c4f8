#pragma once
// Two scenarios run side by side, phase by phase, until their states part.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/setting.hpp"

namespace entrepot::experiment {

/// The first cell of a table in which two runs differ.
struct CellDifference {
  std::string table;  ///< as `buyers.installed`
  std::string where;  ///< rows of the cell by their names; empty for a single number
  std::string a;      ///< the two values
  std::string b;
};

struct Divergence {
  Week weeks = 0;  ///< that both runs have
  /// Agents and their attributes, before the first week: the first cell of each table that differs.
  std::vector<CellDifference> population;
  /// The first difference of the rules in force, one entry a table; the week is `rules_week`.
  std::vector<CellDifference> rules;
  Week rules_week = -1;
  /// What differs after the phase in which the states part: the first cell of each table, in the order of the tables.
  /// Empty if they never do.
  std::vector<CellDifference> state;
  Week week = -1;          ///< of that phase; -1: the opening state
  std::string_view phase;  ///< "opening", or a phase's name
  std::string draws;  ///< purposes of the draws that the phase may take

  [[nodiscard]] bool parted() const { return !state.empty(); }
};

/// Run a replicate of both, comparing whole states after every phase: all tables of world::State, the messages of the
/// week, and what is published. Rows are matched by name (agents by stable id), so that a rule, product or group that
/// only one scenario has does not count by itself. Throws Error (ExitCode::bad_input) if the runs do not start on the
/// same day.
Divergence diverge(const model::Setting& a, const model::Setting& b, std::uint32_t replicate);

}  // namespace entrepot::experiment
