#pragma once
// Errors in the arguments of a command line, in the program's own words.

#include <CLI/CLI.hpp>
#include <string>

namespace entrepot::cli {

/// One line: the problem, what was expected, and where to read more.
std::string argument_problem(const CLI::App& program, const CLI::ParseError& error);

}  // namespace entrepot::cli
