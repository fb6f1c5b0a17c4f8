#pragma once
// The summary of a result.

#include <string>

#include "entrepot/results/reader.hpp"

namespace entrepot::report {

/// The summary that `entrepot run` and `entrepot show` print: plain text of at most 100 columns, from the file alone.
/// Throws Error if the file cannot be read.
std::string summary_text(const results::ResultFile& file);

}  // namespace entrepot::report
