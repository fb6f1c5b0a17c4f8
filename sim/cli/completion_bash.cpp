#include <fmt/format.h>

#include "completion.hpp"

namespace entrepot::cli {
namespace {

// What is the same for every table. {0} is the program's name.
constexpr const char* helpers = R"(# Completion of {0} for bash. Written by `{0} completion bash`.

# Folders, and files of an ending; all files where there is none with it.
_{0}_files() {{
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -X "!*.$1" -- "$cur")
  ((${{#COMPREPLY[@]}})) || mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  local folder
  while IFS= read -r folder; do
    [[ " ${{COMPREPLY[*]}} " == *" $folder "* ]] || COMPREPLY+=("$folder")
  done < <(compgen -d -- "$cur")
}}

_{0}_folders() {{
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -d -- "$cur")
}}

_{0}_words() {{
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}}

# How many arguments stand before the cursor: words that are neither options nor values of those named in $1.
_{0}_arguments() {{
  local k word skip=
  arguments=-1  # the command itself
  for ((k = 1; k < COMP_CWORD; ++k)); do
    word=${{COMP_WORDS[k]}}
    if [[ $word == = ]]; then
      skip=1
    elif [[ $skip ]]; then
      skip=
    elif [[ $word == -* ]]; then
      if [[ " $1 " == *" $word "* ]]; then skip=1; fi
    else
      ((++arguments))
    fi
  done
}}

)";

/// The call that completes a value; empty where nobody knows what it may be.
std::string value_call(const std::string& program, const OptionRow& option) {
  if (!option.offered.empty())
    return fmt::format("_{}_words {}", program, shell_quoted(fmt::format("{}", fmt::join(option.offered, " "))));
  if (option.kind == ValueKind::folder) return fmt::format("_{}_folders", program);
  if (option.kind == ValueKind::file)
    return fmt::format("_{}_files {}", program, shell_quoted(option.ending.empty() ? "*" : option.ending));
  return "";
}

std::string all_names(const std::vector<OptionRow>& options, bool valued_only) {
  std::string text;
  for (const auto& option : options) {
    if (valued_only && !option.takes_value()) continue;
    text += fmt::format("{}{}", text.empty() ? "" : " ", fmt::join(option.names, " "));
  }
  return text;
}

/// The branch of a command: values of its options, then its options, then its arguments.
std::string branch(const std::string& program, const CommandRow& command) {
  std::string text = fmt::format("    {})\n      case $previous in\n", command.name);
  std::string unknown;  // options whose values only the user knows
  for (const auto& option : command.options) {
    if (!option.takes_value()) continue;
    const auto names = fmt::format("{}", fmt::join(option.names, " | "));
    if (const auto call = value_call(program, option); !call.empty()) {
      text += fmt::format("        {}) {}; return ;;\n", names, call);
    } else {
      unknown += (unknown.empty() ? "" : " | ") + names;
    }
  }
  if (!unknown.empty()) text += fmt::format("        {}) return ;;\n", unknown);
  text += "      esac\n";
  text += fmt::format("      if [[ $cur == -* ]]; then _{}_words {}; return; fi\n", program,
                      shell_quoted(all_names(command.options, false)));
  text += fmt::format("      _{}_arguments {}\n      case $arguments in\n", program,
                      shell_quoted(all_names(command.options, true)));
  for (std::size_t at = 0; at < command.arguments.size(); ++at) {
    const auto& argument = command.arguments[at];
    if (const auto call = value_call(program, argument); !call.empty())
      text += fmt::format("        {}) {} ;;\n", argument.repeats ? "*" : std::to_string(at), call);
  }
  return text + "      esac ;;\n";
}

}  // namespace

std::string bash_completion(const CommandTable& program) {
  std::string commands;
  for (const auto& command : program.commands) commands += command.name + " ";
  std::string text = fmt::format(helpers, program.name);
  text += fmt::format("_{}() {{\n", program.name);
  text +=
      "  local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} arguments\n"
      "  COMPREPLY=()\n"
      "  # bash takes --option=value apart at the sign\n"
      "  if [[ $cur == = ]]; then\n"
      "    cur=\n"
      "  elif [[ $previous == = ]]; then\n"
      "    previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
      "  fi\n"
      "  if ((COMP_CWORD == 1)); then\n";
  text += fmt::format("    _{}_words {}\n    return\n  fi\n", program.name,
                      shell_quoted(commands + all_names(program.options, false)));
  text += "  case ${COMP_WORDS[1]} in\n";
  for (const auto& command : program.commands) text += branch(program.name, command);
  text += fmt::format("  esac\n}}\n\ncomplete -F _{0} {0}\n", program.name);
  return text;
}

}  // namespace entrepot::cli
