#pragma once
// `entrepot help`: pages on topics, and the help of commands.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace entrepot::cli {

/// The list of topics, a topic, or the help of a command. Throws Error for another word, with the nearest one.
std::string help_text(const CLI::App& program, const std::vector<std::string>& words);

}  // namespace entrepot::cli
