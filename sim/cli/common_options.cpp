#include "common_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entrepot::cli {

void add_settings(CLI::App& command, std::vector<std::string>& settings) {
  command.add_option("--set", settings, "Override a scenario value; repeatable")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

void add_include_dirs(CLI::App& command, std::vector<std::string>& include_dirs) {
  command.add_option("--include-dir", include_dirs, "Search this directory too for referenced files; repeatable")
      ->type_name(folder_name)
      ->check(CLI::ExistingDirectory)
      ->allow_extra_args(false);
}

void add_threads(CLI::App& command, int& threads) {
  command.add_option("-j,--threads", threads, "Use N threads; default: all CPUs; results do not depend on it")
      ->check(CLI::Range(1, 4096));
}

void add_replicates(CLI::App& command, int& replicates, const std::string& help) {
  command.add_option("-n,--replicates", replicates, help)->check(CLI::Range(1, 1000000));
}

CLI::Option* split_at_commas(CLI::Option* option) {
  return option->delimiter(',')->allow_extra_args(false)->transform(
      [](std::string name) { return CLI::detail::trim(name); }, "");
}

void add_outputs(CLI::App& command, std::vector<std::string>& outputs, const std::string& help) {
  split_at_commas(command.add_option("--outputs", outputs, help)->type_name("OUTPUT,..."));
}

void add_until(CLI::App& command, std::vector<std::string>& until, const std::string& help) {
  command.add_option("--until", until, help)->type_name("OUTPUT:rel=WIDTH|OUTPUT:abs=WIDTH")->allow_extra_args(false);
}

void add_json(CLI::App& command, bool& json) { command.add_flag("--json", json, "Print JSON instead of text"); }

CLI::Validator ending_in(std::vector<std::string> endings) {
  return CLI::Validator(
      [endings = std::move(endings)](const std::string& name) {
        const auto fits = [&](const std::string& ending) { return name.ends_with(ending); };
        if (std::any_of(endings.begin(), endings.end(), fits)) return std::string();
        return fmt::format("{}: the name must end in {}", name, fmt::join(endings, ", "));
      },
      "");
}

void add_table_output(CLI::App& command, std::string& output) {
  command.add_option("-o,--output", output, "Write a table (.md or .csv); default: print Markdown")
      ->type_name(any_file)
      ->check(ending_in({".md", ".csv"}));
}

void add_spreadsheet(CLI::App& command, SpreadsheetChoice& choice) {
  auto* spreadsheet = command.add_flag("--spreadsheet", choice.spreadsheet,
                                       "Write CSV that spreadsheets open without running formulas");
  command.add_option("--separator", choice.separator, "Separate columns by it; semicolon also writes decimal commas")
      ->check(CLI::IsMember({"comma", "semicolon"}))
      ->needs(spreadsheet);
}

}  // namespace entrepot::cli
