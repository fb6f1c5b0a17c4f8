#include <fmt/format.h>

#include "completion.hpp"

namespace entrepot::cli {
namespace {

/// Text inside a specification of _arguments, where some signs mean something.
std::string escaped(const std::string& text, std::string_view signs) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\' || signs.find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

/// The action that completes a value.
std::string action(const OptionRow& option) {
  if (!option.offered.empty()) return fmt::format("({})", fmt::join(option.offered, " "));
  if (option.kind == ValueKind::folder) return "_files -/";
  if (option.kind == ValueKind::file) return option.ending.empty() ? "_files" : "_files -g \"*." + option.ending + "\"";
  return " ";
}

/// ":FILE.h5:_files".
std::string value_text(const OptionRow& option) {
  return option.takes_value() ? ":" + escaped(option.value, ":") + ":" + action(option) : "";
}

/// One line for each name; a name excludes the others unless the option may be given again.
std::string option_text(const OptionRow& option) {
  std::string text;
  for (const auto& name : option.names) {
    std::string spec = option.repeats ? "*" : fmt::format("({})", fmt::join(option.names, " "));
    spec += name;
    if (option.takes_value()) spec += name.starts_with("--") ? "=" : "+";
    spec += "[" + escaped(option.meaning, "[]:") + "]" + value_text(option);
    text += "        " + shell_quoted(spec) + " \\\n";
  }
  return text;
}

std::string branch(const CommandRow& command) {
  std::string text = "    " + command.name + ")\n      _arguments -s \\\n";
  for (const auto& option : command.options) text += option_text(option);
  for (std::size_t at = 0; at < command.arguments.size(); ++at) {
    const auto& argument = command.arguments[at];
    const std::string place = argument.repeats ? "*" : std::to_string(at + 1);
    text += "        " + shell_quoted(place + ":" + escaped(argument.names.front(), ":") + ":" + action(argument)) +
            " \\\n";
  }
  return text + "        ;;\n";
}

}  // namespace

std::string zsh_completion(const CommandTable& program) {
  std::string text = fmt::format("#compdef {0}\n# Written by `{0} completion zsh`.\n\n_{0}() {{\n", program.name);
  text += "  local curcontext=$curcontext state line\n  typeset -A opt_args\n  local -a commands=(\n";
  for (const auto& command : program.commands)
    text += "    " + shell_quoted(command.name + ":" + escaped(command.meaning, ":")) + "\n";
  text += "  )\n  _arguments -C \\\n";
  for (const auto& option : program.options) text += option_text(option);
  text += "        '1:command:->command' \\\n        '*::argument:->argument'\n";
  text +=
      "  if [[ $state == command ]]; then\n    _describe command commands\n    return\n  fi\n"
      "  [[ $state == argument ]] || return\n  case $words[1] in\n";
  for (const auto& command : program.commands) text += branch(command);
  text += fmt::format("  esac\n}}\n\n_{0} \"$@\"\n", program.name);
  return text;
}

}  // namespace entrepot::cli
