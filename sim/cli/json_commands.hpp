#pragma once
// What commands print with --json, for the commands that hand it to Python.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"

namespace entrepot::cli {

nlohmann::ordered_json analysis_json(const AnalyseOptions& options);
nlohmann::ordered_json decision_json(const DecideOptions& options);

/// Which change a displacement is about; empty or zero: found in the files.
struct DisplacementQuestion {
  std::string hub;
  std::string from;
  double confidence = 0;
};
nlohmann::ordered_json displacement_json(const std::string& before, const std::string& after,
                                         const DisplacementQuestion& question);

/// How tables for spreadsheets are written, as Python takes it.
nlohmann::ordered_json spreadsheet_json(const SpreadsheetChoice& choice);

/// The files other than the first, without the first itself, which a pattern of the shell may name again. Throws Error
/// (bad input) if none is left.
std::vector<std::string> without_reference(const std::string& reference, const std::vector<std::string>& others);

}  // namespace entrepot::cli
