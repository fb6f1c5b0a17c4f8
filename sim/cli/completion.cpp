#include "completion.hpp"

#include "entrepot/core/error.hpp"

namespace entrepot::cli {

std::string completion(const CommandTable& program, const std::string& shell) {
  if (shell == "bash") return bash_completion(program);
  if (shell == "zsh") return zsh_completion(program);
  if (shell == "fish") return fish_completion(program);
  throw Error("no completion for the shell '" + shell + "'", ExitCode::bad_input);
}

std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace entrepot::cli
