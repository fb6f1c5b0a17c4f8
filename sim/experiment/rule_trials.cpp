#include "entrepot/experiment/rule_trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <sstream>
#include <utility>

#include "entrepot/core/error.hpp"
#include "entrepot/io/hash.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::experiment {
namespace {

using Fingerprints = std::vector<io::Hash128>;

/// Lines of the canonical form by rule.
std::map<std::string, std::string> canonical_rules(const scenario::Scenario& scenario) {
  std::map<std::string, std::string> rules;
  std::istringstream form(scenario::canonical_form(scenario));
  std::vector<std::string> lines;
  for (std::string line; std::getline(form, line);)
    if (line.starts_with("rules.")) lines.push_back(line);
  for (const auto& [name, rule] : scenario.rules) {
    const std::string path = scenario::entry_path("rules", name);
    for (const auto& line : lines)
      if (line.starts_with(path + ".") || line.starts_with(path + ":")) rules[name] += line + "\n";
  }
  return rules;
}

/// A rule whose dates keep it out of the run. It keeps its row, so that runs with and without it have the same axes,
/// and its name, which other rules may refer to.
scenario::Rule postponed(scenario::Rule rule, const scenario::CalendarParameters& parameters) {
  const Calendar calendar(parameters.start, parameters.end);
  rule.announced.reset();
  rule.effective = calendar.date_of(calendar.weeks());
  rule.ends.reset();
  rule.withdrawn.reset();
  rule.suspended_from.reset();
  rule.suspended_until.reset();
  return rule;
}

/// Values of an output, summed along the axis of rules if it has one.
template <class T>
std::vector<T> summed_over_rules(const std::vector<T>& values, const results::DatasetInfo& info,
                                 const results::Axes& axes) {
  const auto axis = std::find(info.dimensions.begin(), info.dimensions.end(), "rule");
  if (axis == info.dimensions.end()) return values;
  std::size_t inner = 1;
  for (auto later = std::next(axis); later != info.dimensions.end(); ++later) inner *= axes.size(*later);
  const std::size_t block = inner * axes.size(*axis);
  std::vector<T> sums(values.size() / axes.size(*axis));
  for (std::size_t cell = 0; cell < values.size(); ++cell) sums[cell / block * inner + cell % inner] += values[cell];
  return sums;
}

io::Hash128 fingerprint(const results::Axes& axes, const model::Record& record) {
  io::Hasher hasher;
  for (const auto& output : results::outputs()) {
    std::visit(
        [&]<class T>(const std::vector<T>& values) {
          hasher.add(std::span<const T>(summed_over_rules(values, output.info, axes)));
        },
        output.take(axes, record));
  }
  return hasher.digest();
}

/// Of the replicates of a scenario, up to the first that differs from the reference if there is one.
Fingerprints fingerprints(const model::Setting& setting, const EnsembleOptions& options,
                          const Fingerprints* reference) {
  const results::Axes axes(setting);
  Fingerprints found;
  EnsembleOptions until = options;
  until.enough = [&](std::size_t done) {
    return reference != nullptr && (found.size() < done || found.back() != (*reference)[done - 1]);
  };
  const auto outcome = run_replicates(
      [&](std::uint32_t replicate) { return model::simulate(setting, replicate); },
      [&](std::uint32_t, const model::Record& record) { found.push_back(fingerprint(axes, record)); }, until);
  if (outcome.stopped) throw Error("interrupted before all rules were tried", ExitCode::interrupted);
  if (reference == nullptr && !outcome.failures.empty())
    throw Error(fmt::format("replicate {}: {}", outcome.failures.front().replicate, outcome.failures.front().message));
  return found;
}

/// Whether the rules of both have the same effect in every week. Not known where rules wait for observations.
bool have_same_effect(const policy::RuleBook& a, const policy::RuleBook& b, const Calendar& calendar) {
  if (a.has_triggers() || b.has_triggers()) return false;
  for (Week week = 0; week < calendar.weeks(); ++week) {
    const bool changes = week == 0 || a.span_of(week) != a.span_of(week - 1) || b.span_of(week) != b.span_of(week - 1);
    if (changes && !a.in_week(week).same_effect(b.in_week(week))) return false;
  }
  return true;
}

/// Reports the progress of one of several runs as that of all.
EnsembleOptions part_of(const EnsembleOptions& options, std::size_t part, std::size_t parts) {
  EnsembleOptions one = options;
  one.progress = [&options, part, parts](Progress progress) {
    progress.finished += part * options.replicates;
    progress.planned = parts * options.replicates;
    if (options.progress) options.progress(progress);
  };
  return one;
}

}  // namespace

std::vector<std::string> changed_rules(const scenario::Scenario& before, const scenario::Scenario& after) {
  const auto old_rules = canonical_rules(before);
  const auto new_rules = canonical_rules(after);
  std::set<std::string> changed;
  for (const auto* rules : {&old_rules, &new_rules}) {
    for (const auto& [name, lines] : *rules) {
      const auto older = old_rules.find(name);
      const auto newer = new_rules.find(name);
      if (older == old_rules.end() || newer == new_rules.end() || older->second != newer->second) changed.insert(name);
    }
  }
  return {changed.begin(), changed.end()};
}

std::vector<IdleRule> idle_rules(const scenario::Scenario& scenario, const EarlierRules& earlier,
                                 const EnsembleOptions& options) {
  scenario::Scenario with = scenario;
  for (const auto& [name, rule] : earlier)  // a rule that the scenario removes gets a row as well
    if (rule != nullptr && !scenario.rules.contains(name))
      with.rules.emplace(name, postponed(*rule, scenario.calendar));
  const std::size_t runs = earlier.size() + 1;
  const model::Setting setting(with);
  const auto reference = fingerprints(setting, part_of(options, 0, runs), nullptr);
  std::vector<IdleRule> idle;
  std::size_t run = 0;
  for (const auto& [name, rule] : earlier) {
    scenario::Scenario without = with;
    without.rules.at(name) = rule != nullptr ? *rule : postponed(scenario.rules.at(name), scenario.calendar);
    const model::Setting other(without);
    if (fingerprints(other, part_of(options, ++run, runs), &reference) != reference) continue;
    idle.push_back({name, have_same_effect(setting.rules, other.rules, setting.calendar)});
  }
  return idle;
}

}  // namespace entrepot::experiment
