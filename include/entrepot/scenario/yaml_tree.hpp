#pragma once
// YAML parser for a tree of marked values, with limits against hostile files.

#include <string>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// Whether marks have line numbers; those of an override from the command line have none.
enum class Lines { counted, none };

/// Parses one document. Reports syntax errors, duplicate keys, YAML features without meaning in a scenario (tags, merge
/// keys, further documents), text that is not UTF-8 or has control characters, and violations of the limits on size (2
/// MiB), nesting (64 levels) and values (100,000, aliases expanded). Columns count bytes.
Value parse_yaml(const std::string& text, const std::string& file, Diagnostics& diagnostics,
                 Lines lines = Lines::counted);

/// The tree as YAML text; parsing it gives the same tree.
std::string write_yaml(const Value& value);

}  // namespace entrepot::scenario
