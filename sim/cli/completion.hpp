#pragma once
// Shell completion. The shell's script passes the words typed so far to `entrepot __complete`.

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot::cli {

inline constexpr std::string_view complete_command = "__complete";

/// Candidates for the last of `words`, which follow the program's name: one line each, with its meaning after a tab; or
/// a line ":files" with the usual ending of the files; or a line ":folders".
std::vector<std::string> completions(CLI::App& program, std::vector<std::string> words);

/// The script for "bash", "zsh" or "fish".
std::string completion_script(const std::string& shell);

}  // namespace entrepot::cli
