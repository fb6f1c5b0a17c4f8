#include "completion.hpp"

#include <map>

#include "entrepot/model/custody.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/scenario/evidence.hpp"
#include "examples.hpp"
#include "shipped.hpp"
#include "topics.hpp"

namespace entrepot::cli {
namespace {

constexpr const char* bash_script = R"(# Completion of entrepot for bash. Written by `entrepot completion bash`.
_entrepot() {
  local cur=${COMP_WORDS[COMP_CWORD]} ending folder
  [[ $cur != = ]] || cur=
  mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1)
  [[ ${COMPREPLY-} == :* ]] || return 0
  compopt -o filenames 2>/dev/null
  ending=${COMPREPLY#:files} COMPREPLY=()
  if [[ $ending != :folders ]]; then
    mapfile -t COMPREPLY < <(compgen -f -X "!*$ending" -- "$cur")
    ((${#COMPREPLY[@]})) || mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
  while IFS= read -r folder; do
    [[ " ${COMPREPLY[*]} " == *" $folder "* ]] || COMPREPLY+=("$folder")
  done < <(compgen -d -- "$cur")
}
complete -F _entrepot entrepot
)";

constexpr const char* zsh_script = R"(#compdef entrepot
# Completion of entrepot for zsh. Written by `entrepot completion zsh`.
_entrepot() {
  local tab=$'\t'
  local -a offered=("${(@f)$(${(Q)words[1]} __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  [[ $PREFIX != --*=* ]] || compset -P '*='
  case $offered[1] in
    '') ;;
    :folders) _files -/ ;;
    :files*) _files -g "*${offered[1]#:files}" ;;
    *) offered=("${(@)offered//:/\\:}") offered=("${(@)offered/$tab/:}"); _describe entrepot offered ;;
  esac
}
_entrepot "$@"
)";

constexpr const char* fish_script = R"(# Completion of entrepot for fish. Written by `entrepot completion fish`.
function __entrepot_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l offered ($words[1] __complete $words[2..-1] 2>/dev/null)
    switch "$offered[1]"
        case ':folders'
            __fish_complete_directories (commandline -ct)
        case ':files*'
            __fish_complete_suffix (string replace ':files' '' -- $offered[1])
        case '*'
            set -l before (string match -r -- '^--[^=]*=' $words[-1])
            printf "$before%s\n" $offered
    end
end
complete -c entrepot -f -a '(__entrepot_complete)'
)";

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

std::vector<std::string> outputs_of_one_number() {
  std::vector<std::string> names;
  for (const auto& output : results::outputs()) {
    if (output.info.dimensions.empty()) names.push_back(output.info.name);
  }
  return names;
}

/// The topics of `help`, and the commands.
std::vector<std::string> help_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const auto& topic : topics()) names.push_back(topic.name);
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> example_names() {
  std::vector<std::string> names;
  for (const auto& example : examples()) names.push_back(example.name);
  return names;
}

/// Ids of the evidence register; none if it cannot be read.
std::vector<std::string> evidence_ids() {
  scenario::Diagnostics ignored;
  return scenario::read_evidence(evidence_dirs({}), ignored).ids();
}

/// Values of an option, by the name of its value: "FILE.h5", "FOLDER:DIR", "PAGE:{parameters,outputs}".
std::vector<std::string> values_of(const CLI::App& command, const CLI::Option& option) {
  const std::string name = option.get_type_name();
  const auto open = name.find('{');
  if (open != std::string::npos) return split(std::string_view(name).substr(open + 1, name.find('}') - open - 1), ',');
  if (name.starts_with("FOLDER")) return {":folders"};
  if (name.starts_with("FILE")) return {":files" + name.substr(4, name.find(':') - 4)};
  if (name.starts_with("CHECK")) return {model::failed_check_names.begin(), model::failed_check_names.end()};
  if (name == "TOPIC") return help_names(*command.get_parent());
  if (name == "EXAMPLE") return example_names();
  if (name == "SCENARIO") return shipped_names();
  if (name.starts_with("ID|")) return evidence_ids();
  if (name.starts_with("OUTPUT")) return outputs_of_one_number();
  return {};
}

std::string described(const std::string& word, const std::string& meaning) { return word + "\t" + meaning; }

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const auto& name : option.get_snames()) names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

std::vector<std::string> options_of(CLI::App& command) {
  std::vector<std::string> lines;
  for (const CLI::Option* option : command.get_options()) {
    for (const auto& name : names_of(*option)) lines.push_back(described(name, option->get_description()));
  }
  return lines;
}

std::vector<std::string> commands_of(CLI::App& program) {
  std::vector<std::string> lines = options_of(program);
  for (const CLI::App* command : program.get_subcommands([](CLI::App*) { return true; }))
    lines.push_back(described(command->get_name(), command->get_description()));
  return lines;
}

bool takes_value(const CLI::Option* option) { return option != nullptr && option->get_items_expected_max() > 0; }

/// The option of a command by one of its names.
const CLI::Option* option_named(CLI::App& command, const std::string& name) {
  return name.starts_with("-") ? command.get_option_no_throw(name) : nullptr;
}

/// The argument at a position; the last one may be repeated.
const CLI::Option* argument_at(CLI::App& command, std::size_t at) {
  std::vector<const CLI::Option*> arguments;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) arguments.push_back(option);
  }
  if (at < arguments.size()) return arguments[at];
  return !arguments.empty() && arguments.back()->get_expected_max() > 1 ? arguments.back() : nullptr;
}

/// Splits `--option=value` into two words. bash passes three, and splits `PATH=VALUE` too, which is rejoined.
std::vector<std::string> without_equals_signs(const std::vector<std::string>& words) {
  std::vector<std::string> apart;
  bool joined = false;  // the next word continues the last one
  for (const auto& word : words) {
    const bool option = !apart.empty() && apart.back().starts_with("--");
    const auto sign = word.starts_with("--") ? word.find('=') : std::string::npos;
    if (word == "=") {
      if (option) apart.emplace_back();
      joined = true;
    } else if (joined) {
      apart.back() += word;
      joined = false;
    } else {
      apart.push_back(word.substr(0, sign));
      if (sign != std::string::npos) apart.push_back(word.substr(sign + 1));
    }
  }
  return apart;
}

/// Candidates for the last of the words that follow the name of a command.
std::vector<std::string> candidates(CLI::App& command, const std::vector<std::string>& words) {
  std::size_t arguments = 0;
  const CLI::Option* open = nullptr;  // an option that waits for its value
  for (std::size_t k = 0; k + 1 < words.size(); ++k) {
    if (open != nullptr) {
      open = nullptr;
    } else if (words[k].starts_with("-")) {
      const CLI::Option* option = option_named(command, words[k]);
      if (takes_value(option)) open = option;
    } else {
      ++arguments;
    }
  }
  if (open == nullptr && words.back().starts_with("-")) return options_of(command);
  if (open == nullptr) open = argument_at(command, arguments);
  return open == nullptr ? std::vector<std::string>{} : values_of(command, *open);
}

}  // namespace

std::vector<std::string> completions(CLI::App& program, std::vector<std::string> words) {
  words = without_equals_signs(words);
  if (words.empty()) return {};
  std::vector<std::string> lines;
  if (words.size() == 1) {
    lines = commands_of(program);
  } else {
    for (CLI::App* command : program.get_subcommands([&](CLI::App* app) { return app->get_name() == words.front(); }))
      lines = candidates(*command, {words.begin() + 1, words.end()});
  }
  std::erase_if(lines, [&](const std::string& line) { return line.front() != ':' && !line.starts_with(words.back()); });
  return lines;
}

std::string completion_script(const std::string& shell) {
  static const std::map<std::string, const char*> scripts{
      {"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};
  return scripts.at(shell);
}

}  // namespace entrepot::cli
