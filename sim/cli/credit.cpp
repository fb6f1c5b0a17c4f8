// credit: attributes the difference between two scenarios to the rules in which they differ.

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/shapley.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/report/credit_report.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "side_by_side.hpp"

namespace entrepot::cli {
namespace {

using experiment::SideBySide;
using report::RuleGroup;

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

RuleGroup parse_group(const std::string& text, const std::vector<std::string>& differing) {
  RuleGroup group{text, {}};
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('+', begin), text.size());
    group.rules.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const auto& rule : group.rules) {
    if (std::find(differing.begin(), differing.end(), rule) != differing.end()) continue;
    throw bad_input(fmt::format("--instruments: '{}' is not a rule in which the scenarios differ{}", rule,
                                scenario::did_you_mean(rule, differing)));
  }
  return group;
}

std::vector<RuleGroup> groups_of(const CreditOptions& options, const std::string& before, const std::string& after) {
  const auto differing = experiment::differing_rules(before, after);
  std::vector<RuleGroup> groups;
  for (const auto& text : options.instruments) groups.push_back(parse_group(text, differing));
  if (options.instruments.empty()) {
    for (const auto& rule : differing) groups.push_back({rule, {rule}});
    const auto others = experiment::other_differences(before, after);
    if (!others.empty()) {
      throw bad_input(
          fmt::format("the scenarios differ in more than rules ({}); name the rules with --instruments to "
                      "keep everything else as in {}",
                      fmt::join(others, ", "), options.before));
    }
  }
  if (groups.empty())
    throw bad_input("the scenarios have the same rules; expected scenarios that differ in at least one");
  if (groups.size() > experiment::max_players) {
    throw bad_input(
        fmt::format("{} rules differ ({}); at most {} can be attributed, because every subset is run: join some "
                    "with '+' in --instruments",
                    groups.size(), fmt::join(differing, ", "), experiment::max_players));
  }
  return groups;
}

/// A scenario for every subset of the groups, in the order of shapley_values.
std::vector<std::unique_ptr<Prepared>> subsets_of(const std::vector<RuleGroup>& groups, const std::string& before,
                                                  const std::string& after) {
  const auto instruments = policy::instrument_schemas();
  std::vector<std::unique_ptr<Prepared>> scenarios;
  for (std::size_t subset = 0; subset < std::size_t{1} << groups.size(); ++subset) {
    std::vector<std::string> rules;
    std::string name = "without any of them";
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if ((subset >> i & 1) == 0) continue;
      name = rules.empty() ? groups[i].name : name + ", " + groups[i].name;
      rules.insert(rules.end(), groups[i].rules.begin(), groups[i].rules.end());
    }
    scenarios.push_back(std::make_unique<Prepared>(
        scenario::load_scenario_text(experiment::with_rules(before, after, rules), "with " + name, {}, instruments)));
  }
  return scenarios;
}

SideBySide run_subsets(const CreditOptions& options, const std::vector<std::unique_ptr<Prepared>>& scenarios) {
  SideBySide found;
  std::vector<experiment::Contender> contenders;
  for (std::size_t subset = 0; subset < scenarios.size(); ++subset) {
    contenders.push_back({&scenarios[subset]->setting, nullptr});
    found.runs.push_back({fmt::format("subset {}", subset), {}, {}});
  }
  const auto& run = scenarios.front()->loaded.scenario.run;
  found.measures = {experiment::parse_measure(options.output)};
  found.confidence = run.confidence;
  experiment::EnsembleOutcome outcome;
  {
    ProgressLine line(options.quiet, "runs");
    outcome = run_side_by_side(
        contenders,
        {.replicates = static_cast<std::size_t>(options.replicates > 0 ? options.replicates : run.replicates),
         .threads = static_cast<unsigned>(options.threads),
         .progress = [&](const experiment::Progress& progress) { line.update(progress); },
         .stop = &stop_on_interrupt()},
        found);
  }
  check_outcome(outcome, found);
  found.ending = outcome.completion().ending;
  return found;
}

}  // namespace

void credit(const CreditOptions& options) {
  const auto before = prepare(options.before, options.settings, options.include_dirs)->loaded.resolved_yaml();
  const auto after = prepare(options.after, options.settings, options.include_dirs)->loaded.resolved_yaml();
  const auto groups = groups_of(options, before, after);
  const auto scenarios = subsets_of(groups, before, after);
  const auto found = run_subsets(options, scenarios);
  std::vector<std::vector<double>> output;
  for (const auto& of_subset : found.values) output.push_back(of_subset.front());
  if (!experiment::has_complete_replicate(output))
    throw bad_input(fmt::format("{}: no replicate has a value in every subset of the rules", options.output));
  const auto credits = experiment::credits(output, groups.size(), found.confidence);
  if (options.json) {
    print("{}\n", report::credit_json(found, groups, credits).dump(1));
  } else {
    print_page(report::credit_text(found, groups, credits));
  }
}

}  // namespace entrepot::cli
