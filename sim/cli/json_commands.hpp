#pragma once
// JSON that several commands print or pass to Python.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"

namespace entrepot::cli {

/// The change to report; empty and zero values are derived from the files.
struct DisplacementQuestion {
  std::string hub;
  std::string from;
  double confidence = 0;
};
nlohmann::ordered_json displacement_json(const std::string& before, const std::string& after,
                                         const DisplacementQuestion& question);

/// Published estimates and the values of results for them. Throws Error for a file that cannot be read.
nlohmann::ordered_json estimates_json(const std::string& suite_file, const std::vector<std::string>& result_files);

/// The format of tables for spreadsheets, as passed to Python.
nlohmann::ordered_json spreadsheet_json(const SpreadsheetChoice& choice);

/// The others except the reference itself, which a shell pattern may name again. Throws Error (bad input) if none
/// remains.
std::vector<std::string> without_reference(const std::string& reference, const std::vector<std::string>& others);

}  // namespace entrepot::cli
