// Procurement: orders reach suppliers' books unless red flags stop them.

#include "entrepot/model/authority.hpp"
#include "entrepot/model/orders.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/red_flags.hpp"
#include "entrepot/model/submodels/screening.hpp"
#include "entrepot/model/submodels/suspicion.hpp"

namespace entrepot::model {
namespace {

using world::Order;
using world::Pathway;

void refuse(ProcurementWeek week, const Order& order, Draws& draws) {
  week->emit(about(EventKind::order_refused, order));
  cancel(week, order, order.open);
  if (order.via.exists() && draws.bernoulli(week->scenario().screening.report_share)) {
    add_suspicion(week, order.via, submodels::weight(submodels::Lead::supplier_report, week->scenario().suspicion));
  }
  if (order.pathway == Pathway::grey) {
    ++week.record().grey_orders_refused(week->number);
  } else {
    ++week.record().honest_orders_refused(week->number);
    week.record().honest_units_refused(week->number) += order.open;
  }
}

bool passes_screening(ProcurementWeek week, Order& order) {
  const double score = red_flags(week, order);
  order.red_flags = static_cast<float>(score);
  const double refusal = submodels::refusal_probability(diligence(week, order), score);
  Draws draws = week->streams.at(order.key, week->number, Purpose::screening);
  if (!draws.bernoulli(refusal)) return true;
  refuse(week, order, draws);
  return false;
}

void procure(ProcurementWeek week, Order order) {
  if (!order.channel.exists()) {
    week.vendors().book[order.product].push_back(order);
    return;
  }
  if (!passes_screening(week, order)) return;
  const std::size_t cell = week->cell(order.channel, order.product);
  week.channels().book[cell].push_back(order);
  week.channels().backlog[cell] += order.open;
  week.channels().asked[cell] += order.open;
}

}  // namespace

void phases::procurement(ProcurementWeek week) {
  for (const Order& order : week->messages.lawful) procure(week, order);
  for (const Order& order : week->messages.diversions) procure(week, order);
}

}  // namespace entrepot::model
