#pragma once
// What a person reads of a result.

#include <string>

#include "entrepot/results/reader.hpp"

namespace entrepot::report {

/// The summary that `entrepot run` prints at its end and `entrepot show` prints again: plain text of at most 100
/// columns, taken from the file alone. Throws Error if the file cannot be read.
std::string summary_text(const results::ResultFile& file);

}  // namespace entrepot::report
