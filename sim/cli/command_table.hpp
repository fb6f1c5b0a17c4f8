#pragma once
// Commands, arguments and options as plain tables, read off CLI11: what the manual page and the completions of shells
// are written from.

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot::cli {

/// What a shell offers in place of a value.
enum class ValueKind { text, file, folder };

/// An option, or an argument by position.
struct OptionRow {
  std::vector<std::string> names;  ///< "-o", "--output"; of an argument, its name alone
  std::string value;               ///< name of its value, e.g. "FILE.h5"; empty for a flag
  ValueKind kind = ValueKind::text;
  std::string ending;  ///< that its files usually have, e.g. "h5"; empty if any
  std::string meaning;
  std::string fallback;              ///< default; empty if there is none, or if the meaning says it
  std::string range;                 ///< e.g. "1 - 4096"; empty if any value does
  std::vector<std::string> offered;  ///< values that a shell offers
  bool closed = false;               ///< no other value than those is taken
  bool required = false;
  bool repeats = false;

  [[nodiscard]] bool takes_value() const { return !value.empty(); }
};

struct CommandRow {
  std::string name;
  std::string meaning;
  std::vector<OptionRow> arguments;  ///< in their order
  std::vector<OptionRow> options;    ///< with --help
};

struct CommandTable {
  std::string name;
  std::string meaning;
  std::string version;
  std::vector<OptionRow> options;
  std::vector<CommandRow> commands;  ///< in the order of --help
};

CommandTable command_table(CLI::App& program);

/// The command of that name; throws std::out_of_range.
const CommandRow& command_named(const CommandTable& table, std::string_view name);

}  // namespace entrepot::cli
