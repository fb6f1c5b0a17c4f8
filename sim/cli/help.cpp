#include "help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "entrepot/core/error.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "topics.hpp"

namespace entrepot::cli {
namespace {

std::string list_of_topics() {
  std::string text = "Topics:\n";
  for (const auto& topic : topics()) text += fmt::format("  {:<12} {}\n", topic.name, topic.title);
  return text + "\nPrint one with `entrepot help TOPIC`, the options of a command with\n`entrepot help COMMAND`.\n";
}

std::vector<const CLI::App*> commands(const CLI::App& program) {
  return program.get_subcommands([](const CLI::App*) { return true; });
}

[[noreturn]] void refuse(const CLI::App& program, const std::string& word) {
  std::vector<std::string> names;
  for (const auto& topic : topics()) names.push_back(topic.name);
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  for (const CLI::App* command : commands(program)) names.push_back(command->get_name());
  throw Error(fmt::format("no topic or command '{}'{}\n  topics: {}\n  commands: entrepot --help", word,
                          scenario::did_you_mean(word, names), list),
              ExitCode::bad_input);
}

}  // namespace

std::string help_text(const CLI::App& program, const std::vector<std::string>& words) {
  if (words.empty()) return list_of_topics();
  const std::string word = fmt::format("{}", fmt::join(words, " "));
  const auto topic =
      std::find_if(topics().begin(), topics().end(), [&](const auto& each) { return each.name == word; });
  if (topic != topics().end()) return topic->text;
  for (const CLI::App* command : commands(program)) {
    if (command->get_name() == word) return command->help();
  }
  refuse(program, word);
}

}  // namespace entrepot::cli
