#pragma once
// Words of shell commands.

#include <string>
#include <string_view>

namespace entrepot {

/// Quotes a text, in single quotes, as one word of a POSIX shell.
std::string shell_quoted(std::string_view text);

}  // namespace entrepot
