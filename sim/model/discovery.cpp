#include "entrepot/model/discovery.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/allegations.hpp"
#include "entrepot/model/authority.hpp"
#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/submodels/discovery.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/submodels/targeting.hpp"

namespace entrepot::model {
namespace {

using submodels::Lead;
using world::Discovery;

submodels::Lead lead_of(Discovery source) {
  switch (source) {
    case Discovery::origin:
    case Discovery::hub_customs:
    case Discovery::port:
      return Lead::seizure;
    case Discovery::tip:
      return Lead::tip;
    case Discovery::site_check:
      return Lead::site_check;
    case Discovery::location:
      return Lead::location;
    case Discovery::end_use_check:
      return Lead::failed_check;
    case Discovery::records:
      return Lead::records;
    case Discovery::registry:
      return Lead::failed_check;
  }
  return Lead::tip;
}

void raise(Writes<EnforcementState> week, LotId id, Discovery source, double weeks) {
  const world::Lot& lot = week->state.shipments.lots[id];
  const double due = static_cast<double>(week->number) + 1.0 + std::floor(weeks);
  auto& flags = week.enforcement().flags;
  if (due < static_cast<double>(flags.size()))
    flags[static_cast<std::size_t>(due)].push_back(
        {source, lot.intermediary, lot.units, week->vendor(lot.product), id, lot.bought_under});
}

const submodels::DiscoveryScope& scope_of(const WeekContext& week) {
  return submodels::scope_of(week.scenario().model.discovery);
}

/// The weakest lead makes a firm suspect as long as it is fresh.
bool suspected(const WeekContext& week, IntermediaryId i) {
  return suspicion(week, i) >= submodels::weight(Lead::hub_anomaly, week.scenario().suspicion);
}

/// As the rules that ask for reports say, or as the trade does where none says.
double after_location_report(const WeekContext& week) {
  double said = policy::LocationChecks::unsaid;
  for (const auto& checks : week.rules.levers().location) said = std::max(said, checks.supply_stopped);
  return said == policy::LocationChecks::unsaid ? week.scenario().enforcement.cut_off_share : said;
}

/// Factor on the chance of a tip about a lot where its source gets a share of the fine, which grows with all that the
/// owner has diverted.
double reward_factor(const WeekContext& week, const world::Lot& lot) {
  const auto& levers = week.rules.levers();
  if (levers.reward_share <= 0) return 1;
  const auto& firms = week.agents.intermediaries;
  Money value = lot.basis + lot.deposit;
  for (const IntermediaryId firm : firms_of(week, firms.owner[lot.intermediary]))
    value += week.state.intermediaries.diverted_value[firm];
  const JurisdictionId seat = firms.jurisdiction[lot.intermediary];
  const double multiple = week.setting.geography.jurisdictions().facts[seat].legal.fine_multiple * levers.fines[seat];
  const double fine = value.dollars() * multiple;
  return fine < levers.reward_from ? 1.0
                                   : submodels::reward_factor(levers.reward_share * fine, week.scenario().enforcement);
}

/// A lot leaves the country of the exporting authority.
bool leaves_home(const WeekContext& week, const world::Lot& lot) {
  const VendorId v = week.vendor(lot.product);
  const auto& vendors = week.setting.catalogue.vendors;
  return vendors.under_controls[v] != 0 && lot.place == vendors.home[v] &&
         week.agents.intermediaries.warehouse[lot.intermediary] != lot.place;
}

}  // namespace

bool works(const WeekContext& week, Discovery source) { return scope_of(week).works[static_cast<std::size_t>(source)]; }

void watch_from_sale(Writes<EnforcementState> week, LotId id) {
  const world::Lot& lot = week->state.shipments.lots[id];
  const auto& means = week->scenario().enforcement;
  if (works(week, Discovery::origin) && leaves_home(week, lot)) {
    Draws hold = week->streams.at(lot.bought_under, week->number, Purpose::origin_hold);
    if (hold.bernoulli(submodels::hold_chance(suspected(week, lot.intermediary), means)))
      raise(week, id, Discovery::origin, 0);
  }
  if (!scope_of(week).tips_stop_lots) return;
  const double rate = means.tip_rate * week->rules.levers().tips * reward_factor(week, lot);
  Draws talk = week->streams.at(lot.bought_under, week->number, Purpose::tips);
  if (!talk.bernoulli(submodels::tip_chance(lot.units, rate, means))) return;
  raise(week, id, Discovery::tip, means.tip_delay_weeks * core::exp(means.tip_delay_spread * talk.normal()));
}

void watch_from_departure(Writes<IntermediaryState, EnforcementState> week, LotId id) {
  if (!works(week, Discovery::tip) || scope_of(week).tips_stop_lots) return;
  const world::Lot& lot = week->state.shipments.lots[id];
  Draws talk = week->streams.at(lot.key, week->number, Purpose::tips);
  if (talk.bernoulli(week->scenario().enforcement.tip_rate * week->rules.levers().tips * reward_factor(week, lot)))
    add_suspicion(week, lot.intermediary, submodels::weight(Lead::tip, week->scenario().suspicion));
}

void watch_at_site(Writes<EnforcementState> week, LotId id) {
  const world::Lot& lot = week->state.shipments.lots[id];
  const auto& firms = week->agents.intermediaries;
  const IntermediaryId i = lot.intermediary;
  if (!works(week, Discovery::site_check) || firms.site_mw[i] <= 0 || firms.insider[i] != 0) return;
  const auto& means = week->scenario().enforcement;
  Draws look = week->streams.at(lot.bought_under, week->number, Purpose::site_check);
  // What it runs for customers is there; a check of some machines misses the lot with that chance.
  const double runs = static_cast<double>(firms.runs_share[i]);
  if (look.bernoulli(means.site_check_rate * (1.0 - runs)))
    raise(week, id, Discovery::site_check, look.uniform() * means.site_check_weeks);
}

void watch_registered(Writes<EnforcementState> week, LotId id) {
  const auto& levers = week->rules.levers();
  if (levers.audits <= 0 || !works(week, Discovery::registry)) return;
  Draws audit = week->streams.at(week->state.shipments.lots[id].key, week->number, Purpose::registry);
  if (!audit.bernoulli(levers.registered)) return;
  // Audits come at random, with that number in a year.
  raise(week, id, Discovery::registry, -core::log(audit.uniform()) * double{weeks_per_year} / levers.audits);
}

double yearly_units(const WeekContext& week, OwnerId owner) {
  double units = 0;
  for (const IntermediaryId i : firms_of(week, owner)) units += reputation(week, i);
  const double kept = submodels::weekly_retention(week.scenario().network.reputation_weeks);
  return units * (1.0 - kept) * double{weeks_per_year};
}

void search_records(Writes<IntermediaryState, OwnerState, EnforcementState, Record> week) {
  if (!works(week, Discovery::records)) return;
  const auto& means = week->scenario().enforcement;
  for (const OwnerId owner : Rows<OwnerId>(week->agents.owners.size())) {
    const double units = yearly_units(week, owner);
    if (units <= 0) continue;
    Draws draws = week->streams.at(week->agents.owners.id[owner], week->number, Purpose::records);
    if (!draws.bernoulli(submodels::exposure_chance(units, means))) continue;
    for (const IntermediaryId i : firms_of(week, owner)) {
      if (reputation(week, i) > 0) find_out(week, i, VendorId::none(), reputation(week, i), Discovery::records);
    }
    allege(week, take_acts(week, owner), world::Publication::exposure);
    // Where this is the only way to be detected, it is also all that evaders can learn from.
    if (!works(week, Discovery::hub_customs)) remember(week, week->agents.owners.first_firm[owner], 1, 1);
  }
}

void find_out(DiscoveryWrites week, IntermediaryId i, VendorId vendor, double units, Discovery source) {
  ++week.record().findings(week->month(), static_cast<std::size_t>(source));
  const auto& suspicion = week->scenario().suspicion;
  add_suspicion(week, i,
                submodels::weight(lead_of(source), suspicion) *
                    submodels::weight_of_size(units, week->scenario().enforcement.tip_size_units, suspicion));
  ++week.intermediaries().findings[i];
  cut_off(week, i, vendor, stop_share(week, source));
}

double stop_share(const WeekContext& week, Discovery source) {
  const auto& means = week.scenario().enforcement;
  const auto& levers = week.rules.levers();
  double share = means.informed_share;
  if (source == Discovery::site_check || source == Discovery::records) share = means.cut_off_share;
  if (source == Discovery::location) share = after_location_report(week);
  return std::max(share, levers.supply_stops);
}

void cut_off(Writes<IntermediaryState, EnforcementState, Record> week, IntermediaryId i, VendorId vendor,
             double chance) {
  if (!scope_of(week).suppliers_act) return;
  auto& bits = week.intermediaries().cut_off[i];
  // Who is exposed in public loses all vendors.
  const std::uint32_t lost = vendor.exists() ? std::uint32_t{1} << vendor.value : UINT32_MAX;
  if ((bits & lost) == lost) return;
  Draws draws = week->streams.at(week->agents.intermediaries.id[i], week->number, Purpose::site_check);
  if (!draws.bernoulli(chance)) return;
  if (bits == 0) plan_return(week, i, week->number);
  bits |= lost;
  ++week.record().suppliers_lost(week->number);
}

}  // namespace entrepot::model
