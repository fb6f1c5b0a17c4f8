#pragma once
// Lint of the rules of a scenario: a valid rule may have no effect or contradict another.

#include <string>
#include <vector>

#include "entrepot/model/policy/rule_book.hpp"
#include "entrepot/model/policy/rule_reach.hpp"

namespace entrepot::policy {

struct LintFinding {
  RuleId rule;
  std::string text;
  bool note = false;  ///< informational; not necessarily a mistake
};

/// Finds rules that are never in force, name no product or place, are shadowed by others, relax nothing, contradict
/// each other, open a licence path that another rule blocks, have an end or withdrawal date without effect, or of which
/// their instrument says that they change nothing or act at other dates; and adds notes on rules that reach more than
/// their text may say. In the order of the rules. A rule with a trigger is checked with its trigger condition met,
/// alone and together with all others.
std::vector<LintFinding> lint(const RuleBook& book, const RuleWorld& world);

}  // namespace entrepot::policy
