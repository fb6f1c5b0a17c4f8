// lint: rules without effect, conflicts between rules, values out of range, and undated changes.

#include "entrepot/model/policy/lint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/scenario/load.hpp"
#include "log.hpp"
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

/// A number that is changed outside the rules has no date: it applies to the whole run, including the past.
std::string undated_text(const scenario::UndatedChange& change, const model::Setting& setting) {
  return fmt::format("{}: {} instead of {} applies from the first week ({}); only rules and series have dates",
                     change.path, change.after, change.before, setting.calendar.start().iso());
}

std::vector<scenario::UndatedChange> undated_changes_of(const std::string& file, const LintOptions& options) {
  return scenario::undated_changes(scenario_path(file), options.settings, readable_dirs(options.include_dirs));
}

std::size_t lint_file(const std::string& file, const LintOptions& options) {
  const auto loaded = load_scenario(file, options.settings, options.include_dirs);
  const model::Setting setting(loaded.scenario);
  auto findings = policy::lint(setting.rules, setting.calendar, setting.geography.jurisdictions(), setting.catalogue);
  if (options.run) {
    for (auto& idle : idle_rules(setting)) {
      const bool reported = std::any_of(findings.begin(), findings.end(),
                                        [&](const policy::LintFinding& other) { return other.rule == idle.rule; });
      if (!reported) findings.push_back(std::move(idle));
    }
  }
  for (const auto& finding : findings) {
    const auto& name = setting.rules.name(finding.rule);
    print("{}: {}: rules.{}: {}\n", loaded.rule_marks.at(name), finding.note ? "note" : "lint", name, finding.text);
  }
  const auto out_of_range = scenario::values_out_of_range(loaded.cited_values, loaded.evidence);
  for (const auto& finding : out_of_range) print("{}: lint: {}: {}\n", finding.where, finding.path, finding.text);
  for (const auto& change : undated_changes_of(file, options))
    print("{}: note: {}\n", change.where, undated_text(change, setting));
  return out_of_range.size() +
         static_cast<std::size_t>(
             std::count_if(findings.begin(), findings.end(), [](const auto& finding) { return !finding.note; }));
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
