// Turnover: listed and insolvent firms close, new ones are founded where diversion pays, and some owners of listed
// firms return under a new name.

#include <algorithm>

#include "entrepot/model/contacts.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/submodels/entry.hpp"

namespace entrepot::model {
namespace {

bool in_reserve(const WeekContext& week, IntermediaryId i) {
  return week.state.intermediaries.founded[i] > week.number;
}

bool ruined(const WeekContext& week, IntermediaryId i) {
  return committed_capital(week, i) <= Money{} && own_capital(week, i) <= Money{};
}

/// A listing is public from the week in which it takes effect. Governments count it, and all diverters hear of it,
/// above all those in the firm's place and those who share its suppliers. It counts as a number of detected lots.
void announce(Writes<ChannelState, HubState> week, IntermediaryId i) {
  const auto& perception = week->scenario().perception;
  for (const JurisdictionId place : Rows<JurisdictionId>(week->setting.geography.jurisdictions().size())) {
    if (!week->setting.geography.is_origin(place)) continue;
    const double heard = perception.announcement_weight *
                         (place == week->agents.intermediaries.warehouse[i] ? 1.0 : perception.announcement_reach);
    week.hubs().detections[place] += heard;
    week.hubs().trials[place] += heard;
  }
  ++week.hubs().listings[week->agents.intermediaries.jurisdiction[i]];
  for (const ChannelId c : week->agents.intermediaries.suppliers_of(i)) {
    week.channels().detections[c] += perception.announcement_weight;
    week.channels().trials[c] += perception.announcement_weight;
  }
}

void close_firms(Writes<ChannelState, HubState, Record> week, JurisdictionId place) {
  std::erase_if(week.hubs().firms[place], [&](IntermediaryId i) {
    const bool convicted = week->state.intermediaries.listed_from[i] <= week->number;
    if (!convicted && !ruined(week, i)) return false;
    if (convicted) announce(week, i);
    ++week.record().firms_closed(week->number);
    week->emit({.kind = EventKind::firm_closed, .intermediary = i});
    return true;
  });
}

void found_firm(Writes<IntermediaryState, HubState> week, IntermediaryId i) {
  week.intermediaries().founded[i] = week->number;
  week.hubs().firms[week->agents.intermediaries.jurisdiction[i]].push_back(i);
}

/// The firms that share the grey trade of a place: each counts less the longer it has had no grey order.
void count_diverters(Writes<HubState> week, JurisdictionId place) {
  double count = 0;
  for (const IntermediaryId i : week->state.hubs.firms[place]) {
    const Week last = week->state.intermediaries.last_diverted[i];
    if (last >= 0) count += submodels::diverter_weight(week->number - last);
  }
  week.hubs().diverters[place] = count;
}

void draw_entrants(Writes<IntermediaryState, HubState, Record> week, JurisdictionId place) {
  const auto& hubs = week->state.hubs;
  const auto& reserve = week->agents.intermediaries.reserve_in[place];
  if (reserve.empty()) return;
  const auto waiting = static_cast<double>(
      std::count_if(reserve.begin(), reserve.end(), [&](IntermediaryId i) { return in_reserve(week, i); }));
  const double chance = submodels::entry_probability(hubs.profit_of_a_firm[place], hubs.diverters[place], waiting,
                                                     week->scenario().entry, week->scenario().model.entry);
  if (chance <= 0) return;
  for (const IntermediaryId i : reserve) {
    if (!in_reserve(week, i)) continue;
    if (!week->streams.at(week->agents.intermediaries.id[i], week->number, Purpose::entry).bernoulli(chance)) continue;
    found_firm(week, i);
    ++week.record().firms_founded(week->number);
    week->emit({.kind = EventKind::firm_founded, .intermediary = i});
  }
}

/// The place where owners of listed firms found a new one: of those with firms in reserve, where diversion earns most.
IntermediaryId choose_relaunch_hub(const WeekContext& week) {
  IntermediaryId best;
  double most = -1e300;
  for (const JurisdictionId place : Rows<JurisdictionId>(week.setting.geography.jurisdictions().size())) {
    const auto& reserve = week.agents.intermediaries.reserve_in[place];
    const auto next =
        std::find_if(reserve.begin(), reserve.end(), [&](IntermediaryId i) { return in_reserve(week, i); });
    if (next == reserve.end()) continue;
    const double profit = week.state.hubs.profit_of_a_firm[place];
    if (profit <= most) continue;
    most = profit;
    best = *next;
  }
  return best;
}

void relaunch(TurnoverWeek week) {
  for (const IntermediaryId listed : week->state.enforcement.returns[week->number]) {
    const IntermediaryId successor = choose_relaunch_hub(week);
    if (!successor.exists()) return;
    found_firm(week, successor);
    ++week.record().firms_returned(week->number);
    week->emit({.kind = EventKind::firm_returned, .intermediary = successor});
    follow(week, listed, successor);
  }
}

}  // namespace

void phases::turnover(TurnoverWeek week) {
  for (const JurisdictionId place : Rows<JurisdictionId>(week->setting.geography.jurisdictions().size())) {
    close_firms(week, place);
    count_diverters(week, place);
    draw_entrants(week, place);
  }
  relaunch(week);
}

}  // namespace entrepot::model
