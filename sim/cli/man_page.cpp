#include "man_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "entrepot/core/error.hpp"

namespace entrepot::cli {
namespace {

/// Text that roff prints as it is. Hyphens are made minus signs, so that options can be copied and searched for.
std::string plain(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\') {
      safe += "\\e";
    } else if (c == '-') {
      safe += "\\-";
    } else if (c == '\'') {
      safe += "\\(aq";
    } else if (c == '.' && safe.empty()) {
      safe += "\\&.";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string bold(std::string_view text) { return "\\fB" + plain(text) + "\\fR"; }
std::string slanted(std::string_view text) { return "\\fI" + plain(text) + "\\fR"; }

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string sentence(const std::string& text) { return plain(text) + (text.ends_with('.') ? "" : "."); }

/// "-o, --output FILE.h5".
std::string heading(const OptionRow& option, bool argument) {
  if (argument) return slanted(upper(option.names.front())) + (option.repeats ? "..." : "");
  std::string text;
  for (const auto& name : option.names) text += (text.empty() ? "" : ", ") + bold(name);
  return option.takes_value() ? text + " " + slanted(option.value) : text;
}

std::string row_text(const OptionRow& option, bool argument) {
  std::string text = ".TP\n" + heading(option, argument) + "\n" + sentence(option.meaning);
  if (argument && option.kind == ValueKind::file && !option.ending.empty())
    text += " Usually " + plain("*." + option.ending) + ".";
  if (option.closed) text += plain(fmt::format(" One of {}.", fmt::join(option.offered, ", ")));
  if (!option.range.empty()) text += plain(" Range: " + option.range + ".");
  if (!option.fallback.empty()) text += plain(" Default: " + option.fallback + ".");
  if (option.required && !argument) text += " Required.";
  if (option.repeats && !argument && option.meaning.find("again") == std::string::npos) text += " May be given again.";
  return text + "\n";
}

std::string synopsis(const std::string& program, const CommandRow& command) {
  std::string text = bold(program + " " + command.name);
  for (const auto& argument : command.arguments) text += " " + heading(argument, true);
  for (const auto& option : command.options) {
    if (option.required) text += " " + heading(option, false);
  }
  return text + " [" + slanted("OPTION") + "...]\n";
}

std::string command_text(const std::string& program, const CommandRow& command) {
  std::string text = ".SS " + plain(command.name) + "\n" + synopsis(program, command) + ".PP\n";
  text += sentence(command.meaning) + "\n";
  for (const auto& argument : command.arguments) text += row_text(argument, true);
  for (const auto& option : command.options) text += row_text(option, false);
  return text;
}

/// docs/reference/exit-codes.md in short.
std::string exit_codes() {
  constexpr std::array<std::pair<ExitCode, const char*>, 5> codes{
      {{ExitCode::ok, "All went well."},
       {ExitCode::failure,
        "A finding of lint, a difference found by replay or verify, or a failure that is no fault "
        "of the input."},
       {ExitCode::bad_input, "Bad input: the command line, a scenario, or a result file."},
       {ExitCode::ledger_violation, "Goods or money were not conserved: a fault of the program. Please report it."},
       {ExitCode::interrupted, "Interrupted; the result file holds what was finished."}}};
  std::string text;
  for (const auto& [code, meaning] : codes)
    text += fmt::format(".TP\n{}\n{}\n", bold(std::to_string(static_cast<int>(code))), plain(meaning));
  return text;
}

constexpr std::string_view examples[][2] = {
    {"A run, with twice the usual end-use checks:",
     "entrepot run scenarios/baseline.yaml --set enforcement.end_use_checks_per_year=3000 -o checks.h5"},
    {"What a change moved elsewhere, and what it stopped:", "entrepot displacement baseline.h5 checks.h5"},
    {"What a key of a scenario means:", "entrepot explain end_use_checks_per_year"},
};

}  // namespace

std::string man_page(const CommandTable& program) {
  std::string text = ".\\\" Written by `entrepot docs man`.\n";
  text +=
      fmt::format(".TH {} 1 \"\" \"{} {}\" \"User Commands\"\n", upper(program.name), program.name, program.version);
  text += fmt::format(".SH NAME\n{} \\- simulate export controls on AI chips\n", program.name);
  text += fmt::format(".SH SYNOPSIS\n{} {} [{}...] [{}...]\n", bold(program.name), slanted("COMMAND"),
                      slanted("ARGUMENT"), slanted("OPTION"));
  text += ".SH DESCRIPTION\n" + sentence(program.meaning) +
          "\n.PP\nResults go to files and standard output, progress and errors to standard error.\n";
  text += ".SH OPTIONS\n";
  for (const auto& option : program.options) text += row_text(option, false);
  text += ".SH COMMANDS\n";
  for (const auto& command : program.commands) text += command_text(program.name, command);
  text += ".SH EXIT STATUS\n" + exit_codes() + ".SH EXAMPLES\n";
  for (const auto& [what, how] : examples)
    text += fmt::format(".PP\n{}\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", plain(what), plain(how));
  text += ".SH FILES\n.TP\n.I share/entrepot/scenarios\nScenarios that come with the program.\n";
  text += ".TP\n.I share/doc/entrepot/docs\nThe documentation: tutorial, how\\-tos, the model, reference.\n";
  return text;
}

}  // namespace entrepot::cli
