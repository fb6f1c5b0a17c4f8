// The command that says where two scenarios part: diverge.

#include <fmt/format.h>

#include <cstdio>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/divergence.hpp"
#include "entrepot/experiment/rerun.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/scenario/key_differences.hpp"
#include "log.hpp"

namespace entrepot::cli {
namespace {

using experiment::CellDifference;
using experiment::Divergence;

constexpr std::size_t keys_shown = 20;
constexpr std::size_t tables_shown = 6;
constexpr std::size_t text_shown = 60;

scenario::LoadedScenario load(const std::string& path, const std::vector<std::string>& include_dirs) {
  if (results::has_hdf5_signature(path)) return experiment::scenario_of(results::ResultFile(path), path);
  const auto instruments = policy::instrument_schemas();
  return scenario::load_scenario(path, {}, instruments, include_dirs);
}

std::string shortened(const std::string& text) {
  if (text.empty()) return "(not set)";
  return text.size() <= text_shown ? text : text.substr(0, text_shown - 3) + "...";
}

void print_keys(const std::vector<scenario::KeyDifference>& keys) {
  if (keys.empty()) {
    print("Scenarios: no key differs\n");
    return;
  }
  print("Scenarios: {} {}\n", keys.size(), keys.size() == 1 ? "key differs" : "keys differ");
  for (std::size_t k = 0; k < keys.size() && k < keys_shown; ++k)
    print("  {}: {} | {}\n", keys[k].key, shortened(keys[k].a), shortened(keys[k].b));
  if (keys.size() > keys_shown) print("  and {} more\n", keys.size() - keys_shown);
}

void print_cells(const std::vector<CellDifference>& cells) {
  for (std::size_t k = 0; k < cells.size() && k < tables_shown; ++k) {
    const auto& [table, where, a, b] = cells[k];
    print("  {}{}{}: {} | {}\n", table, where.empty() ? "" : ", ", where, a, b);
  }
  if (cells.size() > tables_shown) print("  and {} more\n", cells.size() - tables_shown);
}

std::string dated(const model::Setting& setting, Week week) {
  return fmt::format("week {} ({})", week, setting.calendar.date_of(week).iso());
}

void print_divergence(const Divergence& found, const model::Setting& setting, bool same_seed) {
  if (!found.population.empty()) {
    print("Population: differs in\n");
    print_cells(found.population);
  }
  if (!found.rules.empty()) {
    print("Rules: differ first in {}\n", dated(setting, found.rules_week));
    print_cells(found.rules);
  }
  if (!found.diverged()) {
    print("States: identical for all {} weeks\n", found.weeks);
    return;
  }
  if (found.week < 0) {
    print("States: part before the first week\n");
  } else {
    print("States: part in {}, phase \"{}\"\n", dated(setting, found.week), found.phase);
  }
  print_cells(found.state);
  if (!same_seed) {
    print("Draws: all differ, as the seeds do\n");
  } else if (!found.draws.empty()) {
    print("Draws: equal, being a function of agent or order, week and purpose; purposes of the phase: {}\n",
          found.draws);
  } else {
    print("Draws: the phase takes none\n");
  }
}

}  // namespace

void diverge(const DivergeOptions& options) {
  const auto a = load(options.a, options.include_dirs);
  const auto b = load(options.b, options.include_dirs);
  const model::Setting setting_a(a.scenario);
  const model::Setting setting_b(b.scenario);
  print("A | B: {} | {}, replicate {}\n", options.a, options.b, options.replicate);
  print_keys(scenario::key_differences(a.resolved_yaml(), b.resolved_yaml()));
  const auto found = experiment::diverge(setting_a, setting_b, static_cast<std::uint32_t>(options.replicate));
  print_divergence(found, setting_a, a.scenario.run.seed == b.scenario.run.seed);
}

}  // namespace entrepot::cli
