#pragma once
// The small world of tests/data/small.yaml, to which tests add rules.

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/policy/rule_book.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::testing {

/// The text of tests/data/small.yaml.
inline const std::string& small_world() {
  static const std::string text = [] {
    std::ifstream file(ENTREPOT_SOURCE_DIR "/tests/data/small.yaml");
    return std::string{std::istreambuf_iterator<char>(file), {}};
  }();
  return text;
}

/// The small world with more text (rules, say) after it and `path=value` settings over it.
inline scenario::Scenario small_scenario(const std::string& more = "", const std::vector<std::string>& settings = {}) {
  return scenario::load_scenario_text(small_world() + more, "small.yaml", settings, policy::instrument_schemas())
      .scenario;
}

/// What is built from a scenario before its first week.
struct SmallWorld {
  explicit SmallWorld(scenario::Scenario from)
      : scenario(std::move(from)),
        calendar(scenario.calendar.start, scenario.calendar.end),
        geography(scenario),
        catalogue(world::make_catalogue(scenario, calendar, geography.jurisdictions())) {}
  SmallWorld(const SmallWorld&) = delete;
  SmallWorld& operator=(const SmallWorld&) = delete;

  [[nodiscard]] world::Agents population(std::uint32_t replicate = 0) const {
    const Streams streams(static_cast<std::uint32_t>(scenario.run.seed), replicate);
    return world::sample_population(scenario, calendar, geography.jurisdictions(), catalogue, streams);
  }
  [[nodiscard]] policy::RuleBook rule_book() const {
    return {scenario, calendar, geography.jurisdictions(), catalogue};
  }
  [[nodiscard]] JurisdictionId place(const std::string& code) const { return geography.jurisdictions().find(code); }
  [[nodiscard]] ProductId product(const std::string& name) const {
    for (std::size_t p = 0; p < catalogue.products.size(); ++p) {
      if (catalogue.products.names[p] == name) return ProductId{p};
    }
    return ProductId::none();
  }

  const scenario::Scenario scenario;
  const Calendar calendar;
  const world::Geography geography;
  const world::Catalogue catalogue;
};

}  // namespace entrepot::testing
