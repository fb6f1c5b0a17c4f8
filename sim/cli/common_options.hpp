#pragma once
// Arguments that several commands share.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "commands.hpp"

namespace entrepot::cli {

// Names of file arguments; their endings tell shell completion which files to offer (completion.cpp).
inline constexpr const char* scenario_file = "FILE.yaml";
inline constexpr const char* result_file = "FILE.h5";
inline constexpr const char* any_file = "FILE";
inline constexpr const char* folder_name = "FOLDER";

inline const std::vector<std::string> figure_endings{".svg", ".pdf", ".png"};

void add_settings(CLI::App& command, std::vector<std::string>& settings);
void add_include_dirs(CLI::App& command, std::vector<std::string>& include_dirs);
void add_threads(CLI::App& command, int& threads);
void add_replicates(CLI::App& command, int& replicates, const std::string& help);
void add_outputs(CLI::App& command, std::vector<std::string>& outputs, const std::string& help);
void add_until(CLI::App& command, std::vector<std::string>& until, const std::string& help);
void add_json(CLI::App& command, bool& json);
void add_table_output(CLI::App& command, std::string& output);
void add_spreadsheet(CLI::App& command, SpreadsheetChoice& choice);

/// Splits the value at commas, with or without spaces around them.
CLI::Option* split_at_commas(CLI::Option* option);

/// Refuses file names with other endings before any work is done.
CLI::Validator ending_in(std::vector<std::string> endings);

}  // namespace entrepot::cli
