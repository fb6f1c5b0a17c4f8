#pragma once
// A scenario as a list of the keys and values that affect results.

#include <vector>

#include "entrepot/scenario/key_differences.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// Values by dotted path, as written. Titles, questions, notes, sources, grades, evidence and ranges are omitted; a
/// value with evidence is reduced to the value.
using Leaves = KeyValues;

Leaves leaves_of(const Value& root);
/// Differences sorted by path.
std::vector<KeyDifference> differences(const Leaves& a, Leaves b);

}  // namespace entrepot::scenario
