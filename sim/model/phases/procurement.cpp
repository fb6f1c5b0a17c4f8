// Procurement and screening: orders reach the books of vendors and channel partners, unless red flags stop them.

#include "entrepot/model/purchase.hpp"
#include "entrepot/model/red_flags.hpp"
#include "entrepot/model/submodels/screening.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

using world::Order;
using world::Pathway;

void refuse(Tick& tick, const Order& order, Draws& draws) {
  tick.tell(about(EventKind::order_refused, order));
  cancel(tick, order, order.open);
  if (order.via.exists() && draws.bernoulli(tick.scenario().screening.report_share)) {
    add_suspicion(tick, order.via, submodels::weight(submodels::Lead::supplier_report, tick.scenario().suspicion));
  }
  if (order.pathway == Pathway::grey) {
    ++tick.record.grey_orders_refused(tick.week);
  } else {
    ++tick.record.honest_orders_refused(tick.week);
    tick.record.honest_units_refused(tick.week) += order.open;
  }
}

bool passes_screening(Tick& tick, Order& order) {
  const double score = red_flags(tick, order);
  order.red_flags = static_cast<float>(score);
  const double refusal = submodels::refusal_probability(diligence(tick, order), score);
  Draws draws = tick.streams.at(order.key, tick.week, Purpose::screening);
  if (!draws.bernoulli(refusal)) return true;
  refuse(tick, order, draws);
  return false;
}

void procure(Tick& tick, Order order) {
  if (!order.channel.exists()) {
    tick.state.vendors.book[order.product].push_back(order);
    return;
  }
  if (!passes_screening(tick, order)) return;
  const std::size_t cell = tick.cell(order.channel, order.product);
  tick.state.channels.book[cell].push_back(order);
  tick.state.channels.backlog[cell] += order.open;
  tick.state.channels.asked[cell] += order.open;
}

}  // namespace

void phases::procurement(Tick& tick) {
  for (const Order& order : tick.messages.lawful) procure(tick, order);
  for (const Order& order : tick.messages.diversions) procure(tick, order);
}

}  // namespace entrepot::model
