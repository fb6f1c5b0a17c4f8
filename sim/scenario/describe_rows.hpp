#pragma once
// How the rows of the tables read in `explain` and on the reference page.

#include <functional>
#include <span>
#include <string>

#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

using Visit = std::function<void(const std::string& path, const Description&)>;

/// Every parameter there is, in the order of the tables; a rule's own parameters stand under the instrument's name.
void walk_all(std::span<const InstrumentSchema> instruments, const Visit& visit);

/// `0 to 1`, `at least 0`; empty without a limit.
std::string range_of(const Description& d);
std::string type_of(const Description& d);
std::string default_of(const Description& d);

}  // namespace entrepot::scenario
