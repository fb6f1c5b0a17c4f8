#pragma once
// Inspection of consignments at departure from a jurisdiction (docs/reference/odd.md, section 7).

#include "entrepot/model/policy/rule_table.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::submodels {

/// Probability that a consignment on the lane is inspected: customs' inspection rate (the transfer rate within a
/// jurisdiction) x the lane's factor x the factor of the rules in force.
double inspection_probability(const world::Jurisdictions& jurisdictions, const world::Lane& lane,
                              const policy::RuleTable& rules);

/// Probability that an inspection detects a diverted consignment: customs can recognise it (`detection`, 0..1) and
/// cooperate (`cooperation`, 0..1).
inline double detection_probability(double detection, double cooperation) { return detection * cooperation; }

}  // namespace entrepot::submodels
