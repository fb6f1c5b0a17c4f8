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

void add_suspicion(Writes<IntermediaryState, EnforcementState> week, IntermediaryId i, double weight) {
  auto& table = week.intermediaries();
  table.suspicion[i] =
      submodels::faded(table.suspicion[i], week->number - table.suspicion_week[i], week->scenario().suspicion) + weight;
  table.suspicion_week[i] = week->number;
  auto& leads = week.enforcement().leads;
  if (table.under_case[i] == 0 && std::find(leads.begin(), leads.end(), i) == leads.end()) leads.push_back(i);
}

}  // namespace entrepot::model
