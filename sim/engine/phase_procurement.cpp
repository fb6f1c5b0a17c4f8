// Procurement and screening: orders reach the books of vendors and channel partners, unless red flags stop them.

#include "entrepot/behaviour/screening.hpp"
#include "entrepot/enforcement/suspicion.hpp"
#include "entrepot/engine/purchase.hpp"
#include "entrepot/engine/tick.hpp"

namespace entrepot::engine {
namespace {

using world::Order;
using world::Pathway;

/// How much more a hub imported over the year than its data centres can take.
double absorption(const Tick& tick, JurisdictionId place) {
  if (!tick.setting.geography.jurisdictions().facts[place].hub)
    return 0;  // where goods do not change hands, it says nothing
  const double capacity = tick.setting.geography.jurisdictions().absorptive_capacity[place];
  return tick.state.hubs.imports[place] / std::max(1.0, capacity);
}

/// What a supplier sees of an order placed by an intermediary: the firm and the place, never the true end user.
behaviour::OrderFeatures features(const Tick& tick, const Order& order) {
  const auto& table = tick.agents.intermediaries;
  const IntermediaryId i = order.via;
  const JurisdictionId place = table.warehouse[i];
  return {.size = static_cast<double>(order.open) / std::max(1.0, static_cast<double>(table.plausible_units[i])),
          .age_years = static_cast<double>(table.age_years[i]) + tick.week / 52.0,
          .bill_to_differs = table.jurisdiction[i] != place,
          .watch_listed = tick.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(tick, place)};
}

/// A known end user that orders for its own site shows only where it is.
behaviour::OrderFeatures features_of_end_user(const Tick& tick, BuyerId b) {
  const JurisdictionId place = tick.agents.buyers.jurisdiction[b];
  return {.size = 0,
          .age_years = 10,
          .watch_listed = tick.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(tick, place)};
}

void refuse(Tick& tick, const Order& order, Draws& draws) {
  cancel(tick, order, order.open);
  if (order.via.exists() && draws.bernoulli(tick.scenario().screening.report_share)) {
    add_suspicion(tick, order.via, enforcement::weight(enforcement::Lead::supplier_report));
  }
  if (order.pathway == Pathway::grey) {
    ++tick.record.grey_orders_refused(tick.week);
  } else {
    ++tick.record.honest_orders_refused(tick.week);
    tick.record.honest_units_refused(tick.week) += order.open;
  }
}

/// Channel partner and vendor look one after the other.
bool passes_screening(Tick& tick, const Order& order) {
  const auto& screening = tick.scenario().screening;
  const auto flags = order.via.exists() ? features(tick, order) : features_of_end_user(tick, order.buyer);
  const double diligence = behaviour::combined_diligence(
      tick.agents.channels.kyc[order.channel], tick.setting.catalogue.vendors.kyc[tick.vendor(order.product)]);
  const double refusal = behaviour::refusal_probability(diligence, behaviour::red_flag_score(flags, screening));
  Draws draws = tick.streams.at(order.key, tick.week, Purpose::screening);
  if (!draws.bernoulli(refusal)) return true;
  refuse(tick, order, draws);
  return false;
}

void procure(Tick& tick, const Order& order) {
  if (!order.channel.exists()) {
    tick.state.vendors.book[order.product].push_back(order);
    return;
  }
  if (!passes_screening(tick, order)) return;
  const std::size_t cell = tick.cell(order.channel, order.product);
  tick.state.channels.book[cell].push_back(order);
  tick.state.channels.backlog[cell] += order.open;
  tick.state.channels.asked[cell] += order.open;
}

}  // namespace

void procure_and_screen(Tick& tick) {
  for (const Order& order : tick.messages.lawful) procure(tick, order);
  for (const Order& order : tick.messages.diversions) procure(tick, order);
}

}  // namespace entrepot::engine
