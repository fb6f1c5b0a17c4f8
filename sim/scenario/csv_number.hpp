#pragma once
// Numbers in CSV fields: recognition and resolution of the decimal notation.

#include <string>

#include "entrepot/scenario/csv_table.hpp"

namespace entrepot::scenario {

/// Infers the decimal notation of a table separated by semicolons or tabs and rewrites all numbers with a point.
/// Reports ambiguous numbers.
void settle_decimals(CsvTable& table, Diagnostics& diagnostics);

}  // namespace entrepot::scenario
