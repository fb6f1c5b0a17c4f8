// Accounting and recording: goods retire, stocks are taken, and the books must balance.

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

void retire_goods(Tick& tick) {
  auto& buyers = tick.state.buyers;
  for (const auto& [b, p, units] : tick.state.retiring[tick.week]) {
    buyers.in_service[b] -= static_cast<FewUnits>(units);
    buyers.in_service_of[p] -= units;
    buyers.installed[b] =
        std::max(0.0, buyers.installed[b] - static_cast<double>(units) * tick.agents.buyers.effective(b, p));
    tick.state.outside.retired[p] += units;
    tick.ledger.move(holder(b), retired(), p, units);
  }
  tick.state.retiring[tick.week].clear();
}

double restricted_stock(const Tick& tick) {
  const auto& buyers = tick.agents.buyers;
  double stock = 0;
  for (std::size_t group = 0; group < buyers.group_parameters.size(); ++group) {
    if (!restricted(buyers.group_parameters[group]->segment)) continue;
    for (std::size_t row = buyers.group_begin[group]; row < buyers.group_begin[group + 1]; ++row)
      stock += tick.state.buyers.installed[BuyerId{row}];
  }
  return stock;
}

/// Every holder of goods and money is audited every week, buyers only if they moved some; all of them at the end of
/// every quarter and of the run, so that a table that changed without a posting is found too.
void audit(Tick& tick) {
  const bool last = tick.week + 1 == tick.setting.calendar.weeks();
  const bool quarter_ends = (tick.week + 1) % weeks_per_quarter == 0;
  tick.ledger.audit(tick.week, tick.setting.calendar, tick.setting.catalogue, tick.agents, tick.state,
                    last || quarter_ends ? Ledger::Buyers::all : Ledger::Buyers::moved_since_last_audit);
}

/// Lawful orders and applications of restricted end users that are still open when the run ends.
void count_waiting(Tick& tick) {
  const auto count = [&](const world::Order& order) {
    if (order.pathway == world::Pathway::grey || !restricted(tick.agents.buyers.segment[order.buyer])) return;
    tick.record.waiting_value(tick.vendor(order.product).row()) += (tick.list_price(order.product) * order.open).cents;
  };
  using Books = std::vector<std::vector<world::Order>>;
  for (const Books* books :
       std::initializer_list<const Books*>{&tick.state.vendors.book.cells(), &tick.state.channels.book}) {
    for (const auto& book : *books) std::for_each(book.begin(), book.end(), count);
  }
  for (const auto& application : tick.state.applications) count(application.order);
}

}  // namespace

void phases::accounting(Tick& tick) {
  retire_goods(tick);
  tick.record.restricted_stock(tick.week) = restricted_stock(tick);
  if (tick.week + 1 == tick.setting.calendar.weeks()) count_waiting(tick);
  audit(tick);
}

}  // namespace entrepot::model
