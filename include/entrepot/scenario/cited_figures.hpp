#pragma once
// The figures of a scenario with their evidence: what `explain` prints of one key, and what coverage counts.

#include <span>
#include <string>
#include <vector>

#include "entrepot/scenario/load.hpp"

namespace entrepot::scenario {

/// A value as the scenario has it, with its own evidence and that of the entry that holds it.
struct Figure {
  std::string path;
  std::string value;       ///< as written
  std::string where;       ///< file:line:column
  std::string range = {};  ///< as written; empty without one
  std::string source = {};
  std::string grade = {};
  std::string note = {};
  std::vector<std::string> evidence = {};  ///< ids

  [[nodiscard]] bool cites() const { return !evidence.empty(); }
};

/// The values whose path is the key or ends in it; `*` matches any name.
std::vector<Figure> figures_of_key(const std::string& key, const LoadedScenario& loaded);

/// Every number, distribution, series and date of the scenario, except the sections calendar, run and model.
std::vector<Figure> all_figures(const LoadedScenario& loaded, std::span<const InstrumentSchema> instruments);

}  // namespace entrepot::scenario
