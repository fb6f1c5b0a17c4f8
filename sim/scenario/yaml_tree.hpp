#pragma once
// YAML text to a tree of marked values, within limits that keep hostile files from costing anything.

#include <string>

#include "diagnostics.hpp"
#include "value.hpp"

namespace entrepot::scenario {

/// Parse one document. Reports syntax errors, duplicate keys, text that is not UTF-8, and what passes the limits of
/// size (8 MiB), nesting (64 levels) and aliases (100,000 values in all).
Value parse_yaml(const std::string& text, const std::string& file, Diagnostics& diagnostics);

/// The tree as YAML text.
std::string write_yaml(const Value& value);

}  // namespace entrepot::scenario
