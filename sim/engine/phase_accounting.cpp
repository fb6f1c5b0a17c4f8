// Accounting and recording: goods retire, stocks are taken, and the books must balance.

#include <algorithm>

#include "entrepot/engine/tick.hpp"

namespace entrepot::engine {
namespace {

void retire_goods(Tick& tick) {
  auto& buyers = tick.state.buyers;
  for (const auto& [b, p, units] : tick.state.retiring[tick.week]) {
    buyers.installed_units[tick.cell(b, p)] -= units;
    buyers.installed[b] =
        std::max(0.0, buyers.installed[b] - static_cast<double>(units) * tick.agents.buyers.effective(b, p));
    tick.state.outside.retired[p] += units;
    tick.ledger.move(holder(b), retired(), p, units);
  }
  tick.state.retiring[tick.week].clear();
}

double restricted_stock(const Tick& tick) {
  double stock = 0;
  for (const BuyerId b : Rows<BuyerId>(tick.agents.buyers.size())) {
    if (restricted(tick.agents.buyers.segment[b])) stock += tick.state.buyers.installed[b];
  }
  return stock;
}

}  // namespace

void close_week(Tick& tick) {
  retire_goods(tick);
  tick.record.restricted_stock(tick.week) = restricted_stock(tick);
  tick.ledger.audit(tick.week, tick.setting.calendar, tick.setting.catalogue, tick.agents, tick.state);
}

}  // namespace entrepot::engine
