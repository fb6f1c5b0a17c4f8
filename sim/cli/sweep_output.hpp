#pragma once
// The place of result files.

#include <filesystem>
#include <string>

namespace entrepot::cli {

/// The given result file; without one, a file in the working directory named after the sweep file.
std::filesystem::path sweep_output(const std::string& sweep, const std::string& output);

/// Throws Error (bad input) if no file can be created there, before hours of work are lost.
void check_output_place(const std::filesystem::path& output);

}  // namespace entrepot::cli
