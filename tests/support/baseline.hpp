#pragma once
// The shipped baseline, with settings laid over it, and its runs.

#include <cstring>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "entrepot/engine/simulation.hpp"
#include "entrepot/policy/instrument.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::testing {

/// A scenario with all that a run of it shares.
struct World {
  explicit World(scenario::LoadedScenario from) : loaded(std::move(from)), setting(loaded.scenario) {}
  scenario::LoadedScenario loaded;
  engine::Setting setting;
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
T total(const engine::Tally<T, Rank>& tally) {
  return std::accumulate(tally.values().begin(), tally.values().end(), T{});
}

/// Bit for bit, so that a NaN equals itself.
template <class T, std::size_t Rank>
bool same_bits(const engine::Tally<T, Rank>& a, const engine::Tally<T, Rank>& b) {
  return a.values().size() == b.values().size() &&
         std::memcmp(a.values().data(), b.values().data(), a.values().size() * sizeof(T)) == 0;
}

/// Whether two runs recorded the same, to the last bit, leaving out the tally that has a row for each rule.
inline bool same_bits_but_rules(const engine::Record& a, const engine::Record& b) {
  return same_bits(a.produced, b.produced) && same_bits(a.sold, b.sold) &&
         same_bits(a.controlled_sold, b.controlled_sold) && same_bits(a.leaked, b.leaked) &&
         same_bits(a.seized, b.seized) && same_bits(a.leaked_by_hub, b.leaked_by_hub) &&
         same_bits(a.hub_received, b.hub_received) && same_bits(a.leaked_by_path, b.leaked_by_path) &&
         same_bits(a.licence_applications, b.licence_applications) &&
         same_bits(a.licence_approvals, b.licence_approvals) && same_bits(a.licence_denials, b.licence_denials) &&
         same_bits(a.honest_orders_refused, b.honest_orders_refused) &&
         same_bits(a.honest_units_refused, b.honest_units_refused) &&
         same_bits(a.grey_orders_refused, b.grey_orders_refused) &&
         same_bits(a.honest_lots_delayed, b.honest_lots_delayed) && same_bits(a.units_barred, b.units_barred) &&
         same_bits(a.cases_opened, b.cases_opened) && same_bits(a.entity_listings, b.entity_listings) &&
         same_bits(a.end_use_checks, b.end_use_checks) && same_bits(a.grey_units_asked, b.grey_units_asked) &&
         same_bits(a.grey_units_accepted, b.grey_units_accepted) && same_bits(a.leaked_h100e, b.leaked_h100e) &&
         same_bits(a.controlled_h100e_sold, b.controlled_h100e_sold) &&
         same_bits(a.restricted_stock, b.restricted_stock) && same_bits(a.leaked_value, b.leaked_value) &&
         same_bits(a.controlled_value_sold, b.controlled_value_sold) && same_bits(a.grey_premium, b.grey_premium) &&
         same_bits(a.tenants_refused, b.tenants_refused) && same_bits(a.location_reveals, b.location_reveals) &&
         same_bits(a.firms_founded, b.firms_founded) && same_bits(a.firms_returned, b.firms_returned) &&
         same_bits(a.firms_closed, b.firms_closed) && same_bits(a.grey_orders_split, b.grey_orders_split) &&
         same_bits(a.rented_h100e, b.rented_h100e) && same_bits(a.rent, b.rent) &&
         same_bits(a.revenue_by_fate, b.revenue_by_fate) && same_bits(a.barred_value, b.barred_value) &&
         same_bits(a.waiting_value, b.waiting_value) && same_bits(a.licence_weeks_waited, b.licence_weeks_waited) &&
         same_bits(a.revenue_share_paid, b.revenue_share_paid) && same_bits(a.duty_paid, b.duty_paid) &&
         same_bits(a.vendor_revenue, b.vendor_revenue) && a.agents == b.agents;
}

/// Whether the world saw the same of two runs, to the last bit.
inline bool same_bits(const engine::Published& a, const engine::Published& b) {
  using P = engine::Published;
  for (const auto tally : {&P::imports, &P::re_exports, &P::shipments, &P::mirror_gap, &P::seen_use, &P::balance_gap,
                           &P::imports_value, &P::re_exports_value, &P::seized, &P::checks, &P::unfavourable_checks,
                           &P::listings, &P::billing_pooled, &P::import_growth, &P::billing_growth}) {
    if (!same_bits(a.*tally, b.*tally)) return false;
  }
  return same_bits(a.premium, b.premium) && same_bits(a.billing, b.billing) &&
         same_bits(a.billing_year_before, b.billing_year_before);
}

/// Whether two runs recorded the same, to the last bit.
inline bool same_bits(const engine::Record& a, const engine::Record& b) {
  return same_bits_but_rules(a, b) && same_bits(a.rule_units, b.rule_units) && same_bits(a.published, b.published);
}

}  // namespace entrepot::testing
