#pragma once
// Changes of a scenario that have no date.

#include <vector>

#include "entrepot/scenario/load.hpp"
#include "value.hpp"

namespace entrepot::scenario {

/// What a scenario changes of a complete one, outside of rules and of values with dates: each holds in every week of
/// the run, also before the policy that it may stand for. Settings of the run itself (`calendar`, `run`, `model`,
/// texts) and new entries are left out.
std::vector<UndatedChange> undated_changes(const Value& base, const Value& changed);

}  // namespace entrepot::scenario
