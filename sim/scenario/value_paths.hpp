#pragma once
// Access to values by dotted path.

#include <optional>
#include <string>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/schema.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// The value at a path of keys joined by dots; null if there is none.
const Value* find_path(const Value& root, const std::string& path);

/// The row of the parameter at a path; nullopt if there is no such parameter outside of rules.
std::optional<AnyTable::AnyRow> row_at(const std::string& path);

/// The default of the parameter at a path; null if there is none or no such parameter.
Value default_at(const std::string& path, Diagnostics& diagnostics);

}  // namespace entrepot::scenario
