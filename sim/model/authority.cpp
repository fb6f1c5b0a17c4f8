#include "entrepot/model/authority.hpp"

#include <algorithm>

#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/submodels/targeting.hpp"

namespace entrepot::model {

double cooperation(const WeekContext& week, JurisdictionId place) {
  const auto& customs = week.setting.geography.jurisdictions().facts[place].customs;
  const double reacted =
      submodels::reacted_cooperation(customs.cooperation, customs.responsiveness, week.state.hubs.listings[place],
                                     week.scenario().enforcement.listings_to_half);
  return std::max(reacted, week.rules.levers().cooperation[place]);
}

void plan_return(Writes<EnforcementState> week, IntermediaryId i, Week from) {
  const auto& entry = week->scenario().entry;
  Draws draws = week->streams.at(week->agents.intermediaries.id[i], week->number, Purpose::entry);
  if (!draws.bernoulli(entry.return_share)) return;
  const auto due = static_cast<std::size_t>(from) + static_cast<std::size_t>(entry.return_lag_weeks);
  auto& returns = week.enforcement().returns;
  if (due < returns.size()) returns[due].push_back(i);
}

double suspicion(const WeekContext& week, IntermediaryId i) {
  const auto& table = week.state.intermediaries;
  return submodels::faded(table.suspicion[i], week.number - table.suspicion_week[i], week.scenario().suspicion);
}

void add_suspicion(Writes<IntermediaryState, EnforcementState> week, IntermediaryId i, double weight) {
  auto& table = week.intermediaries();
  table.suspicion[i] = suspicion(week, i) + weight;
  table.suspicion_week[i] = week->number;
  auto& leads = week.enforcement().leads;
  if (table.under_case[i] == 0 && std::find(leads.begin(), leads.end(), i) == leads.end()) leads.push_back(i);
}

}  // namespace entrepot::model
