#include "entrepot/report/divergence_text.hpp"

#include <fmt/format.h>

namespace entrepot::report {
namespace {

using experiment::CellDifference;
using experiment::Divergence;

constexpr std::size_t max_keys = 20;
constexpr std::size_t max_tables = 6;
constexpr std::size_t max_text = 60;

std::string shortened(const std::string& text) {
  if (text.empty()) return "(not set)";
  return text.size() <= max_text ? text : text.substr(0, max_text - 3) + "...";
}

std::string cells_text(const std::vector<CellDifference>& cells) {
  std::string text;
  for (std::size_t k = 0; k < cells.size() && k < max_tables; ++k) {
    const auto& [table, where, a, b] = cells[k];
    text += fmt::format("  {}{}{}: {} | {}\n", table, where.empty() ? "" : ", ", where, a, b);
  }
  if (cells.size() > max_tables) text += fmt::format("  and {} more\n", cells.size() - max_tables);
  return text;
}

std::string dated(const model::Setting& setting, Week week) {
  return fmt::format("week {} ({})", week, setting.calendar.date_of(week).iso());
}

}  // namespace

std::string key_differences_text(const std::vector<scenario::KeyDifference>& keys) {
  if (keys.empty()) return "Scenarios: no key differs\n";
  std::string text = fmt::format("Scenarios: {} {}\n", keys.size(), keys.size() == 1 ? "key differs" : "keys differ");
  for (std::size_t k = 0; k < keys.size() && k < max_keys; ++k)
    text += fmt::format("  {}: {} | {}\n", keys[k].key, shortened(keys[k].a), shortened(keys[k].b));
  if (keys.size() > max_keys) text += fmt::format("  and {} more\n", keys.size() - max_keys);
  return text;
}

std::string divergence_text(const Divergence& found, const model::Setting& setting, bool same_seed) {
  std::string text;
  if (!found.population.empty()) {
    text += "Population: differs in\n";
    text += cells_text(found.population);
  }
  if (!found.rules.empty()) {
    text += fmt::format("Rules: first differ in {}\n", dated(setting, found.rules_week));
    text += cells_text(found.rules);
  }
  if (!found.diverged()) {
    text += fmt::format("States: identical for all {} weeks\n", found.weeks);
    return text;
  }
  if (found.week < 0) {
    text += "States: diverge before the first week\n";
  } else {
    text += fmt::format("States: diverge in {}, phase \"{}\"\n", dated(setting, found.week), found.phase);
  }
  text += cells_text(found.state);
  if (!same_seed) {
    text += "Draws: all differ, because the seeds differ\n";
  } else if (!found.draws.empty()) {
    text += fmt::format("Draws: the same, keyed by agent or order, week and purpose; purposes of the phase: {}\n",
                        found.draws);
  } else {
    text += "Draws: none in this phase\n";
  }
  return text;
}

}  // namespace entrepot::report
