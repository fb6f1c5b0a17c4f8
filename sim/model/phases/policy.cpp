// Policy: rules and listings that take effect this week stop the orders they bar.

#include <algorithm>

#include "entrepot/model/imports.hpp"
#include "entrepot/model/orders.hpp"
#include "entrepot/model/phases.hpp"

namespace entrepot::model {
namespace {

using world::Order;
using world::Pathway;

/// Whether suppliers may still ship an order. A licence stays valid once it is granted; a diverter's order is judged by
/// its cover story.
bool may_ship(const WeekContext& week, const Order& order) {
  if (order.via.exists() && week.listed(order.via)) return false;
  const bool importable = order.pathway == Pathway::grey || !barring_rule(week, order.buyer, order.product).exists();
  switch (order.pathway) {
    case Pathway::open:
      return importable && (order.exempt || !week.decision(order.product, order.buyer).licence_required());
    case Pathway::rental:
    case Pathway::licensed:
      return importable;
    case Pathway::grey:
      return order.rule.exists() || !week.cover_decision(order.product, order.via).licence_required();
  }
  return false;
}

/// An order that the buyer's own government stops.
void count_refused_entry(Writes<Record> week, const Order& order) {
  if (order.pathway == Pathway::grey) return;
  const RuleId rule = barring_rule(week, order.buyer, order.product);
  if (!rule.exists()) return;
  week.record().imports_refused(week->month(), rule.row()) += order.open;
}

/// Cancel an order that suppliers may no longer ship; whether it was one.
bool strike_out(PolicyWeek week, const Order& order) {
  if (may_ship(week, order)) return false;
  const auto decision = order.buyer.exists() ? week->decision(order.product, order.buyer)
                                             : week->cover_decision(order.product, order.via);
  count_decided(week, decision.rule, RuleOutcome::struck_out, order.open);
  count_barred(week, order.product, order.open);
  count_refused_entry(week, order);
  cancel(week, order, order.open);
  week.record().units_barred(week->number) += order.open;
  return true;
}

/// Remove the barred orders from a book; returns their units.
Units strike_out(PolicyWeek week, std::vector<Order>& book) {
  Units barred = 0;
  std::erase_if(book, [&](const Order& order) {
    const bool struck = strike_out(week, order);
    if (struck) barred += order.open;
    return struck;
  });
  return barred;
}

/// An application that no longer needs a licence becomes an order.
void free_applications(Writes<LicensingState, Messages> week) {
  std::erase_if(week.licensing().applications, [&](const world::Application& application) {
    Order order = application.order;
    const bool grey = order.pathway == Pathway::grey;
    const auto decision =
        grey ? week->cover_decision(order.product, order.via) : week->decision(order.product, order.buyer);
    if (decision.licence_required()) return false;
    order.rule = RuleId::none();
    order.expires = week->number + patience_of(week, order);
    if (!grey) order.pathway = Pathway::open;
    (grey ? week.messages().diversions : week.messages().lawful).push_back(order);
    return true;
  });
}

/// Whether a member of a group is among the share that a rule lists.
bool is_drawn(const WeekContext& week, StableId member, const policy::EntityListing& listing) {
  return week.streams.at(member, 0, Purpose::listing).uniform() < listing.share;
}

/// The rule that lists each agent of a table; none for the others.
template <class Agents, class RowId>
void list_agents(const WeekContext& week, const Agents& agents, const std::vector<policy::EntityListing>& listings,
                 Column<RowId, RuleId>& listed_by) {
  listed_by.assign(agents.size(), RuleId::none());
  for (const auto& listing : listings) {
    for (const RowId agent : Rows<RowId>(agents.size())) {
      if (agents.group_names[agents.group[agent]] != listing.group) continue;
      if (is_drawn(week, agents.id[agent], listing)) listed_by[agent] = listing.rule;
    }
  }
}

/// Listings by rule, while the rule is in force.
void apply_listings(Writes<IntermediaryState, ChannelState, EnforcementState> week) {
  const auto& levers = week->rules.levers();
  const auto& agents = week->agents;
  list_agents(week, agents.intermediaries, levers.listed_intermediaries, week.intermediaries().listed_by);
  list_agents(week, agents.channels, levers.listed_partners, week.channels().listed_by);
  list_agents(week, agents.buyers, levers.listed_buyers, week.enforcement().listed_buyers);
}

bool listing_takes_effect(const WeekContext& week) {
  const auto& table = week.state.intermediaries;
  const auto begins = [&](const auto& from) { return std::find(from.begin(), from.end(), week.number) != from.end(); };
  return begins(table.listed_from) || begins(table.affiliate_from);
}

}  // namespace

void phases::policy(PolicyWeek week) {
  for (const auto& [rule, set_off] : week->trigger_changes)
    week->emit({.kind = set_off ? EventKind::rule_set_off : EventKind::rule_lifted, .rule = rule});
  const bool new_rules = week->rules_changed;
  if (new_rules || week->number == 0) apply_listings(week);
  if (!new_rules && !listing_takes_effect(week)) return;
  for (auto& book : week.vendors().book) strike_out(week, book);
  for (std::size_t cell = 0; cell < week->state.channels.book.size(); ++cell) {
    week.channels().backlog[cell] -= strike_out(week, week.channels().book[cell]);
  }
  std::erase_if(week.licensing().imports,
                [&](const world::ImportApplication& application) { return strike_out(week, application.order); });
  if (new_rules) free_applications(week);
}

}  // namespace entrepot::model
