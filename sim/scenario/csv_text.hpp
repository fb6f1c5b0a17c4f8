#pragma once
// Conversion of CSV files of any encoding to UTF-8.

#include <optional>
#include <string>

#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::scenario {

/// The bytes as UTF-8 without a byte order mark. Reports bytes that are not text, or text in an uncertain encoding,
/// with the likely encoding.
std::optional<std::string> csv_text(const std::string& bytes, const std::string& file, Diagnostics& diagnostics);

}  // namespace entrepot::scenario
