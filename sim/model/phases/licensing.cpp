// Licensing: officers close applications first in, first out, as their hours allow.

#include "entrepot/model/submodels/licensing.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/model/purchase.hpp"
#include "entrepot/model/red_flags.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

using world::Application;

bool is_grey(const Application& application) { return application.order.pathway == world::Pathway::grey; }

/// The decision on what is applied for: the true end user's purchase, or a diverter's cover story.
policy::Decision decision_on(const Tick& tick, const world::Order& order) {
  return order.pathway == world::Pathway::grey ? tick.declared(order.product, order.via)
                                               : tick.decision(order.product, order.buyer);
}

/// Whether officers see through a cover story; they look at the red flags that suppliers look at.
bool seen_through(const Tick& tick, const Application& application, Draws& draws) {
  return draws.bernoulli(tick.scenario().licensing.scrutiny * red_flags(tick, application.order));
}

/// Units that the application is granted; 0 is a denial.
Units granted(const Tick& tick, const Application& application, policy::Decision decision) {
  const auto& order = application.order;
  if (order.via.exists() && tick.listed(order.via)) return 0;
  const bool military =
      !is_grey(application) && tick.agents.buyers.segment[order.buyer] == scenario::Segment::restricted_military;
  Draws draws = tick.streams.at(order.key, application.filed, Purpose::licensing);
  if (!draws.bernoulli(submodels::approval_probability(decision.review, military, tick.scenario().licensing))) return 0;
  if (is_grey(application) && seen_through(tick, application, draws)) return 0;
  return std::min(order.open, licensable(tick, order.product, decision.rule, declared_place(tick, order)));
}

void deny(Tick& tick, const world::Order& order, policy::Decision decision, Units units) {
  tick.decided(decision.rule, RuleOutcome::denied, units);
  tick.barred(order.product, units);
  give_up(tick, order, units);
}

void close(Tick& tick, const Application& application) {
  world::Order order = application.order;
  tick.record.licence_weeks_waited(tick.week) += tick.week - application.filed;
  const auto decision = decision_on(tick, order);
  const Units units = granted(tick, application, decision);
  Event decided = about(EventKind::licence_decided, order);
  decided.rule = decision.rule;
  decided.units = units;
  tick.tell(decided);
  if (units < order.open) deny(tick, order, decision, order.open - units);
  if (units == 0) {
    ++tick.record.licence_denials(tick.week);
    return;
  }
  ++tick.record.licence_approvals(tick.week);
  order.open = units;
  order.rule = decision.rule;
  order.expires = tick.week + tick.agents.buyers.patience[order.buyer];
  count_licensed(tick, order, units);
  (is_grey(application) ? tick.messages.diversions : tick.messages.lawful).push_back(order);
}

}  // namespace

void phases::licensing(Tick& tick) {
  auto& queue = tick.state.applications;
  for (const auto& order : tick.messages.to_license) queue.push_back({order, tick.week});
  tick.record.licence_applications(tick.week) += static_cast<std::int64_t>(tick.messages.to_license.size());

  const auto& licensing = tick.scenario().licensing;
  double& capacity = tick.state.enforcement.licence_capacity;
  capacity += submodels::weekly_capacity(licensing);
  const auto ripe = [&](const Application& a) { return a.filed + licensing.base_weeks <= tick.week; };
  std::size_t closed = 0;
  while (closed < queue.size() && ripe(queue[closed]) && capacity >= 1) {
    close(tick, queue[closed++]);
    capacity -= 1;
  }
  queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(closed));
  // An officer's idle hours are not saved up.
  if (queue.empty() || !ripe(queue.front())) capacity = std::min(capacity, 1.0);
}

}  // namespace entrepot::model
