#pragma once
// The text of a new scenario for the user to edit.

#include <string>

#include "entrepot/scenario/parameters.hpp"

namespace entrepot::cli {

struct NewScenario {
  std::string file;     ///< as the user names it, for the commands to try next
  std::string base;     ///< the extended scenario, as the user names it
  std::string extends;  ///< the same, as the new file names it
};

/// A valid scenario with comments: a rule, alternatives to it, and an override. Its dates and places are those of
/// `base`.
std::string new_scenario_text(const NewScenario& names, const scenario::Scenario& base);

}  // namespace entrepot::cli
