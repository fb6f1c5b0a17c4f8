#pragma once
// Escaping of text from files and command lines for safe display on a terminal.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace entrepot {

/// Whether line breaks and tabs are kept or escaped.
enum class LineBreaks { kept, escaped };

/// Escapes every character that would control a terminal or reorder the text around it: C0 and C1 controls, DEL, line
/// and paragraph separators, and the bidirectional controls U+202A-202E and U+2066-2069. Escapes have JSON form
/// (`\u001b`), so JSON stays valid. Other text, UTF-8 or not, is unchanged.
std::string printable(std::string_view text, LineBreaks line_breaks);

/// Offset of the first C0 control or DEL, not counting tabs and line breaks.
std::optional<std::size_t> first_control_character(std::string_view text);

/// The first character that printable() would escape, as `U+001B`, not counting line breaks and tabs.
std::optional<std::string> first_unprintable(std::string_view text);

}  // namespace entrepot
