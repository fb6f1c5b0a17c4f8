#pragma once
// Where results go.

#include <filesystem>
#include <string>

namespace entrepot::cli {

/// The result file as the command line names it, or by the sweep file's name in the working directory.
std::filesystem::path sweep_output(const std::string& sweep, const std::string& output);

/// Throws Error (bad input) if no file can stand there: hours of work must not end in it.
void check_output_place(const std::filesystem::path& output);

}  // namespace entrepot::cli
