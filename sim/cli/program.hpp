#pragma once
// The program as CLI11 has it: built here, run by run_command_line.

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

namespace entrepot::cli {

/// All commands with their options. To parse a command line with it runs the command that is named.
class Program {
 public:
  Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] CLI::App& app() { return app_; }
  [[nodiscard]] const CLI::App& app() const { return app_; }

 private:
  /// Add a command, and keep what it reads its options into.
  template <class Options>
  void add(void (*add_command)(CLI::App&, Options&)) {
    auto options = std::make_shared<Options>();
    add_command(app_, *options);
    options_.push_back(options);
  }

  CLI::App app_;
  std::vector<std::shared_ptr<void>> options_;
};

}  // namespace entrepot::cli
