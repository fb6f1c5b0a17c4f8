#include "entrepot/model/buyer_books.hpp"

#include <algorithm>

#include "entrepot/core/units.hpp"

namespace entrepot::model {

void charge_budget(Writes<BuyerState> week, BuyerId b, Money amount) {
  auto& buyers = week.buyers();
  const auto year = static_cast<std::int16_t>(week->number / weeks_per_year);
  if (buyers.budget_year[b] != year) {
    buyers.budget_year[b] = year;
    buyers.spent[b] = Money{};
    buyers.bought[b] = 0;
    buyers.bought_at_home[b] = 0;
    buyers.bought_abroad[b] = 0;
  }
  buyers.spent[b] += amount;
}

void commit(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price) {
  week.buyers().on_order[b] += static_cast<double>(units) * week->agents.buyers.effective(b, p);
  charge_budget(week, b, unit_price * units);
  week.buyers().bought[b] += static_cast<double>(units) * week->setting.catalogue.products.h100e[p];
}

void release(Writes<BuyerState> week, BuyerId b, ProductId p, Units units, Money unit_price, Week placed) {
  auto& buyers = week.buyers();
  buyers.on_order[b] =
      std::max(0.0, buyers.on_order[b] - static_cast<double>(units) * week->agents.buyers.effective(b, p));
  if (buyers.budget_year[b] == placed / weeks_per_year)
    buyers.spent[b] = std::max(Money{}, buyers.spent[b] - unit_price * units);
}

void install(Writes<BuyerState, Ledger> week, BuyerId b, ProductId p, Units units) {
  auto& buyers = week.buyers();
  const double h100e = static_cast<double>(units) * week->agents.buyers.effective(b, p);
  buyers.on_order[b] = std::max(0.0, buyers.on_order[b] - h100e);
  buyers.installed[b] += h100e;
  buyers.in_service[b] += static_cast<FewUnits>(units);
  buyers.in_service_of[p] += units;
  buyers.platform[b] = week->vendor(p);
  week.ledger().move(transit(), holder(b), p, units);
  const auto retires = week->number + static_cast<Week>(week->scenario().demand.service_life_weeks);
  if (retires < week->setting.calendar.weeks()) week.buyers().retiring[retires].push_back({b, p, units});
}

}  // namespace entrepot::model
