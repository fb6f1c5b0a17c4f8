#include "help_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <vector>

#include "entrepot/io/text_table.hpp"
#include "terminal.hpp"

namespace entrepot::cli {
namespace {

constexpr std::size_t usual_width = 80;  // off a terminal, e.g. for manual pages
constexpr std::size_t widest = 100;      // longer lines are hard to read
constexpr std::size_t narrow = 60;       // below it, descriptions have lines of their own
constexpr std::size_t narrow_indent = 6;
constexpr std::size_t option_column = 27;
constexpr std::size_t command_column = 16;

std::size_t page_width() { return std::min(terminal_width(stdout).value_or(usual_width), widest); }

/// `  NAME   description`, wrapped; on a narrow page, or behind a long name, the description begins below it.
std::string entry(const std::string& name, const std::string& description, std::size_t column) {
  const std::size_t width = page_width();
  const std::size_t indent = width < narrow ? narrow_indent : column;
  std::string text = io::wrapped(description, width, indent);
  if (name.size() + 4 <= indent && !text.empty()) return "  " + name + text.substr(name.size() + 2);
  return "  " + name + "\n" + text;
}

/// The type of an option's value without what its validators add: "N:INT in [1 - 9]", "FOLDER:DIR", "TEXT:{a,b}".
struct ValueType {
  std::string name;
  std::string range;  ///< "1 to 9"; empty without limits
};

ValueType value_type(const CLI::Option& option) {
  const std::string full = option.get_type_name();
  static const std::regex range(R"((.*):(?:INT|FLOAT) in \[(\S+) - (\S+)\])");
  static const std::regex choice(R"(.*:(\{.*\}))");
  static const std::regex folder(R"((.*):DIR)");
  std::smatch parts;
  ValueType type{full, ""};
  if (std::regex_match(full, parts, range)) {
    type = {parts[1], fmt::format("{} to {}", parts[2].str(), parts[3].str())};
  } else if (std::regex_match(full, parts, choice) || std::regex_match(full, parts, folder)) {
    type.name = parts[1];
  }
  if (type.name == "INT" || type.name == "UINT" || type.name == "FLOAT") type.name = "N";
  return type;
}

/// `-o, --output FILE.h5`
std::string option_names(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const auto& name : option.get_snames()) names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) names.push_back("--" + name);
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (option.get_items_expected_max() > 0) text += " " + value_type(option).name;
  return text;
}

bool takes_many(const CLI::Option& argument) { return argument.get_expected_max() > 1; }

std::string usage(const CLI::App& app, const std::string& name) {
  const bool program = app.get_parent() == nullptr;
  std::string line = fmt::format("Usage: {}{} [OPTIONS]", program ? "" : app.get_parent()->get_name() + " ", name);
  if (program) line += " COMMAND ...";
  for (const CLI::Option* argument : app.get_options([](const CLI::Option* each) { return each->get_positional(); })) {
    const std::string shown = argument->get_name(true) + (takes_many(*argument) ? "..." : "");
    line += argument->get_required() ? " " + shown : " [" + shown + "]";
  }
  return io::wrapped(line, page_width());
}

std::string arguments(const CLI::App& app) {
  std::string text;
  for (const CLI::Option* argument : app.get_options([](const CLI::Option* each) { return each->get_positional(); })) {
    const std::string type = value_type(*argument).name;
    text += entry(argument->get_name(true) + (type == "TEXT" ? "" : " " + type), argument->get_description(),
                  option_column);
  }
  return text.empty() ? "" : "\nArguments:\n" + text;
}

std::string options(const CLI::App& app) {
  std::string text = "\nOptions:\n";
  for (const CLI::Option* option : app.get_options([](const CLI::Option* each) { return each->nonpositional(); }))
    text += entry(option_names(*option), option_help(*option), option_column);
  return text;
}

/// The commands by group, in the order in which groups were first used.
std::string commands(const CLI::App& program) {
  std::vector<std::string> groups;
  const auto all = program.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* command : all) {
    if (std::find(groups.begin(), groups.end(), command->get_group()) == groups.end())
      groups.push_back(command->get_group());
  }
  std::string text;
  for (const auto& group : groups) {
    text += "\n" + group + ":\n";
    for (const CLI::App* command : all) {
      if (command->get_group() == group) text += entry(command->get_name(), command->get_description(), command_column);
    }
  }
  return text;
}

}  // namespace

std::string HelpFormat::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const {
  const bool program = app->get_parent() == nullptr;
  std::string text = io::wrapped(app->get_description(), page_width()) + usage(*app, program ? name : app->get_name());
  text += program ? commands(*app) : arguments(*app);
  text += options(*app);
  if (!app->get_footer().empty()) text += "\n" + io::wrapped(app->get_footer(), page_width());
  return text;
}

std::string option_help(const CLI::Option& option) {
  std::string text = option.get_description();
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (const auto range = value_type(option).range; !range.empty()) add(range);
  if (!option.get_default_str().empty()) add("default: " + option.get_default_str());
  for (const CLI::Option* needed : option.get_needs()) add("needs " + needed->get_name());
  for (const CLI::Option* excluded : option.get_excludes()) add("not with " + excluded->get_name());
  if (option.get_required()) add("required");
  return text;
}

}  // namespace entrepot::cli
