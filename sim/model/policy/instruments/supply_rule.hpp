#pragma once
// What the rules on tools, dies and memory have in common: the vendors whose lines they reach.

#include <string>
#include <utility>
#include <vector>

#include "typed_instrument.hpp"

namespace entrepot::policy {

/// The row of the vendors that a rule names.
inline scenario::Row vendors_row() {
  return {.optional = true,
          .refers_to = "vendors",
          .meaning = "Vendors whose lines it reaches; all outside the exporting authority's controls if omitted."};
}

/// A rule without effect on the lines of these vendors.
inline SupplyRule supply_rule(const RuleContext& context, const std::vector<std::string>& vendors) {
  SupplyRule rule{.rule = context.self};
  const auto& all = context.catalogue.vendors;
  for (const VendorId v : Rows<VendorId>(all.size())) {
    const bool reached = vendors.empty() ? all.under_controls[v] == 0 : names(vendors, all.names[v.row()]);
    rule.vendors.push_back(reached ? 1 : 0);
  }
  return rule;
}

/// The vendors that a rule reaches and whose lines have limits for which test(limits) holds.
template <class Test>
Names reached_vendors(const RuleReach& reach, const Test& test) {
  const SupplyRule& rule = reach.effect().levers.supply.front();
  return reach.vendors_with_lines([&](VendorId v) { return rule.vendors[v] != 0; }, test);
}

}  // namespace entrepot::policy
