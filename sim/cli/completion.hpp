#pragma once
// Scripts that have a shell complete command lines of the program: commands, options, files, and values that are known.

#include <string>

#include "command_table.hpp"

namespace entrepot::cli {

/// Of "bash", "zsh" or "fish"; throws Error (bad input) for another.
std::string completion(const CommandTable& program, const std::string& shell);

std::string bash_completion(const CommandTable& program);
std::string zsh_completion(const CommandTable& program);
std::string fish_completion(const CommandTable& program);

/// Text in single quotes of a POSIX shell, or of zsh.
std::string shell_quoted(const std::string& text);

}  // namespace entrepot::cli
