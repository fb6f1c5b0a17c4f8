#pragma once
// The layout of --help: commands by task, options in two columns, as wide as the terminal.

#include <CLI/CLI.hpp>
#include <string>

namespace entrepot::cli {

class HelpFormat : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

/// An option's description with its range, default and conditions, as --help shows it.
std::string option_help(const CLI::Option& option);

}  // namespace entrepot::cli
