#pragma once
// Inspection of consignments as they leave a jurisdiction (docs/odd.md, section 7).

#include "entrepot/model/policy/rule_table.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::submodels {

/// Probability that a consignment on the lane is picked for inspection: customs' rate (its transfer rate inside one
/// jurisdiction) x the lane's factor x what the rules in force add.
double inspection_probability(const world::Jurisdictions& jurisdictions, const world::Lane& lane,
                              const policy::RuleTable& rules);

/// Probability that an inspection detects a diverted consignment: customs are able to (`detection`, 0..1) and act on it
/// (`cooperation`, 0..1).
inline double detection_probability(double detection, double cooperation) { return detection * cooperation; }

}  // namespace entrepot::submodels
