#pragma once
// The decisions of a scenario's rules, by date, product and destination.

#include <nlohmann/json.hpp>
#include <string>

#include "entrepot/model/setting.hpp"

namespace entrepot::report {

/// An empty name selects all.
struct RulesQuery {
  std::string on;          ///< date; start of the run if empty
  bool all_dates = false;  ///< every period with a different answer
  std::string product;
  std::string destination;
  std::string headquarters;  ///< of the ultimate parent; at the destination if empty
  std::string end_user;      ///< segment of the buyer; civilian if empty
};

/// Both throw Error (bad input) for names that the scenario does not have, and for a date outside the run.
std::string rules_text(const model::Setting& setting, const RulesQuery& query);
nlohmann::ordered_json rules_json(const model::Setting& setting, const RulesQuery& query);

}  // namespace entrepot::report
