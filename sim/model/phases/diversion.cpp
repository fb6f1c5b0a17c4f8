// Quoting and diversion: intermediaries decide which grey orders they take on, and revise what they ask.

#include "entrepot/model/submodels/diversion.hpp"

#include <algorithm>

#include "entrepot/core/parallel.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/purchase.hpp"
#include "entrepot/model/red_flags.hpp"
#include "entrepot/model/submodels/grey_price.hpp"
#include "entrepot/model/submodels/screening.hpp"
#include "entrepot/model/submodels/splitting.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
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
  const submodels::DiversionCase diversion{
      .units = units,
      .margin = order.unit_price.dollars() - supply * (1.0 + market.carrying_cost),
      .route_cost = tick.setting.geography.route(routes.front()).cost.dollars() + market.concealment_cost,
      .wrongdoing_cost = table.wrongdoing_cost[i],
      .risk_aversion = table.risk_aversion[i],
      .perceived_risk = believed_detection(tick, i, order.buyer),
      .loss_if_caught = loss_on(tick, i, static_cast<double>(units) * supply)};
  const double luck = tick.streams.at(order.key, tick.week, Purpose::diversion).uniform();
  return submodels::accepts(diversion, tick.scenario().model.diversion, tick.scenario().choice.noise, luck) ? units : 0;
}

void reject_rest(Tick& tick, const Order& order, Units taken) {
  release(tick, order.buyer, order.product, order.open - taken, order.unit_price, order.placed);
  if (taken > 0) return;
  const std::uint32_t row = contact_row(tick, order.buyer, order.via);
  if (row != no_contact) tick.messages.failed_contacts.push_back(row);
}

/// The firm's suppliers that carry the product's vendor, its usual one first.
std::vector<ChannelId> suppliers_for(const Tick& tick, IntermediaryId i, ProductId p) {
  std::vector<ChannelId> all;
  for (const ChannelId c : tick.agents.intermediaries.suppliers_of(i)) {
    const bool is_new = std::find(all.begin(), all.end(), c) == all.end();
    if (is_new && tick.agents.channels.carries(c, tick.vendor(p))) all.push_back(c);
  }
  return all;
}

/// What an order of that size from one supplier would be refused with.
double refusal_of(const Tick& tick, Order order, Units units) {
  order.open = units;
  return submodels::refusal_probability(diligence(tick, order), red_flags(tick, order));
}

/// The order as the diverter places it: split among its suppliers where fewer flags are worth the trouble.
std::vector<Order> under_cover(Tick& tick, const Order& order) {
  const auto suppliers = suppliers_for(tick, order.via, order.product);
  const double margin = (order.unit_price - order.supply_price).dollars();
  const auto parts = submodels::best_parts(order.open, static_cast<std::int64_t>(suppliers.size()), margin,
                                           tick.scenario().grey_market.order_cost,
                                           [&](Units units) { return refusal_of(tick, order, units); });
  if (parts > 1) {
    ++tick.record.grey_orders_split(tick.week);
    Event split = about(EventKind::grey_order_split, order);
    split.parts = parts;
    tick.tell(split);
  }
  std::vector<Order> placed;
  for (const Units units : submodels::split_evenly(order.open, parts)) {
    Order part = order;
    part.open = units;
    if (!placed.empty()) {
      part.channel = suppliers[placed.size()];
      part.supply_price = tick.agents.channels.price_of(part.channel, part.product);
      part.key = stable_pair(order.key, placed.size(), order.placed);
    }
    placed.push_back(part);
  }
  return placed;
}

/// To the supplier, or first to the licence officers where the cover story needs a licence of its own.
void send_off(Tick& tick, const Order& order) {
  const Money capital = capital_per_unit(tick.scenario().grey_market, order.supply_price, order.unit_price);
  tick.state.intermediaries.committed[order.via] += capital * order.open;
  if (order.rule.exists()) {
    tick.state.applications.push_back({order, tick.week});
    ++tick.record.licence_applications(tick.week);
  } else {
    tick.messages.diversions.push_back(order);
  }
}

void answer(Tick& tick, Order order, Interest& interest, Premium& premium) {
  note_quote(tick, order);
  const Units taken = taken_on(tick, order);
  interest.asked += order.open;
  interest.met += taken;
  reject_rest(tick, order, taken);
  if (taken == 0) return;
  tick.state.intermediaries.last_diverted[order.via] = tick.week;
  const double ratio = order.unit_price.dollars() / tick.list_price(order.product).dollars() - 1.0;
  premium.units += static_cast<double>(taken);
  premium.sum += static_cast<double>(taken) * ratio;
  Event taken_on_event = about(EventKind::grey_order_taken_on, order);
  taken_on_event.units = taken;
  tick.tell(taken_on_event);
  order.open = taken;
  for (const Order& part : under_cover(tick, order)) send_off(tick, part);
}

void revise_markup(Tick& tick, IntermediaryId i, ProductId p, const Interest& interest) {
  auto& table = tick.state.intermediaries;
  const auto& market = tick.scenario().grey_market;
  const std::size_t cell = tick.cell(i, p);
  const double before = submodels::idle_markup(table.markup[cell], tick.week - table.markup_week[cell], market);
  table.markup[cell] = static_cast<float>(submodels::adjusted_markup(before, interest.asked, interest.met, market));
  table.markup_week[cell] = tick.week;
}

/// Everybody who asks an intermediary this week stands in a random row in front of it.
std::vector<std::uint32_t> shuffled(const Tick& tick, std::span<const std::uint32_t> orders) {
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

void phases::diversion(Tick& tick) {
  const auto& grey = tick.messages.grey;
  if (grey.empty()) return;
  const auto by_intermediary = parallel::group_by(grey.size(), tick.agents.intermediaries.size(),
                                                  [&](std::size_t o) { return grey[o].via.row(); });
  Premium premium;
  Interest all;
  for (const IntermediaryId i : Rows<IntermediaryId>(tick.agents.intermediaries.size())) {
    if (by_intermediary.of(i.row()).empty()) continue;
    Column<ProductId, Interest> interest(tick.products());
    for (const auto o : shuffled(tick, by_intermediary.of(i.row())))
      answer(tick, grey[o], interest[grey[o].product], premium);
    for (const ProductId p : Rows<ProductId>(tick.products())) {
      if (interest[p].asked == 0) continue;
      revise_markup(tick, i, p, interest[p]);
      all.asked += interest[p].asked;
      all.met += interest[p].met;
      const JurisdictionId place = tick.agents.intermediaries.jurisdiction[i];
      tick.state.hubs.grey_asked[place] += static_cast<double>(interest[p].asked);
      tick.state.hubs.grey_met[place] += static_cast<double>(interest[p].met);
    }
  }
  tick.record.grey_units_asked(tick.week) += all.asked;
  tick.record.grey_units_accepted(tick.week) += all.met;
  if (premium.units > 0) tick.record.grey_premium(tick.week) = premium.sum / premium.units;
}

}  // namespace entrepot::model
