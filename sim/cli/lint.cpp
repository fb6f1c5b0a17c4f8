// lint: rules without effect, conflicts between rules, rules that reach more than their text, values out of range, and
// undated changes.

#include "entrepot/model/policy/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/experiment/rule_trials.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/load.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "progress.hpp"
#include "shipped.hpp"

namespace entrepot::cli {
namespace {

/// Licence requirements that are in force during the run but decide no transaction of the first replicate.
std::vector<policy::LintFinding> idle_rules(const model::Setting& setting) {
  const auto record = model::simulate(setting, 0);
  const auto& units = record.rule_units.values();
  const std::size_t rows = setting.rules.size() + 1;  // the last: no rule
  std::vector<Units> decided(rows, 0);
  for (std::size_t cell = 0; cell < units.size(); ++cell) decided[cell / model::rule_outcomes % rows] += units[cell];
  std::vector<policy::LintFinding> findings;
  for (const RuleId r : Rows<RuleId>(setting.rules.size())) {
    bool in_force = false;
    for (Week week = 0; week < setting.calendar.weeks(); ++week) in_force |= setting.rules.dated_for(r, week);
    if (!in_force || setting.rules.effect_of(r).requirements.empty() || decided[r.row()] != 0) continue;
    findings.push_back({r, "idle: decides no transaction in the first replicate"});
  }
  return findings;
}

// ---- changes of a file against the scenario that it extends --------------------------------------------------------

/// The rules that the file adds, changes or removes, each as it was before; all rules of a file that extends no
/// scenario.
experiment::EarlierRules earlier_rules(const scenario::Scenario& scenario,
                                       const std::optional<scenario::LoadedScenario>& base) {
  experiment::EarlierRules earlier;
  if (!base) {
    for (const auto& [name, rule] : scenario.rules) earlier[name] = nullptr;
    return earlier;
  }
  const auto& before = base->scenario.rules;
  for (const auto& name : experiment::changed_rules(base->scenario, scenario))
    earlier[name] = before.contains(name) ? &before.at(name) : nullptr;
  return earlier;
}

/// "4 years", "12 weeks"
std::string whole_time(Date from, Date to) {
  const auto weeks = static_cast<std::size_t>((to - from) / days_per_week);
  return weeks < weeks_per_year ? counted(weeks, "week") : counted(weeks / weeks_per_year, "year");
}

/// ", 4 years before the first rule of this file, rules.x, takes effect on 2027-01-04"; empty if a change from the
/// first week precedes no rule of the file.
std::string before_first_rule(const experiment::EarlierRules& own, const model::Setting& setting) {
  const std::string* first = nullptr;
  const auto effective = [&](const std::string& name) { return setting.scenario.rules.at(name).effective; };
  for (const auto& [name, earlier] : own) {
    if (!setting.scenario.rules.contains(name)) continue;
    if (first == nullptr || effective(name) < effective(*first)) first = &name;
  }
  const Date start = setting.calendar.start();
  if (first == nullptr || setting.calendar.week_of(effective(*first)) <= 0) return "";
  return fmt::format(", {} before the first rule of this file, rules.{}, takes effect on {}",
                     whole_time(start, effective(*first)), *first, effective(*first).iso());
}

/// A number that is changed outside the rules has no date: it applies to the whole run, including the past.
std::string undated_text(const scenario::UndatedChange& change, const experiment::EarlierRules& own,
                         const model::Setting& setting) {
  return fmt::format("{}: {} instead of {} applies from the first week ({}){}; only rules and series have dates",
                     change.path, change.after, change.before, setting.calendar.start().iso(),
                     before_first_rule(own, setting));
}

// ---- rules without which nothing changes ---------------------------------------------------------------------------

std::vector<experiment::IdleRule> idle_in_trials(const scenario::Scenario& scenario,
                                                 const experiment::EarlierRules& own, const LintOptions& options) {
  ProgressLine line(options.quiet, "runs");
  return experiment::idle_rules(scenario, own,
                                {.replicates = static_cast<std::size_t>(options.replicates),
                                 .threads = static_cast<unsigned>(options.threads),
                                 .progress = [&](const experiment::Progress& progress) { line.update(progress); },
                                 .stop = &stop_on_interrupt()});
}

std::string trial_text(const std::string& rule, const experiment::EarlierRules& own, const model::Setting& setting,
                       const LintOptions& options) {
  const bool added = own.at(rule) == nullptr;
  const bool removed = !setting.scenario.rules.contains(rule);
  return fmt::format("idle: {} nothing in {}",
                     removed ? "its removal changes"
                     : added ? "changes"
                             : "its change here changes",
                     counted(static_cast<std::size_t>(options.replicates), "replicate"));
}

// ---- one file ------------------------------------------------------------------------------------------------------

/// A finding as it is printed.
struct Line {
  std::string rule;
  std::string text;
  bool note = false;
  std::string where = {};  ///< if not at the rule
};

/// What the rules alone show, and with --run a replicate.
std::vector<Line> static_lines(const model::Setting& setting, const LintOptions& options) {
  auto findings =
      policy::lint(setting.rules, {setting.scenario, setting.calendar, setting.geography, setting.catalogue});
  if (options.run) {
    for (auto& idle : idle_rules(setting)) {
      const bool reported = std::any_of(findings.begin(), findings.end(),
                                        [&](const policy::LintFinding& other) { return other.rule == idle.rule; });
      if (!reported) findings.push_back(std::move(idle));
    }
  }
  std::vector<Line> lines;
  for (const auto& finding : findings) lines.push_back({setting.rules.name(finding.rule), finding.text, finding.note});
  return lines;
}

/// Adds the rules that change nothing in trials; the reason, if the rules alone show it, follows on the same line.
void add_trials(std::vector<Line>& lines, const std::string& file, const experiment::EarlierRules& own,
                const model::Setting& setting, const LintOptions& options) {
  constexpr std::string_view idle = "idle: ";
  for (const auto& [rule, is_covered] : idle_in_trials(setting.scenario, own, options)) {
    const std::string text = trial_text(rule, own, setting, options);
    const auto is_finding = [&name = rule](const Line& line) { return line.rule == name && !line.note; };
    const auto known = std::find_if(lines.begin(), lines.end(), is_finding);
    if (known == lines.end()) {
      const char* reason = is_covered ? ": the other rules have the same effect in every week" : "";
      const bool removed =
          !setting.scenario.rules.contains(rule);  // often with the rule that it depends on: no mistake
      lines.push_back({rule, text + reason, removed, own.at(rule) == nullptr ? "" : file});
    } else {
      known->text = text + ": " + known->text.substr(known->text.starts_with(idle) ? idle.size() : 0);
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.rule < b.rule; });
}

std::size_t lint_file(const std::string& file, const LintOptions& options) {
  const auto loaded = load_scenario(file, options.settings, options.include_dirs);
  const auto base =
      scenario::load_base(scenario_path(file), policy::instrument_schemas(), readable_dirs(options.include_dirs));
  const model::Setting setting(loaded.scenario);
  const auto own = earlier_rules(loaded.scenario, base);
  auto lines = static_lines(setting, options);
  if (options.replicates > 0) add_trials(lines, file, own, setting, options);
  for (const auto& line : lines)
    print("{}: {}: rules.{}: {}\n", line.where.empty() ? loaded.rule_marks.at(line.rule) : line.where,
          line.note ? "note" : "lint", line.rule, line.text);
  const auto out_of_range = scenario::values_out_of_range(loaded.cited_values, loaded.evidence);
  for (const auto& finding : out_of_range) print("{}: lint: {}: {}\n", finding.where, finding.path, finding.text);
  const auto undated =
      scenario::undated_changes(scenario_path(file), options.settings, readable_dirs(options.include_dirs));
  for (const auto& change : undated)
    print("{}: note: {}\n", change.where, undated_text(change, base ? own : experiment::EarlierRules{}, setting));
  return out_of_range.size() + static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(),
                                                                      [](const Line& line) { return !line.note; }));
}

}  // namespace

void lint(const LintOptions& options) {
  std::size_t findings = 0;
  std::size_t files_with_findings = 0;
  bool bad_input = false;
  for (const auto& file : options.files) {
    try {
      const std::size_t in_file = lint_file(file, options);
      findings += in_file;
      if (in_file > 0) ++files_with_findings;
    } catch (const Error& error) {
      if (error.code() != ExitCode::bad_input) throw;
      print_errors(file, error.what());
      bad_input = true;
    }
  }
  if (bad_input) throw ReportedFailure{ExitCode::bad_input};
  if (findings == 0) return;
  log("entrepot: {} in {}", counted(findings, "finding"), counted(files_with_findings, "file"));
  throw ReportedFailure();
}

}  // namespace entrepot::cli
