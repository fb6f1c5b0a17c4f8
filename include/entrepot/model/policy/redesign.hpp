#pragma once
// Redesigns (docs/reference/odd.md, section 7): a vendor releases a product just under a rule's thresholds, some time
// after the rule restricts the full product.

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/policy/rule_book.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::policy {

/// Sets the release and performance of every product that is a redesign. Its release is the first week in which dated
/// rules put the full product under a presumption of denial, or stricter, in a place it is redesigned for, plus the
/// lag; its TPP, performance density, list price and compute are scaled by the largest common factor that those rules
/// allow. A redesign that no rule requires, or that the rules do not allow at any factor, is never produced. A rule
/// book built before this call is based on the unscaled products and must be rebuilt.
void settle_redesigns(const scenario::Scenario& scenario, const Calendar& calendar,
                      const world::Jurisdictions& jurisdictions, world::Catalogue& catalogue);

}  // namespace entrepot::policy
