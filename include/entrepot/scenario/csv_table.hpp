#pragma once
// A table from a CSV file as people have them: from spreadsheets in any locale, R, pandas, other simulators.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// Every field is a scalar that knows its place. `quoted` says that it was in quotation marks, which makes it no text:
/// many programs quote every field. Numbers with a decimal comma are stored with a point.
struct CsvTable {
  std::vector<Value> header;
  std::vector<std::vector<Value>> rows;  ///< each as long as the header
  char separator = ',';
  bool decimal_comma = false;

  [[nodiscard]] std::optional<std::size_t> column(const std::string& name) const;
};

/// Read a table from the bytes of a file. Takes UTF-8, and UTF-16 and UTF-32 with a byte order mark; lines that end in
/// LF, CRLF or CR; commas, semicolons or tabs, as the header line has them; quotation as in RFC 4180; decimal commas
/// where the separator is another. Leaves out blank lines, the `sep=;` line of Excel, empty last columns, and row
/// numbers of R and pandas (with a warning). Reports all else, each at its cell, among it what could mean two numbers;
/// the table is usable only if nothing was reported.
CsvTable read_csv(const std::string& bytes, const std::string& file, Diagnostics& diagnostics);

/// Whether a field holds a finite number and nothing else.
bool is_csv_number(const Value& field);
/// The number of a field of the column `name`; NaN, and an error that says why, if it holds none.
double csv_number(const Value& field, const std::string& name, Diagnostics& diagnostics);

}  // namespace entrepot::scenario
