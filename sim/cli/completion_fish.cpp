#include <fmt/format.h>

#include "completion.hpp"

namespace entrepot::cli {
namespace {

/// Text in single quotes of fish, where a backslash escapes.
std::string quoted(const std::string& text) {
  std::string safe = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') safe += '\\';
    safe += c;
  }
  return safe + "'";
}

/// What fish offers for a value; empty if nobody knows.
std::string values_of(const OptionRow& option) {
  if (!option.offered.empty()) return quoted(fmt::format("{}", fmt::join(option.offered, " ")));
  if (option.kind == ValueKind::folder) return "'(__fish_complete_directories)'";
  if (option.kind == ValueKind::file)
    return option.ending.empty() ? "'(__fish_complete_path (commandline -ct))'"
                                 : "'(__fish_complete_suffix ." + option.ending + ")'";
  return "";
}

std::string option_line(const std::string& program, const std::string& where, const OptionRow& option) {
  std::string text = fmt::format("complete -c {} -n {}", program, quoted(where));
  for (const auto& name : option.names)
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (option.takes_value()) text += " -x";
  if (const auto values = values_of(option); !values.empty()) text += " -a " + values;
  return text + " -d " + quoted(option.meaning) + "\n";
}

std::string command_lines(const std::string& program, const CommandRow& command) {
  std::string text = fmt::format("complete -c {0} -n __{0}_no_command -a {1} -d {2}\n", program, command.name,
                                 quoted(command.meaning));
  const std::string where = fmt::format("__{}_command {}", program, command.name);
  for (const auto& option : command.options) text += option_line(program, where, option);
  for (const auto& argument : command.arguments) {
    if (const auto values = values_of(argument); !values.empty())
      text += fmt::format("complete -c {} -n {} -k -a {}\n", program, quoted(where), values);
  }
  return text;
}

}  // namespace

std::string fish_completion(const CommandTable& program) {
  std::string text = fmt::format("# Completion of {0} for fish. Written by `{0} completion fish`.\n\n", program.name);
  text += fmt::format(
      "function __{0}_no_command\n    test (count (commandline -opc)) -eq 1\nend\n\n"
      "function __{0}_command\n    set -l words (commandline -opc)\n"
      "    test (count $words) -gt 1; and test $words[2] = $argv[1]\nend\n\ncomplete -c {0} -f\n",
      program.name);
  for (const auto& option : program.options)
    text += option_line(program.name, "__" + program.name + "_no_command", option);
  for (const auto& command : program.commands) text += command_lines(program.name, command);
  return text;
}

}  // namespace entrepot::cli
