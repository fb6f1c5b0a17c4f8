#pragma once
// The Python package that stands beside the program.

#include <string>
#include <vector>

namespace entrepot::cli {

/// Let `python -m entrepot WORDS...` take the place of this process. Returns only by throwing Error: if there is no
/// Python to start.
[[noreturn]] void become_analysis(const std::vector<std::string>& words);

}  // namespace entrepot::cli
