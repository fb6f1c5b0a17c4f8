#pragma once
// A tiny but complete world for tests: four jurisdictions (US, the hubs SG and MY, and CN behind the controls), one
// vendor with a full part and a cut-down part, channel partners, traders and a few buyers. No rules; tests add theirs.

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

inline constexpr const char* small_world = R"yaml(
title: Small world
calendar: {start: 2023-01-02, end: 2024-12-29}
run: {seed: 7, replicates: 2}
jurisdictions:
  CN: {groups: ["D:5"], data_centre_mw: 1000}
  MY: {hub: true, data_centre_mw: 100}
  SG: {hub: true, data_centre_mw: 70, customs: {inspection_rate: 0.02, transfer_inspection_rate: 0.002, detection: 0.4, cooperation: 0.3}}
  US: {groups: ["A:1", "A:5"], data_centre_mw: 5000}
lanes:
  air: {between: [CN, MY, SG, US], mode: air_freight, weeks: 1, cost: 100}
  courier: {from: [MY, SG], to: [CN], mode: courier, weeks: 2, cost: 40, inspection_factor: 3}
vendors:
  acme: {home: US, ships_from: US, kyc: 0.2}
lines:
  acme_fab: {vendor: acme, capacity: 100, lead_weeks: 4}
products:
  cut: {line: acme_fab, release: 2022-06-01, tpp: 2368, performance_density: 2.9, memory_bandwidth: 4000, list_price: 12000, h100e: 0.2, inference_h100e: 0.6, software_factor: 0.9}
  full: {line: acme_fab, release: 2022-01-01, tpp: 15824, performance_density: 19.4, memory_bandwidth: 3350, link_speed: 900, list_price: 30000, h100e: 1}
channel_partners:
  distributors: {count: 3, jurisdiction: {SG: 0.5, US: 0.5}, vendors: [acme]}
intermediaries:
  traders: {count: 12, jurisdiction: {MY: 0.5, SG: 0.5}}
buyers:
  cloud: {count: 6, segment: hyperscaler, jurisdiction: US, direct: true, initial_stock: 100, growth: 0.5, willingness_to_pay: 60000, budget: 10000000}
  lab: {count: 10, segment: restricted_lab, jurisdiction: CN, initial_stock: 50, growth: 1, willingness_to_pay: 90000, budget: 5000000, foresight_weeks: 13, grey_contacts: 3, contact_hubs: {MY: 1, SG: 1}}
  shop: {count: 20, segment: enterprise, jurisdiction: {MY: 1, SG: 1}, reseller_share: 0.5, initial_stock: {uniform: [5, 20]}, growth: {normal: {mean: 0.3, sd: 0.1}}, willingness_to_pay: 50000, budget: 1000000}
)yaml";

/// The small world with more text (rules, say) after it and `path=value` settings over it.
inline scenario::Scenario small_scenario(const std::string& more = "", const std::vector<std::string>& settings = {}) {
  return scenario::load_scenario_text(small_world + more, "small.yaml", settings, policy::instrument_schemas())
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
