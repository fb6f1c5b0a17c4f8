#pragma once

#include <string>

namespace entrepot::report {

/// The phases of a week in Markdown: what happens, which draws are taken, which tables change, and where the code is.
std::string phases_markdown();

}  // namespace entrepot::report
