#pragma once
// What the export authority thinks of firms, and who acts on its rules.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Probability that a place acts on the exporting authority's rules: its customs', raised by its government's reaction
/// to the naming of its firms, and never below what rules in force ask for.
double cooperation(const WeekContext& week, JurisdictionId place);

/// Some owners of a firm that is listed, or that suppliers drop, found another one after a lag.
void plan_return(Writes<EnforcementState> week, IntermediaryId i, Week from);

/// The authority's score of an intermediary today.
double suspicion(const WeekContext& week, IntermediaryId i);

/// Raise the authority's score of an intermediary.
void add_suspicion(Writes<IntermediaryState, EnforcementState> week, IntermediaryId i, double weight);

}  // namespace entrepot::model
