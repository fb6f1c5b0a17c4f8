// Policy: rules and listings that take effect this week stop the orders they bar.

#include <algorithm>

#include "entrepot/engine/purchase.hpp"
#include "entrepot/engine/tick.hpp"

namespace entrepot::engine {
namespace {

using world::Order;
using world::Pathway;

/// Whether suppliers may still ship an order. A licence that was given stays good; a diverter is judged by its cover
/// story.
bool may_ship(const Tick& tick, const Order& order) {
  if (order.via.exists() && tick.listed(order.via)) return false;
  switch (order.pathway) {
    case Pathway::open:
      return !tick.decision(order.product, order.buyer).licence_required();
    case Pathway::rental:
    case Pathway::licensed:
      return true;
    case Pathway::grey:
      return !tick.declared(order.product, order.via).licence_required();
  }
  return false;
}

/// Take the barred orders out of a book; returns their units.
Units strike_out(Tick& tick, std::vector<Order>& book) {
  Units barred = 0;
  std::erase_if(book, [&](const Order& order) {
    if (may_ship(tick, order)) return false;
    cancel(tick, order, order.open);
    barred += order.open;
    return true;
  });
  tick.record.units_barred(tick.week) += barred;
  return barred;
}

/// An application that no longer needs a licence becomes an order.
void free_applications(Tick& tick) {
  std::erase_if(tick.state.applications, [&](const world::Application& application) {
    Order order = application.order;
    if (tick.decision(order.product, order.buyer).licence_required()) return false;
    order.pathway = Pathway::open;
    order.rule = RuleId::none();
    order.expires = tick.week + tick.agents.buyers.patience[order.buyer];
    tick.messages.lawful.push_back(order);
    return true;
  });
}

bool listing_takes_effect(const Tick& tick) {
  const auto& from = tick.state.intermediaries.listed_from;
  return std::find(from.begin(), from.end(), tick.week) != from.end();
}

}  // namespace

void apply_policy(Tick& tick) {
  const bool new_rules = tick.rules_changed;
  if (!new_rules && !listing_takes_effect(tick)) return;
  for (auto& book : tick.state.vendors.book) strike_out(tick, book);
  for (std::size_t cell = 0; cell < tick.state.channels.book.size(); ++cell) {
    tick.state.channels.backlog[cell] -= strike_out(tick, tick.state.channels.book[cell]);
  }
  if (new_rules) free_applications(tick);
}

}  // namespace entrepot::engine
