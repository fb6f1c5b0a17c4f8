// Policy: rules and listings that take effect this week stop the orders they bar.

#include <algorithm>

#include "entrepot/model/purchase.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

using world::Order;
using world::Pathway;

/// Whether suppliers may still ship an order. A licence that was given stays good; a diverter is judged by its cover
/// story.
bool may_ship(const Tick& tick, const Order& order) {
  if (order.via.exists() && tick.listed(order.via)) return false;
  const bool importable = tick.rules.levers().may_import(order.product, tick.agents.buyers.jurisdiction[order.buyer]);
  switch (order.pathway) {
    case Pathway::open:
      return importable && (order.exempt || !tick.decision(order.product, order.buyer).licence_required());
    case Pathway::rental:
    case Pathway::licensed:
      return importable;
    case Pathway::grey:
      return order.rule.exists() || !tick.declared(order.product, order.via).licence_required();
  }
  return false;
}

/// Take the barred orders out of a book; returns their units.
Units strike_out(Tick& tick, std::vector<Order>& book) {
  Units barred = 0;
  std::erase_if(book, [&](const Order& order) {
    if (may_ship(tick, order)) return false;
    tick.decided(tick.decision(order.product, order.buyer).rule, RuleOutcome::struck_out, order.open);
    tick.barred(order.product, order.open);
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
    const bool grey = order.pathway == Pathway::grey;
    const auto decision = grey ? tick.declared(order.product, order.via) : tick.decision(order.product, order.buyer);
    if (decision.licence_required()) return false;
    order.rule = RuleId::none();
    order.expires = tick.week + tick.agents.buyers.patience[order.buyer];
    if (!grey) order.pathway = Pathway::open;
    (grey ? tick.messages.diversions : tick.messages.lawful).push_back(order);
    return true;
  });
}

/// Whether a member of a group is among the share that a rule lists.
bool is_drawn(const Tick& tick, StableId member, const policy::EntityListing& listing) {
  return tick.streams.at(member, 0, Purpose::listing).uniform() < listing.share;
}

/// The rules' own entity list: intermediaries stay on it, end users are on it while the rule is in force.
void apply_listings(Tick& tick) {
  const auto& levers = tick.rules.levers();
  const auto& intermediaries = tick.agents.intermediaries;
  auto& listed_from = tick.state.intermediaries.listed_from;
  for (const auto& listing : levers.listed_intermediaries) {
    for (const IntermediaryId i : Rows<IntermediaryId>(intermediaries.size())) {
      if (intermediaries.group_names[intermediaries.group[i]] != listing.group) continue;
      if (is_drawn(tick, intermediaries.id[i], listing)) listed_from[i] = std::min(listed_from[i], tick.week);
    }
  }
  const auto& buyers = tick.agents.buyers;
  auto& listed_buyers = tick.state.enforcement.listed_buyers;
  listed_buyers.assign(buyers.size(), RuleId::none());
  for (const auto& listing : levers.listed_buyers) {
    for (const BuyerId b : Rows<BuyerId>(buyers.size())) {
      if (buyers.group_names[buyers.group[b]] != listing.group) continue;
      if (is_drawn(tick, buyers.id[b], listing)) listed_buyers[b] = listing.rule;
    }
  }
}

bool listing_takes_effect(const Tick& tick) {
  const auto& from = tick.state.intermediaries.listed_from;
  return std::find(from.begin(), from.end(), tick.week) != from.end();
}

}  // namespace

void phases::policy(Tick& tick) {
  const bool new_rules = tick.rules_changed;
  if (new_rules || tick.week == 0) apply_listings(tick);
  if (!new_rules && !listing_takes_effect(tick)) return;
  for (auto& book : tick.state.vendors.book) strike_out(tick, book);
  for (std::size_t cell = 0; cell < tick.state.channels.book.size(); ++cell) {
    tick.state.channels.backlog[cell] -= strike_out(tick, tick.state.channels.book[cell]);
  }
  if (new_rules) free_applications(tick);
}

}  // namespace entrepot::model
