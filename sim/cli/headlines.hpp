#pragma once
// Headline results as a small JSON file, which replaces the result file in later comparisons.

#include <string>

#include "entrepot/experiment/headlines.hpp"

namespace entrepot::cli {

/// A line for each headline result, so that a diff of two files can be read. With `values`, the value of every
/// replicate too. Throws Error (bad input) if values are wanted and there are none.
std::string headlines_text(const experiment::Headlines& of, bool values);

/// Of a result file or of a file of headline results. Throws Error (bad input) for any other.
experiment::Headlines open_headlines(const std::string& file);

}  // namespace entrepot::cli
