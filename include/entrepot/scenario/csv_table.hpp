#pragma once
// Reader of CSV tables written by spreadsheets in any locale, R, pandas and other simulators.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// A table of scalars with their marks. `quoted` does not imply text, because many programs quote every field. Numbers
/// with a decimal comma are stored with a point.
struct CsvTable {
  std::vector<Value> header;
  std::vector<std::vector<Value>> rows;  ///< each has the length of the header
  char separator = ',';
  bool decimal_comma = false;

  [[nodiscard]] std::optional<std::size_t> column(const std::string& name) const;
};

/// Reads a table from the bytes of a file. Accepts UTF-8, and UTF-16 and UTF-32 with a byte order mark; line ends LF,
/// CRLF or CR; the separators comma, semicolon or tab, detected from the header line; quotation as in RFC 4180; decimal
/// commas unless the separator is a comma. Skips blank lines, Excel's `sep=;` line, empty last columns, and row numbers
/// of R and pandas (with a warning). Reports everything else at its cell, including ambiguous numbers; the table is
/// usable only if nothing was reported.
CsvTable read_csv(const std::string& bytes, const std::string& file, Diagnostics& diagnostics);

/// Whether a field is exactly one finite number.
bool is_csv_number(const Value& field);
/// The number in a field of the column `name`; reports an error and returns NaN if there is none.
double csv_number(const Value& field, const std::string& name, Diagnostics& diagnostics);

}  // namespace entrepot::scenario
