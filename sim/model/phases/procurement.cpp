// Procurement: orders reach suppliers' books unless the importing government refuses them or red flags stop them.

#include "entrepot/model/authority.hpp"
#include "entrepot/model/imports.hpp"
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
  const double reports = std::max(week->scenario().screening.report_share, week->rules.levers().reports);
  if (order.via.exists() && draws.bernoulli(reports)) {
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

/// The importing government decides on an order. An order that waited for it too long has expired.
void decide_import(ProcurementWeek week, const Order& order) {
  const RuleId refused = refusing_rule(week, order);
  if (!refused.exists() && order.expires > week->number) {
    procure(week, order);
    return;
  }
  if (refused.exists()) {
    week.record().imports_refused(week->month(), refused.row()) += order.open;
    week->emit(about(EventKind::import_refused, order));
  }
  cancel(week, order, order.open);
}

/// Orders on which the importing government decides this week.
void decide_due_imports(ProcurementWeek week) {
  std::vector<Order> due;
  std::erase_if(week.licensing().imports, [&](const world::ImportApplication& application) {
    if (application.due > week->number) return false;
    due.push_back(application.order);
    return true;
  });
  for (const Order& order : due) decide_import(week, order);
}

/// A lawful order goes to its supplier, after the decision of the buyer's government where that takes time or may
/// refuse.
void apply_for_import(ProcurementWeek week, const Order& order) {
  const auto terms = import_terms(week, order.buyer, order.product);
  if (terms.weeks > 0 && !terms.barred) {
    week.licensing().imports.push_back({order, week->number + static_cast<Week>(terms.weeks)});
  } else if (terms.barred || terms.decided_by_order()) {
    decide_import(week, order);
  } else {
    procure(week, order);
  }
}

}  // namespace

void phases::procurement(ProcurementWeek week) {
  decide_due_imports(week);
  for (const Order& order : week->messages.lawful) apply_for_import(week, order);
  for (const Order& order : week->messages.diversions) procure(week, order);
}

}  // namespace entrepot::model
