#pragma once
// A scenario as a list of keys and values, without what decides nothing.

#include <map>
#include <string>
#include <vector>

#include "entrepot/scenario/key_differences.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// Values by dotted path, as they are written; titles, questions, notes, sources and grades are left out, and a figure
/// with its evidence is the figure alone.
using Leaves = std::map<std::string, std::string>;

Leaves leaves_of(const Value& root);
/// By path.
std::vector<KeyDifference> differences(const Leaves& a, Leaves b);

}  // namespace entrepot::scenario
