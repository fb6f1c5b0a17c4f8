// Entry and exit: firms that are listed or ruined go, new ones are founded where diversion pays, and some owners of
// listed firms come back under a new name.

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/purchase.hpp"
#include "entrepot/model/submodels/entry.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

bool in_reserve(const Tick& tick, IntermediaryId i) { return tick.state.intermediaries.founded[i] > tick.week; }

bool ruined(const Tick& tick, IntermediaryId i) {
  return tick.state.intermediaries.committed[i] <= Money{} && own_capital(tick, i) <= Money{};
}

/// A listing is public from the day on which it takes effect: governments count it, and all who divert hear of it, most
/// of all in the firm's hub and among those who share its suppliers, whose books have been opened. It is worth so many
/// lots that were found out.
void announce(Tick& tick, IntermediaryId i) {
  const auto& perception = tick.scenario().perception;
  for (const JurisdictionId hub : tick.setting.hubs) {
    const double heard = perception.announcement_weight *
                         (hub == tick.agents.intermediaries.warehouse[i] ? 1.0 : perception.announcement_reach);
    tick.state.hubs.detections[hub] += heard;
    tick.state.hubs.trials[hub] += heard;
  }
  ++tick.state.hubs.listings[tick.agents.intermediaries.jurisdiction[i]];
  for (const ChannelId c : tick.agents.intermediaries.suppliers_of(i)) {
    tick.state.channels.detections[c] += perception.announcement_weight;
    tick.state.channels.trials[c] += perception.announcement_weight;
  }
}

void close_firms(Tick& tick, JurisdictionId place) {
  std::erase_if(tick.state.hubs.firms[place], [&](IntermediaryId i) {
    if (!tick.listed(i) && !ruined(tick, i)) return false;
    if (tick.listed(i)) announce(tick, i);
    ++tick.record.firms_closed(tick.week);
    tick.tell({.kind = EventKind::firm_closed, .intermediary = i});
    return true;
  });
}

void found_firm(Tick& tick, IntermediaryId i) {
  tick.state.intermediaries.founded[i] = tick.week;
  tick.state.hubs.firms[tick.agents.intermediaries.jurisdiction[i]].push_back(i);
}

/// What a firm of the place that diverts has earned by it in a year, USD; all of it if none does.
double profit_of_a_firm(const Tick& tick, JurisdictionId place) {
  const auto& firms = tick.state.hubs.firms[place];
  const auto diverters = std::count_if(firms.begin(), firms.end(), [&](IntermediaryId i) {
    return tick.state.intermediaries.last_diverted[i] > tick.week - weeks_per_year;
  });
  return tick.state.hubs.grey_profit[place] / static_cast<double>(std::max<std::ptrdiff_t>(1, diverters));
}

void draw_entrants(Tick& tick, JurisdictionId place) {
  if (tick.agents.intermediaries.reserve_in[place].empty()) return;
  const double chance = submodels::entry_probability(profit_of_a_firm(tick, place), tick.scenario().entry);
  if (chance <= 0) return;
  for (const IntermediaryId i : tick.agents.intermediaries.reserve_in[place]) {
    if (!in_reserve(tick, i)) continue;
    if (!tick.streams.at(tick.agents.intermediaries.id[i], tick.week, Purpose::entry).bernoulli(chance)) continue;
    found_firm(tick, i);
    ++tick.record.firms_founded(tick.week);
    tick.tell({.kind = EventKind::firm_founded, .intermediary = i});
  }
}

/// Where owners in search of a new name go: the place, with firms in reserve, where a firm earns most by diversion.
IntermediaryId choose_relaunch_hub(const Tick& tick) {
  IntermediaryId best;
  double most = -1e300;
  for (const JurisdictionId place : Rows<JurisdictionId>(tick.setting.geography.jurisdictions().size())) {
    const auto& reserve = tick.agents.intermediaries.reserve_in[place];
    const auto next =
        std::find_if(reserve.begin(), reserve.end(), [&](IntermediaryId i) { return in_reserve(tick, i); });
    if (next == reserve.end()) continue;
    const double profit = profit_of_a_firm(tick, place);
    if (profit <= most) continue;
    most = profit;
    best = *next;
  }
  return best;
}

void relaunch(Tick& tick) {
  for (const IntermediaryId listed : tick.state.enforcement.returns[tick.week]) {
    const IntermediaryId successor = choose_relaunch_hub(tick);
    if (!successor.exists()) return;
    found_firm(tick, successor);
    ++tick.record.firms_returned(tick.week);
    tick.tell({.kind = EventKind::firm_returned, .intermediary = successor});
    follow(tick, listed, successor);
  }
}

}  // namespace

void phases::turnover(Tick& tick) {
  for (const JurisdictionId place : Rows<JurisdictionId>(tick.setting.geography.jurisdictions().size())) {
    close_firms(tick, place);
    draw_entrants(tick, place);
  }
  relaunch(tick);
}

}  // namespace entrepot::model
