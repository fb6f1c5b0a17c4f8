#pragma once
// Lint of the rules of a scenario: a valid rule may have no effect or contradict another.

#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/policy/rule_book.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::policy {

struct LintFinding {
  RuleId rule;
  std::string text;
  bool note = false;  ///< informational; not necessarily a mistake
};

/// Finds rules that are never in force, name no product or place, are shadowed by others, relax nothing, contradict
/// each other, depend on a licence that is never in force with them, open a licence path that another rule blocks, or
/// have an end or withdrawal date without effect; and adds notes on duties that apply to more than one licence. In the
/// order of the rules. A rule with a trigger is checked with its trigger condition met, alone and together with all
/// others.
std::vector<LintFinding> lint(const RuleBook& book, const Calendar& calendar, const world::Jurisdictions& jurisdictions,
                              const world::Catalogue& catalogue);

}  // namespace entrepot::policy
