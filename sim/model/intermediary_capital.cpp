#include "entrepot/model/intermediary_capital.hpp"

#include <algorithm>

#include "entrepot/model/submodels/diversion.hpp"
#include "entrepot/model/submodels/entry.hpp"
#include "entrepot/model/submodels/systems.hpp"

namespace entrepot::model {

Money capital_per_unit(const scenario::GreyMarket& market, Money supply_price, Money unit_price) {
  return std::max(Money{}, supply_price - unit_price.scaled(market.deposit));
}

Money own_capital(const WeekContext& week, IntermediaryId i) {
  const auto& table = week.state.intermediaries;
  const Money founded_with = Money::from_dollars(week.agents.intermediaries.working_capital[i]);
  const Money retained = std::max(Money{}, table.margin[i]).scaled(week.scenario().grey_market.retained_share);
  return founded_with + retained - table.losses[i] - table.fines[i];
}

Money free_capital(const WeekContext& week, IntermediaryId i) {
  return std::max(Money{}, own_capital(week, i) - week.state.intermediaries.committed[i]);
}

Units affordable(const WeekContext& week, const world::Order& order) {
  const Money each = capital_per_unit(week.scenario().grey_market, order.supply_price, order.unit_price);
  if (each.cents <= 0) return order.open;
  const Units limit = free_capital(week, order.via).cents / each.cents;
  return submodels::cut_to(limit, order.open, week.system_units(order.product));
}

double loss_on(const WeekContext& week, IntermediaryId i, double lot_value) {
  const auto& table = week.agents.intermediaries;
  const auto& legal = week.setting.geography.jurisdictions().facts[table.jurisdiction[i]].legal;
  return submodels::loss_if_caught(
      {.lot_value = lot_value,
       .fine_multiple = legal.fine_multiple * week.rules.levers().fines[table.jurisdiction[i]],
       .honest_revenue = table.honest_revenue[i],
       .honest_years = week.scenario().grey_market.honest_profit_years,
       .working_capital = own_capital(week, i).dollars(),
       .limited_liability = table.limited_liability[i] != 0});
}

void book_grey_profit(Writes<HubState> week, IntermediaryId i, Money profit) {
  const JurisdictionId seat = week->agents.intermediaries.jurisdiction[i];
  auto& hubs = week.hubs();
  hubs.profit_of_a_firm[seat] += submodels::profit_share(profit.dollars(), hubs.diverters[seat]);
}

}  // namespace entrepot::model
