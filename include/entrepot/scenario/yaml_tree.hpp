#pragma once
// YAML text to a tree of marked values, within limits that keep hostile files from costing anything.

#include <string>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// Whether the marks of a text count its lines; a setting from the command line has none worth counting.
enum class Lines { counted, none };

/// Parse one document. Reports syntax errors, duplicate keys, what is YAML but has no meaning in a scenario (tags,
/// merge keys, further documents), text that is not UTF-8 or holds control characters, and what passes the limits of
/// size (2 MiB), nesting (64 levels) and values (100,000, aliases expanded). Columns count bytes.
Value parse_yaml(const std::string& text, const std::string& file, Diagnostics& diagnostics,
                 Lines lines = Lines::counted);

/// The tree as YAML text; reads back to the same tree.
std::string write_yaml(const Value& value);

}  // namespace entrepot::scenario
