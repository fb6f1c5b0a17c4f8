// Learning: memories fade, lead times are published, and buyers replace contacts that failed them.

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/submodels/allocation.hpp"
#include "entrepot/model/submodels/entry.hpp"
#include "entrepot/model/submodels/list_price.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/submodels/targeting.hpp"

namespace entrepot::model {
namespace {

/// Hubs: evaders forget, and the watch list follows the published import statistics.
void update_hubs(Writes<HubState> week) {
  auto& hubs = week.hubs();
  const auto& jurisdictions = week->setting.geography.jurisdictions();
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions.size())) {
    const double kept = 1.0 - week->scenario().perception.forgetting;
    hubs.detections[j] *= kept;
    hubs.trials[j] *= kept;
    const bool listed =
        jurisdictions.facts[j].hub &&
        submodels::on_watch_list(hubs.imports[j], hubs.earlier_imports[j], jurisdictions.absorptive_capacity[j],
                                 week->scenario().enforcement.hub_growth_alarm);
    hubs.watch_listed[j] = listed ? 1 : 0;
  }
}

/// The lead time that a vendor quotes: until the units it has started cover those that wait; the rest must be started.
double quoted_lead_time(const WeekContext& week, ProductId p) {
  const auto& vendors = week.state.vendors;
  const LineId line = week.setting.catalogue.products.line[p];
  const Week lead = week.setting.catalogue.lines.lead_weeks[line];
  Units waiting = vendors.unmet[p];
  for (Week ahead = 0; ahead <= lead; ++ahead) {
    if (waiting <= 0) return ahead;
    waiting -= vendors.finishing[p][week.number + 1 + ahead];
  }
  // A line's capacity goes to its products in proportion to the units that wait.
  double all_unmet = 0;
  for (const ProductId other : week.setting.catalogue.lines.products[line])
    all_unmet += static_cast<double>(vendors.unmet[other]);
  const auto& lines = week.setting.catalogue.lines;
  const double capacity = lines.limits[line].exist()
                              ? vendors.startable[line]
                              : lines.capacity[line].at(week.setting.calendar.date_of(week.number));
  const double share = static_cast<double>(vendors.unmet[p]) / std::max(1.0, all_unmet);
  return lead + static_cast<double>(waiting) / std::max(1.0, capacity * share);
}

/// Published lead times.
void update_waits(Writes<VendorState> week) {
  for (const ProductId p : Rows<ProductId>(week->products())) {
    week.vendors().wait_weeks[p] = quoted_lead_time(week, p);
  }
}

/// Prices of lines that answer their order books.
void update_prices(Writes<VendorState, Record> week) {
  const auto& catalogue = week->setting.catalogue;
  auto& vendors = week.vendors();
  for (const ProductId p : Rows<ProductId>(week->products())) {
    const auto& response = catalogue.lines.price_response[catalogue.products.line[p]];
    if (response.step <= 0 || week->number < catalogue.products.release[p]) continue;
    vendors.price_change[p] = submodels::next_price_change(vendors.price_change[p], vendors.wait_weeks[p], response);
    week.record().price_change(week->number, p.row()) = vendors.price_change[p];
  }
}

/// Software improves with the compute that runs it.
void update_software(Writes<VendorState, Record> week) {
  const auto& catalogue = week->setting.catalogue;
  for (const VendorId v : Rows<VendorId>(catalogue.vendors.size())) {
    if (catalogue.vendors.software[v].gain <= 0) continue;
    double installed = 0;
    for (const ProductId p : Rows<ProductId>(week->products())) {
      if (week->vendor(p) == v)
        installed += static_cast<double>(week->state.buyers.in_service_of[p]) * catalogue.products.h100e[p];
    }
    double& gained = week.vendors().software_gained[v];
    gained = submodels::software_gained(gained, installed, catalogue.vendors.software[v]);
    week.record().software_gained(week->number, v.row()) = gained;
  }
}

void update_channel_demand(Writes<ChannelState> week) {
  auto& channels = week.channels();
  for (std::size_t cell = 0; cell < channels.asked.size(); ++cell) {
    channels.weekly_demand[cell] = submodels::smoothed_demand(channels.weekly_demand[cell], channels.asked[cell],
                                                              week->scenario().supply.planning_memory_weeks);
    channels.asked[cell] = 0;
  }
}

/// Evaders forget what they heard of suppliers, and of what hubs delivered.
void forget(Writes<ChannelState, HubState> week) {
  const double kept = 1.0 - week->scenario().perception.forgetting;
  for (auto* evidence : {&week.channels().detections, &week.channels().trials}) {
    for (double& count : *evidence) count *= kept;
  }
  const double supplied = submodels::weekly_retention(week->scenario().grey_market.supply_memory_weeks);
  for (auto* units : {&week.channels().grey_wanted, &week.channels().grey_served}) {
    for (double& count : *units) count *= supplied;
  }
  const double remembered = submodels::weekly_retention(week->scenario().network.search_memory_weeks);
  auto& hubs = week.hubs();
  for (auto* units : {&hubs.grey_asked, &hubs.grey_met}) {
    for (double& count : *units) count *= remembered;
  }
  for (auto* yearly : {&hubs.profit_of_a_firm, &hubs.listings}) {
    for (double& amount : *yearly) amount *= submodels::yearly_retention();
  }
}

/// A learning authority forgets the results of old checks and cases.
void forget_yields(Writes<EnforcementState> week) {
  auto& state = week.enforcement();
  const double kept = submodels::weekly_retention(week->scenario().enforcement.learning_memory_weeks);
  for (auto* yield : {&state.checks_made, &state.checks_failed, &state.cases_closed, &state.cases_proved}) {
    for (double& count : *yield) count *= kept;
  }
}

}  // namespace

void phases::learning(LearningWeek week) {
  update_hubs(week);
  update_waits(week);
  update_prices(week);
  update_software(week);
  update_channel_demand(week);
  forget(week);
  forget_yields(week);
  replace_contacts(week);
}

}  // namespace entrepot::model
