#pragma once
// What is odd about the rules of a scenario: each rule may be valid and still do nothing, or contradict another.

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
  bool note = false;  ///< worth knowing, and no sign of a mistake by itself
};

/// Rules that are never in force, name no product or place, are shadowed by others, relax nothing, contradict each
/// other, depend on a licence that is never in force with them, open a licence path that another rule blocks, or have
/// a date of end or withdrawal that changes nothing; and notes on duties that bind more than one licence. In the order
/// of the rules. A rule with a trigger is
/// judged with the trigger set off, alone and together with all others.
std::vector<LintFinding> lint(const RuleBook& book, const Calendar& calendar, const world::Jurisdictions& jurisdictions,
                              const world::Catalogue& catalogue);

}  // namespace entrepot::policy
