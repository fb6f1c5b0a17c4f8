// Licensing: officers close applications first in, first out, as their hours allow.

#include <algorithm>
#include <cmath>

#include "entrepot/engine/purchase.hpp"
#include "entrepot/engine/tick.hpp"
#include "entrepot/market/licensing.hpp"

namespace entrepot::engine {
namespace {

using world::Application;

/// Units that the application is granted; 0 is a denial.
Units granted(const Tick& tick, const Application& application, policy::Decision decision) {
  const auto& buyers = tick.agents.buyers;
  const BuyerId b = application.order.buyer;
  if (application.order.via.exists() && tick.listed(application.order.via)) return 0;
  const bool military = buyers.segment[b] == scenario::Segment::restricted_military;
  Draws draws = tick.streams.at(application.order.key, application.filed, Purpose::licensing);
  const bool approved =
      draws.bernoulli(market::approval_probability(decision.review, military, tick.scenario().licensing));
  return approved ? std::min(application.order.open, licensable(tick, application.order.product, decision.rule)) : 0;
}

void close(Tick& tick, const Application& application) {
  world::Order order = application.order;
  const auto decision = tick.decision(order.product, order.buyer);
  const Units units = granted(tick, application, decision);
  release(tick, order.buyer, order.product, order.open - units, order.unit_price, order.placed);
  if (units == 0) {
    ++tick.record.licence_denials(tick.week);
    return;
  }
  ++tick.record.licence_approvals(tick.week);
  order.open = units;
  order.rule = decision.rule;
  order.expires = tick.week + tick.agents.buyers.patience[order.buyer];
  tick.state.enforcement.licensed_sales[order.product] += units;
  tick.messages.lawful.push_back(order);
}

}  // namespace

void review_licences(Tick& tick) {
  auto& queue = tick.state.applications;
  for (const auto& order : tick.messages.to_license) queue.push_back({order, tick.week});
  tick.record.licence_applications(tick.week) += static_cast<std::int64_t>(tick.messages.to_license.size());

  const auto& licensing = tick.scenario().licensing;
  double& capacity = tick.state.enforcement.licence_capacity;
  capacity += market::weekly_capacity(licensing);
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

}  // namespace entrepot::engine
