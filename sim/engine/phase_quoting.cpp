// Quoting and diversion: intermediaries decide which grey orders they take on, and revise what they ask.

#include <algorithm>

#include "entrepot/behaviour/diversion.hpp"
#include "entrepot/core/parallel.hpp"
#include "entrepot/engine/purchase.hpp"
#include "entrepot/engine/tick.hpp"
#include "entrepot/market/grey_price.hpp"

namespace entrepot::engine {
namespace {

using world::Order;

/// Units asked of an intermediary and taken on by it, per product.
struct Interest {
  Units asked = 0;
  Units met = 0;
};

/// Units over which the week's mean premium is taken.
struct Premium {
  double units = 0;
  double sum = 0;
};

/// Units of the order that the intermediary takes on: all that it can finance, or none if they do not pay.
Units taken_on(const Tick& tick, const Order& order) {
  const auto& market = tick.scenario().grey_market;
  const auto& table = tick.agents.intermediaries;
  const IntermediaryId i = order.via;
  const Units units = affordable(tick, order);
  if (units <= 0) return 0;

  const auto routes = tick.setting.geography.routes(table.warehouse[i], tick.agents.buyers.jurisdiction[order.buyer]);
  const double supply = order.supply_price.dollars();
  const behaviour::DiversionCase diversion{
      .units = units,
      .margin = order.unit_price.dollars() - supply * (1.0 + market.carrying_cost),
      .route_cost = tick.setting.geography.route(routes.front()).cost.dollars() + market.concealment_cost,
      .wrongdoing_cost = table.wrongdoing_cost[i],
      .risk_aversion = table.risk_aversion[i],
      .perceived_risk = believed_detection(tick, i, order.buyer),
      .loss_if_caught = loss_on(tick, i, static_cast<double>(units) * supply)};
  return behaviour::accepts(diversion) ? units : 0;
}

void reject_rest(Tick& tick, const Order& order, Units taken) {
  release(tick, order.buyer, order.product, order.open - taken, order.unit_price, order.placed);
  if (taken > 0) return;
  const auto& begin = tick.agents.buyers.contact_begin;
  for (std::uint32_t row = begin[order.buyer.row()]; row < begin[order.buyer.row() + 1]; ++row) {
    if (tick.state.buyers.contacts[row] == order.via) tick.messages.failed_contacts.push_back(row);
  }
}

void answer(Tick& tick, Order order, Interest& interest, Premium& premium) {
  const Units taken = taken_on(tick, order);
  interest.asked += order.open;
  interest.met += taken;
  reject_rest(tick, order, taken);
  if (taken == 0) return;
  const Money capital = capital_per_unit(tick.scenario().grey_market, order.supply_price, order.unit_price);
  tick.state.intermediaries.committed[order.via] += capital * taken;
  const double ratio = order.unit_price.dollars() / tick.list_price(order.product).dollars() - 1.0;
  premium.units += static_cast<double>(taken);
  premium.sum += static_cast<double>(taken) * ratio;
  order.open = taken;
  if (order.rule.exists()) {
    // The cover story needs a licence of its own.
    tick.state.applications.push_back({order, tick.week});
    ++tick.record.licence_applications(tick.week);
  } else {
    tick.messages.diversions.push_back(order);
  }
}

void revise_markup(Tick& tick, IntermediaryId i, ProductId p, const Interest& interest) {
  auto& table = tick.state.intermediaries;
  const auto& market = tick.scenario().grey_market;
  const std::size_t cell = tick.cell(i, p);
  const double before = market::idle_markup(table.markup[cell], tick.week - table.markup_week[cell], market);
  table.markup[cell] = static_cast<float>(market::adjusted_markup(before, interest.asked, interest.met, market));
  table.markup_week[cell] = tick.week;
}

/// Everybody who asks an intermediary this week stands in a random row in front of it.
std::vector<std::uint32_t> in_random_row(const Tick& tick, std::span<const std::uint32_t> orders) {
  std::vector<std::pair<double, std::uint32_t>> row;
  for (const auto o : orders) {
    const StableId buyer = tick.agents.buyers.id[tick.messages.grey[o].buyer];
    row.emplace_back(tick.streams.at(buyer, tick.week, Purpose::diversion).uniform(), o);
  }
  std::sort(row.begin(), row.end());
  std::vector<std::uint32_t> sorted;
  for (const auto& [draw, o] : row) sorted.push_back(o);
  return sorted;
}

}  // namespace

void quote_and_divert(Tick& tick) {
  const auto& grey = tick.messages.grey;
  if (grey.empty()) return;
  const auto by_intermediary = parallel::group_by(grey.size(), tick.agents.intermediaries.size(),
                                                  [&](std::size_t o) { return grey[o].via.row(); });
  Premium premium;
  Interest all;
  for (const IntermediaryId i : Rows<IntermediaryId>(tick.agents.intermediaries.size())) {
    if (by_intermediary.of(i.row()).empty()) continue;
    Column<ProductId, Interest> interest(tick.products());
    for (const auto o : in_random_row(tick, by_intermediary.of(i.row())))
      answer(tick, grey[o], interest[grey[o].product], premium);
    for (const ProductId p : Rows<ProductId>(tick.products())) {
      if (interest[p].asked == 0) continue;
      revise_markup(tick, i, p, interest[p]);
      all.asked += interest[p].asked;
      all.met += interest[p].met;
    }
  }
  tick.record.grey_units_asked(tick.week) += all.asked;
  tick.record.grey_units_accepted(tick.week) += all.met;
  if (premium.units > 0) tick.record.grey_premium(tick.week) = premium.sum / premium.units;
}

}  // namespace entrepot::engine
