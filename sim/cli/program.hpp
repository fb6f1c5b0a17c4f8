#pragma once
// The command line as a CLI11 application; run by run_command_line.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

namespace entrepot::cli {

/// All commands with their options. Parsing a command line runs its command.
class Program {
 public:
  Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] CLI::App& app() { return app_; }
  [[nodiscard]] const CLI::App& app() const { return app_; }

 private:
  /// Adds commands, which --help lists under the title, and keeps their options.
  template <class... Options>
  void add_group(const std::string& title, void (*... add_commands)(CLI::App&, Options&)) {
    (add(title, add_commands), ...);
  }

  template <class Options>
  void add(const std::string& title, void (*add_command)(CLI::App&, Options&)) {
    auto options = std::make_shared<Options>();
    add_command(app_, *options);
    options_.push_back(options);
    app_.get_subcommands([](CLI::App*) { return true; }).back()->group(title);
  }

  CLI::App app_;
  std::vector<std::shared_ptr<void>> options_;
};

}  // namespace entrepot::cli
