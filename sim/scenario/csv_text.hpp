#pragma once
// The text of a CSV file, whatever its encoding.

#include <optional>
#include <string>

#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::scenario {

/// The bytes as UTF-8 without a byte order mark. Reports bytes that are no text, or text in an encoding that cannot be
/// told for certain, and says what it seems to be.
std::optional<std::string> csv_text(const std::string& bytes, const std::string& file, Diagnostics& diagnostics);

}  // namespace entrepot::scenario
