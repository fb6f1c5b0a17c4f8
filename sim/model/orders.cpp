#include "entrepot/model/orders.hpp"

#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/licence_caps.hpp"

namespace entrepot::model {

namespace {

/// A grey order has a rule if its cover story has a licence under it.
bool is_licensed(const world::Order& order) {
  return order.pathway == world::Pathway::licensed || (order.pathway == world::Pathway::grey && order.rule.exists());
}

}  // namespace

Week patience_of(const WeekContext& week, const world::Order& order) {
  if (order.buyer.exists()) return week.agents.buyers.patience[order.buyer];
  return static_cast<Week>(2 * week.scenario().grey_market.promise_weeks);
}

void give_up(Writes<BuyerState, IntermediaryState> week, const world::Order& order, Units units) {
  if (order.buyer.exists()) release(week, order.buyer, order.product, units, order.unit_price);
  if (order.pathway != world::Pathway::grey) return;
  auto& dealers = week.intermediaries();
  dealers.committed[order.via] -= order.capital * units;
  (order.buyer.exists() ? dealers.promised : dealers.own_orders)[week->cell(order.via, order.product)] -= units;
}

void cancel(Writes<BuyerState, IntermediaryState, LicensingState, Record> week, const world::Order& order,
            Units units) {
  give_up(week, order, units);
  if (!is_licensed(order)) return;
  count_licensed(week, order, -units);
  week.record().licences_unused(week->month(), order.rule.row()) += units;
}

}  // namespace entrepot::model
