#pragma once
// Divergence of two scenarios: runs both phase by phase until their states differ.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/setting.hpp"

namespace entrepot::experiment {

/// The first cell of a table in which two runs differ.
struct CellDifference {
  std::string table;  ///< e.g. `buyers.installed`
  std::string where;  ///< names of the cell's rows; empty for a single number
  std::string a;      ///< the two values
  std::string b;
};

struct Divergence {
  Week weeks = 0;  ///< weeks common to both runs
  /// Agents and their attributes before the first week: the first differing cell of each table.
  std::vector<CellDifference> population;
  /// The first difference of the rules in force, in week `rules_week`, one entry per table.
  std::vector<CellDifference> rules;
  Week rules_week = -1;
  /// Differences after the phase in which the states diverge: the first cell of each table, in the order of the tables.
  /// Empty if they never diverge.
  std::vector<CellDifference> state;
  Week week = -1;          ///< week of that phase; -1: the initial state
  std::string_view phase;  ///< "opening", or a phase's name
  std::string draws;       ///< purposes of the draws that the phase may use

  [[nodiscard]] bool diverged() const { return !state.empty(); }
};

/// Runs one replicate of both scenarios and compares their complete states after every phase: all tables of
/// world::State, the messages of the week, and the published data. Rows are matched by name (agents by stable id), so a
/// rule, product or group in only one scenario is not by itself a difference. Throws Error (ExitCode::bad_input) if the
/// runs start on different days.
Divergence diverge(const model::Setting& a, const model::Setting& b, std::uint32_t replicate);

}  // namespace entrepot::experiment
