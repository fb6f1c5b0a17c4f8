// new: writes a scenario for the user to edit.

#include "new_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/core/printable.hpp"
#include "entrepot/core/shell.hpp"
#include "entrepot/scenario/tree.hpp"
#include "log.hpp"
#include "shipped.hpp"
#include "sweep_output.hpp"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* text_format = R"(# A what-if of your own. Change the title, the question and the rule. Then:
#   entrepot validate {file}
#   entrepot run {file} -n 4
#   entrepot compare {base} {file} -n 4
# Keys and kinds of rules: entrepot explain instruments; entrepot help rules.
extends: {extends}

title: {title}
question: What changes if the authority doubles its end-use checks from {year}?

run:
  replicates: 16  # an override; more replicates give narrower intervals

rules:
  # A rule has an instrument, a first day, and the keys of its instrument.
  {rule}:
    instrument: end_use_checks
    effective: {date}
    factor: 2
    source: own assumption
    grade: C

  # Other rules: remove the leading "# " of one to use it.
  # more_investigators:
  #   instrument: investigators
  #   effective: {date}
  #   factor: 2
  #   source: own assumption
  #   grade: C
  # hub_inspections:
  #   instrument: hub_probe
  #   effective: {date}
  #   hubs: [{place}]
  #   inspection_factor: 10
  #   source: own assumption
  #   grade: C
  # strict_sellers:
  #   instrument: kyc_duty
  #   effective: {date}
  #   places: [{place}]
  #   vendors: [{vendor}]
  #   diligence: 0.9
  #   source: own assumption
  #   grade: C

# A value without a date applies from the first week of the run:
# enforcement:
#   investigators: {{value: 300, source: own assumption, grade: C}}
)";

bool is_monday(Date date) { return (date.days + 3) % 7 == 0; }  // 1970-01-01 was a Thursday

/// The first Monday of the last year of the run, or else the start of the run.
Date first_day_of_rules(Date start, Date end) {
  Date day = Date::of(end.year(), 1, 1);
  while (!is_monday(day)) day = day + 1;
  return day < start || day > end ? start : day;
}

/// A name that no rule of the extended scenario has.
std::string rule_name(const scenario::Scenario& base) {
  std::string name = "more_checks";
  for (int number = 2; base.rules.contains(name); ++number) name = fmt::format("more_checks_{}", number);
  return name;
}

template <class Entries>
std::string name_in(const Entries& entries, const std::string& preferred) {
  return entries.empty() || entries.contains(preferred) ? preferred : entries.begin()->first;
}

/// Whether shells and YAML read the text as it stands.
bool is_plain(const std::string& text) {
  return !text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '.' || c == '/' ||
           c == '_' || c == '-';
  });
}

/// A word of a shell command.
std::string shell_word(const std::string& text) { return is_plain(text) ? text : shell_quoted(text); }

/// A text in double quotes, as JSON and YAML both read it.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// NAME.yaml; a name that has the ending keeps it.
fs::path file_named(const std::string& name) {
  fs::path file = name;
  if (file.extension() != ".yaml") file += ".yaml";
  return file;
}

bool is_inside(const fs::path& file, const fs::path& folder) {
  return !folder.empty() && fs::weakly_canonical(file).lexically_relative(folder).native().substr(0, 2) != "..";
}

/// The extended file as the new one names it: a shipped one by its name, another one by its path from the new file.
std::string name_for(const fs::path& base, const fs::path& file) {
  const fs::path shipped = shipped_scenarios();
  const fs::path folder = fs::absolute(file).parent_path();
  std::error_code failed;
  if (is_inside(base, shipped)) {
    fs::path name = fs::weakly_canonical(base).lexically_relative(shipped);
    if (!fs::exists(folder / name, failed)) return name.string();
  }
  return fs::weakly_canonical(fs::absolute(base)).lexically_relative(fs::weakly_canonical(folder)).string();
}

void refuse_outside(const fs::path& file, const std::string& extends) {
  const scenario::Tree tree(file, readable_dirs({}));
  const auto refusal = tree.refusal(tree.locate(fs::absolute(file).parent_path(), extends));
  if (refusal.empty()) return;
  throw Error(fmt::format("--extends: {}; or write the new file beside it", refusal), ExitCode::bad_input);
}

void write(const fs::path& file, const std::string& text) {
  errno = 0;
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream)
    throw Error(fmt::format("{}: cannot be written: {}", file.string(), std::strerror(errno)), ExitCode::bad_input);
}

}  // namespace

std::string new_scenario_text(const NewScenario& names, const scenario::Scenario& base) {
  const Date date = first_day_of_rules(base.calendar.start, base.calendar.end);
  const std::string stem = fs::path(names.file).stem().string();
  return fmt::format(text_format, fmt::arg("file", printable(shell_word(names.file), LineBreaks::escaped)),
                     fmt::arg("base", printable(shell_word(names.base), LineBreaks::escaped)),
                     fmt::arg("extends", is_plain(names.extends) ? names.extends : quoted(names.extends)),
                     fmt::arg("title", quoted(stem + ": twice as many end-use checks")), fmt::arg("year", date.year()),
                     fmt::arg("date", date.iso()), fmt::arg("rule", rule_name(base)),
                     fmt::arg("place", name_in(base.jurisdictions, "SG")),
                     fmt::arg("vendor", name_in(base.vendors, "nvidia")));
}

void new_scenario(const NewOptions& options) {
  const fs::path file = file_named(options.name);
  check_output_place(file);
  std::error_code failed;
  if (fs::exists(file, failed) && !options.overwrite)
    throw Error(fmt::format("{}: already exists; replace it with --force", file.string()), ExitCode::bad_input);
  const auto base = load_scenario(options.extends, {}, {}).scenario;
  const NewScenario names{file.string(), options.extends, name_for(scenario_path(options.extends), file)};
  refuse_outside(file, names.extends);
  write(file, new_scenario_text(names, base));
  print("{}: a scenario that extends {}\n\nEdit it, then:\n", names.file, names.extends);
  const std::string word = shell_word(names.file);
  print("    entrepot validate {0}\n    entrepot run {0} -n 4\n    entrepot compare {1} {0} -n 4\n", word,
        shell_word(options.extends));
}

}  // namespace entrepot::cli
