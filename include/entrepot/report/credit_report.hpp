#pragma once
// The contributions of single rules to the difference between two scenarios (Shapley values).

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entrepot/experiment/comparison.hpp"
#include "entrepot/experiment/shapley.hpp"

namespace entrepot::report {

/// Rules that are added together.
struct RuleGroup {
  std::string name;
  std::vector<std::string> rules;
};

/// `found` has one run for every subset of the groups, and one measure.
std::string credit_text(const experiment::SideBySide& found, const std::vector<RuleGroup>& groups,
                        const experiment::Credits& credits);
nlohmann::ordered_json credit_json(const experiment::SideBySide& found, const std::vector<RuleGroup>& groups,
                                   const experiment::Credits& credits);

}  // namespace entrepot::report
