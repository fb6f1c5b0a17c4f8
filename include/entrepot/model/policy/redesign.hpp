#pragma once
// Vendors' answer to a threshold (docs/odd.md, section 7): a part just under it, a lag after the rule that bars
// the full one.

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/policy/rule_book.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::policy {

/// Settle every product that is a redesign of another. Its release is the first week in which dated rules put the full
/// part under a presumption of denial, or worse, in a place it is redesigned for, plus the lag; its TPP, performance
/// density, list price and compute are cut alike to the largest share that those rules let pass. A redesign that no
/// rule calls for, or that nothing lets pass, is never made. A rule book made before knows the parts uncut, and must be
/// made anew.
void settle_redesigns(const scenario::Scenario& scenario, const Calendar& calendar,
                      const world::Jurisdictions& jurisdictions, world::Catalogue& catalogue);

}  // namespace entrepot::policy
