// Shipping and customs: lots arrive, change hands, cross borders under inspection, and reach end users or are seized.

#include "entrepot/model/shipping.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/flows.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/purchase.hpp"
#include "entrepot/model/submodels/customs.hpp"
#include "entrepot/model/submodels/routing.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

using world::Lot;
using world::LotStage;
using world::Pathway;

/// Customs of all jurisdictions in one week: how many consignments each can still open, and the luck of each
/// consignment.
class Customs {
 public:
  explicit Customs(const Tick& tick) {
    for (const auto& facts : tick.setting.geography.jurisdictions().facts) left_.push_back(facts.customs.capacity);
  }

  /// Whether a lot is opened as it leaves on a lane.
  bool inspects(const Tick& tick, const Lot& lot, const world::Lane& lane) {
    const auto& jurisdictions = tick.setting.geography.jurisdictions();
    const bool picked =
        luck_of(tick, lot).bernoulli(submodels::inspection_probability(jurisdictions, lane, tick.rules));
    if (!picked || left_[lane.from] < 1) return false;
    left_[lane.from] -= 1;
    return true;
  }

  /// Whether the inspection of a diverted lot finds it out.
  bool detects(const Tick& tick, const Lot& lot, const world::Lane& lane) {
    const auto& facts = tick.setting.geography.jurisdictions().facts[lane.from];
    Draws luck = luck_of(tick, lot);
    luck.uniform();
    return luck.bernoulli(submodels::detection_probability(facts.customs.detection, cooperation(tick, lane.from)));
  }

 private:
  /// The luck of a lot at the border it crosses this week: the first number picks it, the second finds it out.
  static Draws luck_of(const Tick& tick, const Lot& lot) {
    return tick.streams.at(lot.key, tick.week, Purpose::customs);
  }

  Column<JurisdictionId, double> left_;
};

/// Goods that a place is seen to receive, worth what is paid for them there.
void count_imports(Tick& tick, JurisdictionId place, ProductId p, Units units, Money value) {
  declare_import(tick, place, p, units, value);
  const auto hub = tick.setting.hub_row[place];
  if (hub < tick.setting.hubs.size()) tick.record.hub_received(tick.month(), hub) += units;
}

void free_capital_of(Tick& tick, const Lot& lot) {
  const ChannelId supplier = lot.channel;
  const Money each = capital_per_unit(tick.scenario().grey_market, tick.agents.channels.price_of(supplier, lot.product),
                                      lot.unit_price);
  tick.state.intermediaries.committed[lot.intermediary] -= each * lot.units;
}

// ---- arrival at channel partners and end users ---------------------------------------------------------------------

void shelve(Tick& tick, LotId id) {
  Lot& lot = tick.state.lots[id];
  const std::size_t cell = tick.cell(lot.channel, lot.product);
  auto& channels = tick.state.channels;
  channels.inbound[cell] -= lot.units;
  channels.stock[cell] += lot.units;
  channels.lots[cell].push_back(id);
  lot.stage = LotStage::channel_stock;
  tick.ledger.move(transit(), holder(lot.channel), lot.product, lot.units);
}

LeakPath leak_path(const Tick& tick, const Lot& lot) {
  const int borders = submodels::exposure(tick.setting.geography, lot.route).border_crossings;
  return borders == 0 ? LeakPath::inside_jurisdiction : borders == 1 ? LeakPath::one_border : LeakPath::several_borders;
}

void record_leak(Tick& tick, const Lot& lot) {
  auto& record = tick.record;
  tick.decided(lot.rule, RuleOutcome::leaked, lot.units);
  record.leaked(tick.week, lot.product.row()) += lot.units;
  record.leaked_h100e(tick.week) += static_cast<double>(lot.units) * tick.setting.catalogue.products.h100e[lot.product];
  record.leaked_value(tick.week) += (lot.first_sale.unit_price * lot.units).cents;
  record.leaked_by_path(tick.month(), static_cast<std::size_t>(leak_path(tick, lot))) += lot.units;
  const auto hub = tick.setting.hub_row[tick.agents.intermediaries.warehouse[lot.intermediary]];
  if (hub == tick.setting.hubs.size()) return;
  record.leaked_by_hub(tick.month(), hub) += lot.units;
  record.weekly_leaked_by_hub(tick.week, hub) += lot.units;
  record.leaked_by_route(tick.month(), hub, leak_route(tick.setting.geography, lot.route)) += lot.units;
}

/// The month of the first sale learns what became of its goods.
void resolve_fate(Tick& tick, const Lot& lot, GoodsFate fate) {
  const auto& sale = lot.first_sale;
  const std::int64_t value = (sale.unit_price * lot.units).cents;
  auto& revenue = tick.record.revenue_by_fate;
  revenue(sale.month, sale.vendor.row(), static_cast<std::size_t>(GoodsFate::pending)) -= value;
  revenue(sale.month, sale.vendor.row(), static_cast<std::size_t>(fate)) += value;
}

GoodsFate fate_of_delivery(const Tick& tick, const Lot& lot) {
  if (lot.barred) return GoodsFate::leaked;
  return restricted(tick.agents.buyers.segment[lot.buyer]) ? GoodsFate::restricted : GoodsFate::unrestricted;
}

/// The month of the first sale learns where its goods ended up.
void resolve_destination(Tick& tick, const Lot& lot) {
  const auto& sale = lot.first_sale;
  const std::int64_t value = (sale.unit_price * lot.units).cents;
  const std::size_t unresolved = tick.setting.geography.jurisdictions().size();
  const auto view = static_cast<std::size_t>(View::true_destination);
  tick.record.revenue(sale.month, sale.vendor.row(), unresolved, view) -= value;
  tick.record.revenue(sale.month, sale.vendor.row(), tick.agents.buyers.jurisdiction[lot.buyer].row(), view) += value;
}

/// The end user pays what is still due to the intermediary that delivers.
void settle(Tick& tick, const Lot& lot) {
  const Money rest = lot.unit_price * lot.units - lot.deposit;
  tick.ledger.pay(holder(lot.buyer), holder(lot.intermediary), rest);
  tick.state.buyers.paid[lot.buyer] += rest;
  tick.state.intermediaries.margin[lot.intermediary] += rest - lot.basis;
  if (lot.pathway != Pathway::grey) return;
  const JurisdictionId seat = tick.agents.intermediaries.jurisdiction[lot.intermediary];
  tick.state.hubs.grey_profit[seat] += (rest - lot.basis).dollars();
  note_delivery(tick, lot.buyer, lot.intermediary);
}

/// A diverted lot that reports where it is gives its seller away in some week to come, unless it is made to lie.
void schedule_location_report(Tick& tick, const Lot& lot) {
  const auto& checks = tick.rules.levers().location[lot.product];
  Draws draws = tick.streams.at(lot.key, tick.week, Purpose::location);
  const bool speaks = draws.bernoulli(checks.coverage) && !draws.bernoulli(checks.spoofing);
  if (!speaks || checks.reveal_rate <= 0) return;
  // Weeks until the first success of a trial a week.
  const double weeks = std::floor(core::log(draws.uniform()) / core::log1p(-std::min(checks.reveal_rate, 1.0 - 1e-12)));
  const auto week = static_cast<double>(tick.week) + 1.0 + weeks;
  auto& reveals = tick.state.enforcement.reveals;
  if (week < static_cast<double>(reveals.size())) reveals[static_cast<std::size_t>(week)].push_back(lot.intermediary);
}

/// What is seen of goods that reach an end user: diverted ones, declared as something else, are not.
void declare_delivery(Tick& tick, const Lot& lot) {
  const JurisdictionId place = tick.agents.buyers.jurisdiction[lot.buyer];
  const bool came_from_abroad =
      lot.intermediary.exists() && tick.agents.intermediaries.warehouse[lot.intermediary] != place;
  if (lot.pathway == Pathway::grey) {
    if (came_from_abroad) arrive_undeclared(tick, place, lot.product, lot.units);
    return;
  }
  if (came_from_abroad) declare_import(tick, place, lot.product, lot.units, lot.unit_price * lot.units);
  note_installation(tick, place, lot.product, lot.units);
}

void deliver(Tick& tick, LotId id) {
  const Lot lot = tick.state.lots[id];
  if (lot.intermediary.exists()) settle(tick, lot);
  if (lot.pathway == Pathway::grey) free_capital_of(tick, lot);
  if (!lot.intermediary.exists())
    count_imports(tick, tick.agents.buyers.jurisdiction[lot.buyer], lot.product, lot.units, lot.unit_price * lot.units);
  declare_delivery(tick, lot);
  install(tick, lot.buyer, lot.product, lot.units);
  record_acquisition(tick, lot);
  resolve_destination(tick, lot);
  resolve_flow(tick, lot);
  resolve_fate(tick, lot, fate_of_delivery(tick, lot));
  if (lot.chain.exists()) end_in_delivery(tick, lot);
  if (lot.barred) record_leak(tick, lot);
  if (lot.barred && lot.located) schedule_location_report(tick, lot);
  tick.state.lots.remove(id);
}

// ---- diverted lots -------------------------------------------------------------------------------------------------

void pay_carrier(Tick& tick, Lot& lot, Money each) {
  const Money cost = each * lot.units;
  tick.ledger.pay(holder(lot.intermediary), carriers(), cost);
  tick.state.outside.carriers += cost;
  lot.basis += cost;
}

/// Evaders who cross the same border hear how a lot went.
void spread_word(Tick& tick, const Lot& lot, JurisdictionId border, double detections, double trials) {
  remember(tick, lot.intermediary, detections, trials);
  tick.state.hubs.detections[border] += detections;
  tick.state.hubs.trials[border] += trials;
}

/// The goods leave the market; the intermediary bears them and returns the deposit.
void seize(Tick& tick, LotId id, JurisdictionId border) {
  const Lot lot = tick.state.lots[id];
  const IntermediaryId i = lot.intermediary;
  tick.ledger.move(transit(), seized(), lot.product, lot.units);
  tick.ledger.pay(holder(i), holder(lot.buyer), lot.deposit);
  tick.state.buyers.paid[lot.buyer] -= lot.deposit;
  tick.state.intermediaries.losses[i] += lot.basis + lot.deposit;
  tick.state.outside.seized[lot.product] += lot.units;
  tick.record.seized(tick.week, lot.product.row()) += lot.units;
  tick.record.seized_by_hub(tick.month(), tick.setting.hub_row[tick.agents.intermediaries.warehouse[i]]) += lot.units;
  resolve_fate(tick, lot, GoodsFate::seized);
  count_seizure(tick, border, lot.units);
  release(tick, lot.buyer, lot.product, lot.units, lot.unit_price, lot.ordered);
  free_capital_of(tick, lot);
  tick.state.hubs.grey_profit[tick.agents.intermediaries.jurisdiction[i]] -= (lot.basis + lot.deposit).dollars();
  note_seizure(tick, lot.buyer, i);
  end_in_seizure(tick, lot);
  spread_word(tick, lot, border, 1, 0);
  add_suspicion(tick, i, submodels::weight(submodels::Lead::seizure, tick.scenario().suspicion));
  tick.state.lots.remove(id);
}

/// A diverted lot sets out on the next leg of its route, past customs.
void set_out(Tick& tick, LotId id, Customs& customs, Money concealment = {}) {
  Lot& lot = tick.state.lots[id];
  const LaneId leg = tick.setting.geography.route(lot.route).legs[lot.leg];
  const world::Lane& lane = tick.setting.geography.lane(leg);
  pay_carrier(tick, lot, lane.cost);
  // A belief is about an ordinary crossing; a lane that is less closely watched tells less.
  spread_word(tick, lot, lane.from, 0, lane.inspection_factor);
  take_lane(tick, lot, lane, lane.cost + concealment);
  if (customs.inspects(tick, lot, lane)) {
    if (customs.detects(tick, lot, lane)) {
      seize(tick, id, lane.from);
      return;
    }
    pass_inspection(tick, lot);
  }
  lot.place = lane.to;
  send_by(tick, id, leg);
}

RouteId pick_route(Tick& tick, const Lot& lot) {
  const auto& geography = tick.setting.geography;
  const IntermediaryId i = lot.intermediary;
  const auto routes =
      geography.routes(tick.agents.intermediaries.warehouse[i], tick.agents.buyers.jurisdiction[lot.buyer]);
  const double loss = loss_on(tick, i, (lot.basis + lot.deposit).dollars()) / static_cast<double>(lot.units);
  Draws draws = tick.streams.at(lot.key, tick.week, Purpose::routing);
  return submodels::choose_route(geography, routes, tick.scenario().routing.noise, draws,
                                 [&](RouteId r) { return believed_on_route(tick, i, r) * loss; });
}

/// From the declared site in the hub towards the true end user.
void divert(Tick& tick, LotId id, Customs& customs) {
  Lot& lot = tick.state.lots[id];
  const IntermediaryId i = lot.intermediary;
  const auto decision = tick.decision(lot.product, lot.buyer);
  lot.barred = decision.licence_required();
  lot.rule = decision.rule;
  if (lot.barred) tick.state.intermediaries.diverted_value[i] += lot.basis + lot.deposit;
  lot.stage = LotStage::to_buyer;
  lot.route = pick_route(tick, lot);
  lot.leg = 0;
  Draws tips = tick.streams.at(lot.key, tick.week, Purpose::tips);
  if (tips.bernoulli(tick.scenario().enforcement.tip_rate * tick.rules.levers().tips))
    add_suspicion(tick, i, submodels::weight(submodels::Lead::tip, tick.scenario().suspicion));
  leave_hub(tick, lot);
  const Money concealment = Money::from_dollars(tick.scenario().grey_market.concealment_cost);
  pay_carrier(tick, lot, concealment);
  set_out(tick, id, customs, concealment);
}

// ---- honest goods in a hub -----------------------------------------------------------------------------------------

/// An honest lot goes on to its buyer; an inspection on the way out holds it for a week.
void forward(Tick& tick, LotId id, Customs& customs) {
  Lot& lot = tick.state.lots[id];
  const JurisdictionId to = tick.agents.buyers.jurisdiction[lot.buyer];
  const LaneId lane = tick.setting.geography.ordinary_lane(lot.place, to);
  if (lane.exists() && !lot.delayed && customs.inspects(tick, lot, tick.setting.geography.lane(lane))) {
    lot.delayed = true;
    ++tick.record.honest_lots_delayed(tick.week);
    tick.tell(about(EventKind::lot_opened, lot));
    due_in(tick, id, 1);
    return;
  }
  if (lane.exists()) pay_carrier(tick, lot, tick.setting.geography.lane(lane).cost);
  lot.stage = LotStage::to_buyer;
  declare_re_export(tick, lot.place, to, lot.product, lot.units, lot.unit_price * lot.units);
  send(tick, id, to);
}

void reach_intermediary(Tick& tick, LotId id, Customs& customs) {
  Lot& lot = tick.state.lots[id];
  lot.place = tick.agents.intermediaries.warehouse[lot.intermediary];
  if (!lot.delayed) {
    count_imports(tick, lot.place, lot.product, lot.units, lot.basis + lot.deposit);
    tick.state.enforcement.recent_consignees.push_back(lot.intermediary);
  }
  if (lot.pathway == Pathway::grey) {
    divert(tick, id, customs);
  } else {
    forward(tick, id, customs);
  }
}

bool on_a_route(const Tick& tick, const Lot& lot) {
  return lot.route.exists() && lot.leg + std::size_t{1} < tick.setting.geography.route(lot.route).legs.size();
}

void arrive(Tick& tick, LotId id, Customs& customs) {
  Lot& lot = tick.state.lots[id];
  if (lot.stage == LotStage::to_channel) {
    shelve(tick, id);
  } else if (lot.stage == LotStage::to_intermediary) {
    reach_intermediary(tick, id, customs);
  } else if (on_a_route(tick, lot)) {
    ++lot.leg;
    set_out(tick, id, customs);
  } else {
    deliver(tick, id);
  }
}

}  // namespace

void phases::shipping(Tick& tick) {
  Customs customs(tick);
  // Nothing sent now is due this week, so the list does not grow while it is walked.
  for (const LotId id : tick.state.due[tick.week]) arrive(tick, id, customs);
  tick.state.due[tick.week].clear();
}

}  // namespace entrepot::model
