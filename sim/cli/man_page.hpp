#pragma once
// The manual page entrepot(1).

#include <string>

#include "command_table.hpp"

namespace entrepot::cli {

/// In the man macros of roff.
std::string man_page(const CommandTable& program);

}  // namespace entrepot::cli
