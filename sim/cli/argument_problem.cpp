#include "argument_problem.hpp"

#include <fmt/format.h>

#include <regex>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::cli {
namespace {

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// An argument that the command does not take.
std::string unexpected(const CLI::App& command, const std::string& word) {
  if (word.starts_with("-")) {
    const std::string name = word.substr(0, word.find('='));
    return fmt::format("no option '{}'{}", name, scenario::did_you_mean(name, option_names(command)));
  }
  if (command.get_parent() == nullptr)
    return fmt::format("no command '{}'{}", word, scenario::did_you_mean(word, command_names(command)));
  return fmt::format("unexpected argument '{}'", word);
}

/// A number without the zeros that end its decimals: CLI11 prints the bounds of a range as 0.001000.
std::string without_last_zeros(const std::string& number) {
  static const std::regex zeros(R"(\.0*$|(\.[0-9]*[1-9])0+$)");
  return std::regex_replace(number, zeros, "$1");
}

/// The message for a value outside its range; empty if the message is another one.
std::string out_of_range(const std::string& message) {
  static const std::regex form(R"((\S+): (?:Value )?([^]*) not in range (\S+) to (\S+))");
  std::smatch part;
  if (!std::regex_match(message, part, form)) return "";
  return fmt::format("{}: '{}' is out of range; expected {} to {}", part.str(1), part.str(2),
                     without_last_zeros(part.str(3)), without_last_zeros(part.str(4)));
}

/// The messages of CLI11, reworded where they are hard to read.
std::string reworded(const std::string& message) {
  static const std::vector<std::pair<std::regex, std::string>> forms{
      {std::regex(R"(Could not convert: (\S+) = ([^]*))"), "$1: cannot read '$2'; expected a number"},
      {std::regex(R"((\S+) is required)"), "$1 is missing"},
      {std::regex(R"((\S+): ([^]*) not in \{(.*)\})"), "$1: '$2' is unknown; expected one of $3"},
      {std::regex(R"((\S+): Directory does not exist: ([^]*))"), "$1: the directory '$2' does not exist"},
      {std::regex(R"((\S+): Directory is actually a file: ([^]*))"), "$1: '$2' is a file; expected a directory"},
      {std::regex(R"((\S+): \d+ required (?:\S+) missing)"), "$1: the value is missing"},
      {std::regex(R"((\S+) requires (\S+))"), "$1 needs $2"},
      {std::regex(R"((\S+) excludes (\S+))"), "$1 and $2 exclude each other; remove one of them"},
  };
  if (auto text = out_of_range(message); !text.empty()) return text;
  for (const auto& [form, text] : forms) {
    if (std::regex_match(message, form)) return std::regex_replace(message, form, text);
  }
  return message;
}

}  // namespace

std::string argument_problem(const CLI::App& program, const CLI::ParseError& error) {
  const auto used = program.get_subcommands();
  const CLI::App& command = used.empty() ? program : *used.front();
  const auto words = program.remaining(true);
  const bool extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !words.empty();
  const std::string help = used.empty() ? "entrepot --help" : fmt::format("entrepot {} --help", command.get_name());
  return fmt::format("{}; see '{}'", extra ? unexpected(command, words.front()) : reworded(error.what()), help);
}

}  // namespace entrepot::cli
