#pragma once
// The terminal on which a text appears.

#include <cstddef>
#include <cstdio>
#include <optional>

namespace entrepot::cli {

/// Columns of the terminal: COLUMNS, or what the terminal reports. None if the stream is not a terminal.
std::optional<std::size_t> terminal_width(std::FILE* stream);

/// Whether the stream is a terminal that can return to the start of a line.
bool can_redraw(std::FILE* stream);

}  // namespace entrepot::cli
