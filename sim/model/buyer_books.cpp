#include "entrepot/model/buyer_books.hpp"

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/submodels/demand.hpp"

namespace entrepot::model {
namespace {

/// Bring a buyer's purse up to this week.
void accrue(Writes<BuyerState> week, BuyerId b) {
  if (week->state.buyers.purse_week[b] == week->number) return;
  const auto& table = week->agents.buyers;
  const auto& demand = week->scenario().demand;
  const double shock = submodels::demand_shock(week->streams, table.id[b], week->number, demand.shock_weeks);
  const double plan = submodels::plan_factor(table, b, shock);
  week.buyers().purse[b] = Money::from_dollars(submodels::saved(table, week.buyers(), demand, b, week->number, plan));
  week.buyers().purse_week[b] = week->number;
}

/// A new year begins for what the buyer may purchase without a licence.
void turn_year(Writes<BuyerState> week, BuyerId b) {
  const auto year = static_cast<std::int16_t>(week->number / weeks_per_year);
  if (week.buyers().bought_year[b] == year) return;
  auto& buyers = week.buyers();
  buyers.bought_year[b] = year;
  buyers.bought[b] = 0;
  buyers.bought_at_home[b] = 0;
  buyers.bought_abroad[b] = 0;
}

}  // namespace

void charge_budget(Writes<BuyerState> week, BuyerId b, Money amount) {
  accrue(week, b);
  week.buyers().purse[b] -= amount;
}

void commit(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price) {
  week.buyers().on_order[b] += static_cast<double>(units) * week->agents.buyers.effective(b, p);
  charge_budget(week, b, unit_price * units);
  turn_year(week, b);
  week.buyers().bought[b] += static_cast<double>(units) * week->setting.catalogue.products.h100e[p];
}

void release(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price) {
  auto& buyers = week.buyers();
  buyers.on_order[b] =
      std::max(0.0, buyers.on_order[b] - static_cast<double>(units) * week->agents.buyers.effective(b, p));
  charge_budget(week, b, Money{} - unit_price * units);
}

void install(Writes<BuyerState, Ledger> week, const world::Cohort& goods, double life_weeks) {
  const auto& [b, p, units, bought, stops, barred, located, registered] = goods;
  auto& buyers = week.buyers();
  const double h100e = static_cast<double>(units) * week->agents.buyers.effective(b, p);
  buyers.on_order[b] = std::max(0.0, buyers.on_order[b] - h100e);
  buyers.installed[b] += h100e;
  buyers.in_service[b] += static_cast<FewUnits>(units);
  buyers.in_service_of[p] += units;
  buyers.platform[b] = week->vendor(p);
  week.ledger().move(transit(), holder(b), p, units);
  buyers.retiring[week->number + static_cast<Week>(life_weeks)].push_back(goods);
}

void take_out(Writes<BuyerState> week, BuyerId b, ProductId p, Units units) {
  auto& buyers = week.buyers();
  buyers.in_service[b] -= static_cast<FewUnits>(units);
  buyers.in_service_of[p] -= units;
  buyers.installed[b] =
      std::max(0.0, buyers.installed[b] - static_cast<double>(units) * week->agents.buyers.effective(b, p));
}

void retire(Writes<BuyerState, PublicState, Ledger> week, BuyerId b, ProductId p, Units units) {
  take_out(week, b, p, units);
  week.outside().retired[p] += units;
  week.ledger().move(holder(b), retired(), p, units);
}

}  // namespace entrepot::model
