#pragma once
// Numbers in the fields of a CSV file: which are numbers, and where decimal signs leave only one reading.

#include <string>

#include "entrepot/scenario/csv_table.hpp"

namespace entrepot::scenario {

/// Find out how a table separated by semicolons or tabs writes decimals, and write all with a point. Reports what could
/// mean two numbers.
void settle_decimals(CsvTable& table, Diagnostics& diagnostics);

}  // namespace entrepot::scenario
