#include "renamed_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entrepot::cli {
namespace {

/// "--less" or "--less=VALUE".
bool is_option(const std::string& argument, const std::string& name) {
  return argument.starts_with(name) && (argument.size() == name.size() || argument[name.size()] == '=');
}

}  // namespace

const std::vector<RenamedOption>& renamed_options() {
  static const std::vector<RenamedOption> options{
      {"", "--also-read", "--include-dir"}, {"analyse", "--against", "--baseline"}, {"decide", "--less", "--minimise"},
      {"decide", "--more", "--maximise"},   {"decide", "--want", "--target"},       {"decide", "--worst", "--tail"},
      {"threshold", "--want", "--target"},
  };
  return options;
}

RenamedArguments with_new_names(std::vector<std::string> arguments) {
  RenamedArguments renamed{std::move(arguments), {}};
  const auto is_word = [](const std::string& argument) { return !argument.starts_with("-"); };
  const auto command = std::find_if(renamed.arguments.begin(), renamed.arguments.end(), is_word);
  if (command == renamed.arguments.end()) return renamed;
  const std::string name = *command;
  for (auto& argument : renamed.arguments) {
    if (argument == "--") break;
    for (const auto& option : renamed_options()) {
      if (!(option.command.empty() || option.command == name) || !is_option(argument, option.old_name)) continue;
      argument.replace(0, option.old_name.size(), option.new_name);
      auto warning = fmt::format("{} is now {}; the old name will be removed in the next version", option.old_name,
                                 option.new_name);
      if (std::find(renamed.warnings.begin(), renamed.warnings.end(), warning) == renamed.warnings.end())
        renamed.warnings.push_back(std::move(warning));
    }
  }
  return renamed;
}

}  // namespace entrepot::cli
