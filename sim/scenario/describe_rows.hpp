#pragma once
// Text for parameter rows in `explain` and on the reference page.

#include <functional>
#include <span>
#include <string>

#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

using Visit = std::function<void(const std::string& path, const Description&)>;

/// Visits every parameter, in the order of the tables; a rule's own parameters have the instrument in their path.
void walk_all(std::span<const InstrumentSchema> instruments, const Visit& visit);

/// `0 to 1`, `at least 0`; empty without limits.
std::string range_of(const Description& d);
std::string type_of(const Description& d);
std::string default_of(const Description& d);

}  // namespace entrepot::scenario
