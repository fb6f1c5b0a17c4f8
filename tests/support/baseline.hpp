#pragma once
// The shipped baseline, with settings laid over it, and its runs.

#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "entrepot/core/archive.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::testing {

/// A scenario with all that a run of it shares.
struct World {
  explicit World(scenario::LoadedScenario from) : loaded(std::move(from)), setting(loaded.scenario) {}
  scenario::LoadedScenario loaded;
  model::Setting setting;
};

/// A tenth of the baseline's agents, to the end of 2024: the same places, products and rules.
inline std::vector<std::string> small_baseline() {
  return {"calendar.end=2024-12-31",
          "buyers.us_enterprises.count=400",
          "buyers.us_research.count=50",
          "buyers.us_government.count=20",
          "buyers.europe_enterprises.count=250",
          "buyers.allied_enterprises.count=250",
          "buyers.southeast_asia_enterprises.count=140",
          "buyers.india.count=70",
          "buyers.research_abroad.count=100",
          "buyers.china_enterprises.count=200"};
}

/// A scenario of scenarios/ with settings laid over it.
inline std::unique_ptr<World> shipped(const std::string& name, const std::vector<std::string>& settings) {
  return std::make_unique<World>(
      scenario::load_scenario(ENTREPOT_SOURCE_DIR "/scenarios/" + name, settings, policy::instrument_schemas()));
}

inline std::unique_ptr<World> baseline(const std::vector<std::string>& settings) {
  return shipped("baseline.yaml", settings);
}

/// The small baseline with more settings over it.
inline std::unique_ptr<World> small_baseline_with(const std::vector<std::string>& more) {
  auto settings = small_baseline();
  settings.insert(settings.end(), more.begin(), more.end());
  return baseline(settings);
}

template <class T, std::size_t Rank>
T total(const model::Cells<T, Rank>& tally) {
  return std::accumulate(tally.values().begin(), tally.values().end(), T{});
}

/// Names of the members of a struct, in the order of its list of fields, whose bytes differ: a NaN equals itself.
template <class T>
std::vector<std::string> differing_members(const T& a, const T& b) {
  std::vector<std::string> names;
  for_each_field<T>([&](const auto& field) {
    if (packed(a.*(field.member)) != packed(b.*(field.member))) names.emplace_back(field.name);
  });
  return names;
}

/// What two runs recorded differently, to the last bit. Nothing that is recorded is left out unless it is named.
inline std::vector<std::string> differences(const model::Record& a, const model::Record& b,
                                            const std::set<std::string>& left_out = {}) {
  auto names = differing_members(a, b);
  std::erase_if(names, [&](const std::string& name) { return left_out.contains(name); });
  return names;
}

/// What names rules by their row: another row for the same rule where a scenario has more of them.
inline const std::set<std::string>& by_rule() {
  static const std::set<std::string> names{"rule_units", "licences_unused", "imports_refused", "custody"};
  return names;
}

/// What is declared, heard and published of a run, as against what happens in it.
inline const std::set<std::string>& observed() {
  static const std::set<std::string> names{"returns", "published"};
  return names;
}

}  // namespace entrepot::testing
