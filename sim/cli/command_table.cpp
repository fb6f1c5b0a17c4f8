#include "command_table.hpp"

#include <algorithm>
#include <stdexcept>

#include "entrepot/model/custody.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot_version.hpp"

namespace entrepot::cli {
namespace {

constexpr std::string_view file_name = "FILE";
constexpr std::string_view folder_name = "FOLDER";

/// What the checks of an option say of themselves: "{parameters,outputs}", "INT in [1 - 4096]".
std::vector<std::string> checks_of(CLI::Option& option) {
  std::vector<std::string> checks;
  try {
    for (int i = 0;; ++i) checks.push_back(option.get_validator(i)->get_description());
  } catch (const CLI::OptionNotFound&) {  // CLI11 does not tell how many there are
    return checks;
  }
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Values that the program knows by itself, for those options that take others, too.
std::vector<std::string> known_values(std::string_view value) {
  if (value == "CHECK") return {model::failed_check_names.begin(), model::failed_check_names.end()};
  std::vector<std::string> known;
  if (value == "OUTPUT") {
    // Options take one number of a replicate; others are named with a coordinate, as in revenue[nvidia].
    for (const auto& output : results::outputs()) {
      if (output.info.dimensions.empty()) known.push_back(output.info.name);
    }
  }
  return known;
}

void read_checks(const std::vector<std::string>& checks, OptionRow& row) {
  for (const auto& check : checks) {
    const auto open = check.find("in [");
    if (check.size() > 2 && check.front() == '{') {
      row.offered = split(std::string_view(check).substr(1, check.size() - 2), ',');
      row.closed = true;
    } else if (open != std::string::npos && check.back() == ']') {
      row.range = check.substr(open + 4, check.size() - open - 5);
    }
  }
}

/// The name of an option's value, without what its checks add to it.
std::string value_name(const CLI::Option& option, const std::vector<std::string>& checks) {
  std::size_t added = 0;
  for (const auto& check : checks) added += check.empty() ? 0 : check.size() + 1;
  const std::string full = option.get_type_name();
  return full.substr(0, full.size() - added);
}

void read_value(CLI::Option& option, OptionRow& row) {
  const auto checks = checks_of(option);
  row.value = value_name(option, checks);
  if (row.value == folder_name) row.kind = ValueKind::folder;
  if (row.value.starts_with(file_name)) row.kind = ValueKind::file;
  if (const auto dot = row.value.find('.'); row.kind == ValueKind::file && dot != std::string::npos)
    row.ending = row.value.substr(dot + 1);
  row.fallback = option.get_default_str();
  row.offered = known_values(row.value);
  read_checks(checks, row);
}

OptionRow row_of(CLI::Option& option) {
  OptionRow row;
  for (const auto& name : option.get_snames()) row.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) row.names.push_back("--" + name);
  if (row.names.empty()) row.names.push_back(option.get_name(true));
  row.meaning = option.get_description();
  row.required = option.get_required();
  row.repeats = option.get_expected_max() > 1;
  if (option.get_items_expected_max() > 0) read_value(option, row);
  return row;
}

CommandRow row_of(CLI::App& command) {
  CommandRow row{command.get_name(), command.get_description(), {}, {}};
  for (CLI::Option* option : command.get_options())
    (option->get_positional() ? row.arguments : row.options).push_back(row_of(*option));
  return row;
}

}  // namespace

CommandTable command_table(CLI::App& program) {
  CommandTable table{program.get_name(), program.get_description(), generated::version, {}, {}};
  for (CLI::Option* option : program.get_options()) table.options.push_back(row_of(*option));
  for (CLI::App* command : program.get_subcommands([](CLI::App*) { return true; }))
    table.commands.push_back(row_of(*command));
  return table;
}

const CommandRow& command_named(const CommandTable& table, std::string_view name) {
  const auto found = std::find_if(table.commands.begin(), table.commands.end(),
                                  [&](const CommandRow& command) { return command.name == name; });
  if (found == table.commands.end()) throw std::out_of_range(std::string(name));
  return *found;
}

}  // namespace entrepot::cli
