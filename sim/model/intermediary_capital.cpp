#include "entrepot/model/intermediary_capital.hpp"

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/submodels/diversion.hpp"
#include "entrepot/model/submodels/entry.hpp"
#include "entrepot/model/submodels/systems.hpp"

namespace entrepot::model {

Rows<IntermediaryId> firms_of(const WeekContext& week, OwnerId owner) {
  const std::size_t first = week.agents.owners.first_firm[owner].row();
  return {first, first + week.agents.owners.firms[owner]};
}

Money capital_per_unit(const WeekContext& week, IntermediaryId i, Money supply_price, Money unit_price,
                       double deposit) {
  const auto credit = static_cast<double>(week.agents.intermediaries.supplier_credit[i]);
  const Money paid_before = credit > 0 ? supply_price.scaled(1.0 - credit) : supply_price;
  return std::max(Money{}, paid_before - unit_price.scaled(deposit));
}

Money own_capital(const WeekContext& week, IntermediaryId i) {
  const auto& table = week.state.intermediaries;
  const double retained_share = week.scenario().grey_market.retained_share;
  Money capital;
  for (const IntermediaryId firm : firms_of(week, week.agents.intermediaries.owner[i])) {
    const Money founded_with = Money::from_dollars(week.agents.intermediaries.working_capital[firm]);
    const Money retained = std::max(Money{}, table.margin[firm]).scaled(retained_share);
    capital += founded_with + retained - table.losses[firm] - table.fines[firm];
  }
  return capital;
}

Money committed_capital(const WeekContext& week, IntermediaryId i) {
  Money committed;
  for (const IntermediaryId firm : firms_of(week, week.agents.intermediaries.owner[i]))
    committed += week.state.intermediaries.committed[firm];
  return committed;
}

Money free_capital(const WeekContext& week, IntermediaryId i) {
  return std::max(Money{}, own_capital(week, i) - committed_capital(week, i));
}

Units affordable(const WeekContext& week, const world::Order& order) {
  if (order.capital.cents <= 0) return order.open;
  const Units limit = free_capital(week, order.via).cents / order.capital.cents;
  return submodels::cut_to(limit, order.open, week.system_units(order.product));
}

namespace {

/// What an owner who can be arrested fears to lose in person: some years of income from the trade.
double personal_loss(const WeekContext& week, IntermediaryId i) {
  const double years = week.scenario().grey_market.person_years;
  const OwnerId owner = week.agents.intermediaries.owner[i];
  if (years <= 0 || week.agents.owners.reachable[owner] == 0) return 0;
  Money income;
  Week first = week.number;
  for (const IntermediaryId firm : firms_of(week, owner)) {
    income += week.state.intermediaries.margin[firm];
    first = std::min(first, week.state.intermediaries.founded[firm]);
  }
  const double active = std::max(1.0, (week.number - first) / double{weeks_per_year});
  return years * std::max(0.0, income.dollars()) / active;
}

}  // namespace

double loss_on(const WeekContext& week, IntermediaryId i, double lot_value) {
  const auto& table = week.agents.intermediaries;
  const auto& legal = week.setting.geography.jurisdictions().facts[table.jurisdiction[i]].legal;
  return submodels::loss_if_caught(
      {.lot_value = lot_value,
       .fine_multiple = legal.fine_multiple * week.rules.levers().fines[table.jurisdiction[i]],
       .honest_revenue = table.honest_revenue[i],
       .honest_years = week.scenario().grey_market.honest_profit_years,
       .working_capital = own_capital(week, i).dollars(),
       .personal = personal_loss(week, i),
       .limited_liability = table.limited_liability[i] != 0});
}

void book_grey_profit(Writes<HubState> week, IntermediaryId i, Money profit) {
  const JurisdictionId seat = week->agents.intermediaries.jurisdiction[i];
  auto& hubs = week.hubs();
  hubs.profit_of_a_firm[seat] += submodels::profit_share(profit.dollars(), hubs.diverters[seat]);
}

}  // namespace entrepot::model
