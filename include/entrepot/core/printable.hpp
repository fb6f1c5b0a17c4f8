#pragma once
// Text from files and command lines, made safe for a terminal.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace entrepot {

/// Whether line breaks and tabs stay as they are, or are shown as escapes too.
enum class LineBreaks { kept, escaped };

/// The text with every character that would control a terminal, or reorder the text around it, shown as an escape:
/// C0 and C1 controls, DEL, line and paragraph separators, and the bidirectional controls U+202A-202E and U+2066-2069.
/// The escapes are those of JSON (`\u001b`), so that JSON stays JSON. Other text, UTF-8 or not, is left as it is.
std::string printable(std::string_view text, LineBreaks line_breaks);

/// Offset of the first C0 control or DEL; tabs and line breaks are not among them.
std::optional<std::size_t> first_control_character(std::string_view text);

/// The first character that printable() would show as an escape, as `U+001B`; line breaks and tabs are not among them.
std::optional<std::string> first_unprintable(std::string_view text);

}  // namespace entrepot
