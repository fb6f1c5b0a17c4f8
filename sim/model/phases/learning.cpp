// Learning and prices: what the trade and the authority make of the week.

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/submodels/allocation.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/submodels/targeting.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

/// Hubs: evaders forget, and the watch list follows the import statistics that are out.
void update_hubs(Tick& tick) {
  auto& hubs = tick.state.hubs;
  const auto& jurisdictions = tick.setting.geography.jurisdictions();
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions.size())) {
    const double kept = 1.0 - tick.scenario().perception.forgetting;
    hubs.detections[j] *= kept;
    hubs.trials[j] *= kept;
    const bool listed =
        jurisdictions.facts[j].hub &&
        submodels::on_watch_list(hubs.imports[j], hubs.earlier_imports[j], jurisdictions.absorptive_capacity[j],
                                 tick.scenario().enforcement.hub_growth_alarm);
    hubs.watch_listed[j] = listed ? 1 : 0;
  }
}

/// The lead time that a vendor quotes: until what it has started covers what waits; the rest must be started first.
double quoted_lead_time(const Tick& tick, ProductId p) {
  const auto& vendors = tick.state.vendors;
  const LineId line = tick.setting.catalogue.products.line[p];
  const Week lead = tick.setting.catalogue.lines.lead_weeks[line];
  Units waiting = vendors.unmet[p];
  for (Week ahead = 0; ahead <= lead; ++ahead) {
    if (waiting <= 0) return ahead;
    waiting -= vendors.finishing[p][tick.week + 1 + ahead];
  }
  // The line's capacity goes to its products in proportion to what waits for each.
  double all_unmet = 0;
  for (const ProductId other : tick.setting.catalogue.lines.products[line])
    all_unmet += static_cast<double>(vendors.unmet[other]);
  const double capacity = tick.setting.catalogue.lines.capacity[line].at(tick.setting.calendar.date_of(tick.week));
  const double share = static_cast<double>(vendors.unmet[p]) / std::max(1.0, all_unmet);
  return lead + static_cast<double>(waiting) / std::max(1.0, capacity * share);
}

/// Published lead times.
void update_waits(Tick& tick) {
  for (const ProductId p : Rows<ProductId>(tick.products())) {
    tick.state.vendors.wait_weeks[p] = quoted_lead_time(tick, p);
  }
}

void update_channel_demand(Tick& tick) {
  auto& channels = tick.state.channels;
  for (std::size_t cell = 0; cell < channels.asked.size(); ++cell) {
    channels.weekly_demand[cell] = submodels::smoothed_demand(channels.weekly_demand[cell], channels.asked[cell],
                                                              tick.scenario().supply.planning_memory_weeks);
    channels.asked[cell] = 0;
  }
}

/// Evaders forget what they heard of suppliers, and of what hubs delivered.
void forget(Tick& tick) {
  const double kept = 1.0 - tick.scenario().perception.forgetting;
  for (auto* evidence : {&tick.state.channels.detections, &tick.state.channels.trials}) {
    for (double& count : *evidence) count *= kept;
  }
  const double remembered = submodels::kept_in_a_week(tick.scenario().network.search_memory_weeks);
  auto& hubs = tick.state.hubs;
  for (auto* units : {&hubs.grey_asked, &hubs.grey_met}) {
    for (double& count : *units) count *= remembered;
  }
  for (auto* yearly : {&hubs.grey_profit, &hubs.listings}) {
    for (double& amount : *yearly) amount *= 1.0 - 1.0 / double{weeks_per_year};
  }
}

/// A learning authority forgets old finds.
void forget_yields(Tick& tick) {
  auto& state = tick.state.enforcement;
  const double kept = submodels::kept_in_a_week(tick.scenario().enforcement.learning_memory_weeks);
  for (auto* yield : {&state.checks_made, &state.checks_failed, &state.cases_closed, &state.cases_proved}) {
    for (double& count : *yield) count *= kept;
  }
}

}  // namespace

void phases::learning(Tick& tick) {
  update_hubs(tick);
  update_waits(tick);
  update_channel_demand(tick);
  forget(tick);
  forget_yields(tick);
  replace_contacts(tick);
}

}  // namespace entrepot::model
