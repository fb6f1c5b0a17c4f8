// Shipping and customs: lots arrive, change hands, cross borders under inspection, and reach end users or are seized.

#include "entrepot/model/shipping.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/model/authority.hpp"
#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/discovery.hpp"
#include "entrepot/model/flows.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/reservations.hpp"
#include "entrepot/model/submodels/customs.hpp"
#include "entrepot/model/submodels/routing.hpp"
#include "entrepot/model/submodels/suspicion.hpp"

namespace entrepot::model {
namespace {

using world::Discovery;
using world::Lot;
using world::LotStage;
using world::Pathway;

/// Customs of all jurisdictions in one week: the consignments that each can still open, and the draws of each
/// consignment.
class Customs {
 public:
  explicit Customs(const WeekContext& week) {
    for (const auto& facts : week.setting.geography.jurisdictions().facts) left_.push_back(facts.customs.capacity);
  }

  /// Whether a lot is inspected as it leaves on a lane.
  bool inspects(const WeekContext& week, const Lot& lot, const world::Lane& lane) {
    const auto& jurisdictions = week.setting.geography.jurisdictions();
    const bool picked =
        draws_of(week, lot).bernoulli(submodels::inspection_probability(jurisdictions, lane, week.rules));
    if (!picked || left_[lane.from] < 1) return false;
    left_[lane.from] -= 1;
    return true;
  }

  /// Whether the inspection of a diverted lot detects it.
  bool detects(const WeekContext& week, const Lot& lot, const world::Lane& lane) {
    const auto& facts = week.setting.geography.jurisdictions().facts[lane.from];
    Draws draws = draws_of(week, lot);
    draws.uniform();  // that of the inspection
    return works(week, Discovery::hub_customs) &&
           draws.bernoulli(submodels::detection_probability(facts.customs.detection, cooperation(week, lane.from)));
  }

  /// Whether customs of the place where an undeclared lot arrives from abroad open it and detect the chips. This serves
  /// their own government, so cooperation with the exporting one does not matter.
  bool find_on_arrival(const WeekContext& week, const Lot& lot, const world::Lane& lane) {
    const double checks = week.rules.levers().port_checks[lane.to];
    if (checks <= 0 || lane.from == lane.to || left_[lane.to] < 1 || !works(week, Discovery::port)) return false;
    Draws draws = week.streams.at(lot.key, week.number, Purpose::port_check);
    if (!draws.bernoulli(checks)) return false;
    left_[lane.to] -= 1;
    return draws.bernoulli(week.setting.geography.jurisdictions().facts[lane.to].customs.detection);
  }

 private:
  /// The draws of a lot at the border it crosses this week: the first for inspection, the second for detection.
  static Draws draws_of(const WeekContext& week, const Lot& lot) {
    return week.streams.at(lot.key, week.number, Purpose::customs);
  }

  Column<JurisdictionId, double> left_;
};

/// Count declared imports of a place, at the price paid there.
void count_imports(Writes<Record> week, JurisdictionId place, ProductId p, Units units, Money value) {
  declare_import(week, place, p, units, value);
  const auto hub = week->setting.hub_row[place];
  if (hub < week->setting.hubs.size()) week.record().hub_received(week->month(), hub) += units;
}

void free_capital_of(Writes<IntermediaryState> week, const Lot& lot) {
  week.intermediaries().committed[lot.intermediary] -= lot.capital * lot.units;
}

// ---- arrival at channel partners and end users ---------------------------------------------------------------------

void shelve(Writes<ChannelState, ShipmentState, Ledger> week, LotId id) {
  Lot& lot = week.shipments().lots[id];
  const std::size_t cell = week->cell(lot.channel, lot.product);
  auto& channels = week.channels();
  channels.inbound[cell] -= lot.units;
  channels.stock[cell] += lot.units;
  channels.lots[cell].push_back(id);
  lot.stage = LotStage::channel_stock;
  week.ledger().move(transit(), holder(lot.channel), lot.product, lot.units);
}

LeakPath leak_path(const WeekContext& week, const Lot& lot) {
  const int borders = submodels::exposure(week.setting.geography, lot.route).border_crossings;
  return borders == 0 ? LeakPath::inside_jurisdiction : borders == 1 ? LeakPath::one_border : LeakPath::several_borders;
}

void record_leak(Writes<Record> week, const Lot& lot) {
  auto& record = week.record();
  count_decided(week, lot.rule, RuleOutcome::leaked, lot.units);
  record.leaked(week->number, lot.product.row()) += lot.units;
  record.leaked_h100e(week->number) +=
      static_cast<double>(lot.units) * week->setting.catalogue.products.h100e[lot.product];
  if (lot.used) record.used_leaked(week->number) += lot.units;
  record.leaked_value(week->number) += (lot.first_sale.unit_price * lot.units).cents;
  record.leaked_by_path(week->month(), static_cast<std::size_t>(leak_path(week, lot))) += lot.units;
  const auto hub = week->setting.hub_row[week->agents.intermediaries.warehouse[lot.intermediary]];
  if (hub == week->setting.hubs.size()) return;
  record.leaked_by_hub(week->month(), hub) += lot.units;
  record.weekly_leaked_by_hub(week->number, hub) += lot.units;
  record.leaked_by_route(week->month(), hub, leak_route(week->setting.geography, lot.route)) += lot.units;
}

/// Enter the fate of the goods in the month of their first sale.
void resolve_fate(Writes<Record> week, const Lot& lot, GoodsFate fate) {
  const auto& sale = lot.first_sale;
  const std::int64_t value = (sale.unit_price * lot.units).cents;
  auto& revenue = week.record().revenue_by_fate;
  revenue(sale.month, sale.vendor.row(), static_cast<std::size_t>(GoodsFate::pending)) -= value;
  revenue(sale.month, sale.vendor.row(), static_cast<std::size_t>(fate)) += value;
}

GoodsFate fate_of_delivery(const WeekContext& week, const Lot& lot) {
  if (lot.barred) return GoodsFate::leaked;
  return restricted(week.agents.buyers.segment[lot.buyer]) ? GoodsFate::restricted : GoodsFate::unrestricted;
}

/// Enter the destination of the goods in the month of their first sale.
void resolve_destination(Writes<Record> week, const Lot& lot) {
  const auto& sale = lot.first_sale;
  const std::int64_t value = (sale.unit_price * lot.units).cents;
  const std::size_t unresolved = week->setting.geography.jurisdictions().size();
  const auto view = static_cast<std::size_t>(View::true_destination);
  week.record().revenue(sale.month, sale.vendor.row(), unresolved, view) -= value;
  week.record().revenue(sale.month, sale.vendor.row(), week->agents.buyers.jurisdiction[lot.buyer].row(), view) +=
      value;
}

/// The end user pays the intermediary the balance.
void settle(ShippingWeek week, const Lot& lot) {
  const Money rest = lot.unit_price * lot.units - lot.deposit;
  week.ledger().pay(holder(lot.buyer), holder(lot.intermediary), rest);
  week.buyers().paid[lot.buyer] += rest;
  week.intermediaries().margin[lot.intermediary] += rest - lot.basis;
  if (lot.pathway != Pathway::grey) return;
  book_grey_profit(week, lot.intermediary, rest - lot.basis);
  note_delivery(week, lot.buyer, lot.intermediary, lot.units);
}

/// A diverted lot that reports its location identifies its seller in a coming week, unless the report is spoofed.
void schedule_location_report(Writes<EnforcementState> week, const Lot& lot) {
  const auto& checks = week->rules.levers().location[lot.product];
  Draws draws = week->streams.at(lot.key, week->number, Purpose::location);
  const bool speaks = draws.bernoulli(checks.coverage) && !draws.bernoulli(checks.spoofing);
  if (!speaks || checks.reveal_rate <= 0) return;
  // Geometric waiting time with one trial a week.
  const double weeks = std::floor(core::log(draws.uniform()) / core::log1p(-std::min(checks.reveal_rate, 1.0 - 1e-12)));
  const auto due = static_cast<double>(week->number) + 1.0 + weeks;
  auto& reveals = week.enforcement().reveals;
  if (due < static_cast<double>(reveals.size())) reveals[static_cast<std::size_t>(due)].push_back(lot.intermediary);
}

/// What statistics see of a delivery: diverted goods are declared as something else.
void declare_delivery(Writes<Record> week, const Lot& lot) {
  const JurisdictionId place = week->agents.buyers.jurisdiction[lot.buyer];
  const bool came_from_abroad =
      lot.intermediary.exists() && week->agents.intermediaries.warehouse[lot.intermediary] != place;
  if (lot.pathway == Pathway::grey) {
    if (came_from_abroad) arrive_undeclared(week, place, lot.product, lot.units);
    return;
  }
  if (came_from_abroad) declare_import(week, place, lot.product, lot.units, lot.unit_price * lot.units);
  note_installation(week, place, lot.product, lot.units);
}

/// Units that may not be used where they are stop working soon, as far as they were made to.
void install_lot(Writes<BuyerState, Ledger, Record> week, const Lot& lot) {
  const double life = week->scenario().demand.service_life_weeks;
  const double share = lot.barred ? static_cast<double>(lot.stops) : 0.0;
  world::Cohort goods{.buyer = lot.buyer,
                      .product = lot.product,
                      .units = lot.units,
                      .bought = week->number,
                      .stops = lot.stops,
                      .barred = lot.barred,
                      .located = lot.located,
                      .registered = lot.registered};
  if (share <= 0) return install(week, goods, life);
  Draws draws = week->streams.at(lot.key, week->number, Purpose::stopping);
  const auto stopped =
      std::min(lot.units, static_cast<Units>(std::floor(share * static_cast<double>(lot.units) + draws.uniform())));
  const double works = std::max(1.0, std::min(life, week->rules.levers().stop_weeks[lot.product]));
  goods.units = stopped;
  if (stopped > 0) install(week, goods, works);
  goods.units = lot.units - stopped;
  if (goods.units > 0) install(week, goods, life);
  week.record().units_stopped(week->number) += stopped;
}

void deliver(ShippingWeek week, LotId id) {
  const Lot lot = week->state.shipments.lots[id];
  if (lot.intermediary.exists()) settle(week, lot);
  if (lot.pathway == Pathway::grey) free_capital_of(week, lot);
  if (!lot.intermediary.exists())
    count_imports(week, week->agents.buyers.jurisdiction[lot.buyer], lot.product, lot.units,
                  lot.unit_price * lot.units);
  declare_delivery(week, lot);
  install_lot(week, lot);
  receive_for_tenant(week, lot);
  record_acquisition(week, lot);
  if (lot.pathway != Pathway::grey) record_supply(week, lot);
  resolve_destination(week, lot);
  resolve_flow(week, lot);
  resolve_fate(week, lot, fate_of_delivery(week, lot));
  if (lot.chain.exists()) end_in_delivery(week, lot);
  if (lot.barred) record_leak(week, lot);
  if (lot.barred && lot.registered) watch_registered(week, id);
  if (lot.barred && lot.located && works(week, Discovery::location)) schedule_location_report(week, lot);
  week.shipments().lots.remove(id);
}

// ---- diverted lots -------------------------------------------------------------------------------------------------

void pay_carrier(Writes<PublicState, Ledger> week, Lot& lot, Money each) {
  const Money cost = each * lot.units;
  week.ledger().pay(holder(lot.intermediary), carriers(), cost);
  week.outside().carriers += cost;
  lot.basis += cost;
}

/// Evaders who use the same border hear the outcome of a lot.
void spread_word(Writes<OwnerState, HubState> week, const Lot& lot, JurisdictionId border, double detections,
                 double trials) {
  remember(week, lot.intermediary, detections, trials);
  week.hubs().detections[border] += detections;
  week.hubs().trials[border] += trials;
}

/// A sale is off: the buyer has its deposit and its need back.
void call_off(Writes<BuyerState, Ledger> week, const Lot& lot) {
  week.ledger().pay(holder(lot.intermediary), holder(lot.buyer), lot.deposit);
  week.buyers().paid[lot.buyer] -= lot.deposit;
  release(week, lot.buyer, lot.product, lot.units, lot.unit_price);
}

/// The goods leave the market; the intermediary bears them and returns the deposit.
void seize(ShippingWeek week, LotId id, JurisdictionId border, Discovery source) {
  const Lot lot = week->state.shipments.lots[id];
  const IntermediaryId i = lot.intermediary;
  const bool at_hand = lot.stage == LotStage::at_intermediary;
  week.ledger().move(at_hand ? holder(i) : transit(), seized(), lot.product, lot.units);
  week.intermediaries().losses[i] += lot.basis + lot.deposit;
  week.outside().seized[lot.product] += lot.units;
  week.record().seized(week->number, lot.product.row()) += lot.units;
  week.record().seized_by_hub(week->month(), week->setting.hub_row[week->agents.intermediaries.warehouse[i]]) +=
      lot.units;
  week.record().seized_by_source(week->month(), static_cast<std::size_t>(source)) += lot.units;
  resolve_fate(week, lot, GoodsFate::seized);
  if (lot.buyer.exists()) {
    call_off(week, lot);
    note_seizure(week, lot.buyer, i);
  }
  free_capital_of(week, lot);
  book_grey_profit(week, i, Money{} - (lot.basis + lot.deposit));
  end_in_seizure(week, lot);
  spread_word(week, lot, border, 1, 0);
  week.shipments().lots.remove(id);
}

/// Customs that cooperate publish a seizure, and the authority suspects the seller.
void report_seizure(DiscoveryWrites week, const Lot& lot, JurisdictionId border, Discovery source) {
  count_seizure(week, border, lot.units);
  find_out(week, lot.intermediary, week->vendor(lot.product), static_cast<double>(lot.units), source);
}

/// A diverted lot sets out on the next leg of its route, past customs.
void set_out(ShippingWeek week, LotId id, Customs& customs, Money concealment = {}) {
  Lot& lot = week.shipments().lots[id];
  const LaneId leg = week->setting.geography.route(lot.route).legs[lot.leg];
  const world::Lane& lane = week->setting.geography.lane(leg);
  pay_carrier(week, lot, lane.cost);
  // A belief is about an ordinary crossing; a lane with fewer inspections is weaker evidence.
  spread_word(week, lot, lane.from, 0, lane.inspection_factor);
  take_lane(week, lot, lane, lane.cost + concealment);
  if (customs.inspects(week, lot, lane)) {
    if (customs.detects(week, lot, lane)) {
      report_seizure(week, lot, lane.from, Discovery::hub_customs);
      seize(week, id, lane.from, Discovery::hub_customs);
      return;
    }
    pass_inspection(week, lot);
  }
  lot.place = lane.to;
  send_by(week, id, leg);
}

RouteId pick_route(const WeekContext& week, const Lot& lot) {
  const auto& geography = week.setting.geography;
  const IntermediaryId i = lot.intermediary;
  const auto routes =
      geography.routes(week.agents.intermediaries.warehouse[i], week.agents.buyers.jurisdiction[lot.buyer]);
  const double loss = loss_on(week, i, (lot.basis + lot.deposit).dollars()) / static_cast<double>(lot.units);
  Draws draws = week.streams.at(lot.key, week.number, Purpose::routing);
  return submodels::choose_route(geography, routes, week.scenario().routing.noise, draws,
                                 [&](RouteId r) { return believed_on_route(week, i, r) * loss; });
}

/// A firm's diverted units by week, for what a charge will name.
void note_act(Writes<IntermediaryState> week, IntermediaryId i, Units units) {
  auto& acts = week.intermediaries().acts[i];
  if (acts.empty() || acts.back().week != week->number) acts.push_back({week->number, 0});
  acts.back().units += units;
}

// ---- what a diverter awaits and holds ------------------------------------------------------------------------------

/// A lot that a diverter ordered, for a buyer or for its stock, arrives or is lost.
void no_longer_awaited(Writes<IntermediaryState> week, const Lot& lot) {
  auto& dealers = week.intermediaries();
  const std::size_t cell = week->cell(lot.intermediary, lot.product);
  (lot.buyer.exists() ? dealers.promised : dealers.own_orders)[cell] -= lot.units;
}

/// A lot at a diverter waits there for a buyer.
void put_in_stock(Writes<IntermediaryState> week, LotId id) {
  const Lot& lot = week->state.shipments.lots[id];
  const std::size_t cell = week->cell(lot.intermediary, lot.product);
  week.intermediaries().stock[cell] += lot.units;
  week.intermediaries().lots[cell].push_back(id);
}

// ---- permits of a hub ----------------------------------------------------------------------------------------------

/// Whether goods need a permit of the place where they are to leave for a buyer elsewhere.
bool needs_permit(const WeekContext& week, const Lot& lot) {
  const auto& levers = week.rules.levers();
  return lot.place != week.agents.buyers.jurisdiction[lot.buyer] &&
         (levers.permit_weeks[lot.place] > 0 || levers.permit_refusals[lot.place] > 0);
}

/// Apply for the permit that goods need to leave the place; true while the lot waits for it.
bool waits_for_permit(Writes<ShipmentState, Record> week, LotId id) {
  Lot& lot = week.shipments().lots[id];
  if (lot.applied || !needs_permit(week, lot)) return false;
  lot.applied = true;
  week.record().permits_asked(week->number) += lot.units;
  const auto weeks = static_cast<Week>(std::ceil(week->rules.levers().permit_weeks[lot.place]));
  if (weeks <= 0) return false;
  if (lot.pathway != Pathway::grey) ++week.record().honest_lots_delayed(week->number);
  due_in(week, id, weeks);
  return true;
}

bool is_refused(const WeekContext& week, const Lot& lot) {
  const double refusals = week.rules.levers().permit_refusals[lot.place];
  return lot.applied && needs_permit(week, lot) &&
         week.streams.at(lot.key, week.number, Purpose::permit).bernoulli(refusals);
}

/// A lot that may not leave goes back into the diverter's stock, and the sale is off. A hub that helps informs
/// the exporting authority.
void take_back(ShippingWeek week, LotId id) {
  Lot& lot = week.shipments().lots[id];
  const IntermediaryId i = lot.intermediary;
  week.record().permits_refused(week->number) += lot.units;
  call_off(week, lot);
  const Money tied_up{lot.deposit.cents / lot.units};
  week.intermediaries().committed[i] += tied_up * lot.units;
  lot.capital += tied_up;
  lot.basis += lot.deposit;
  lot.deposit = {};
  lot.buyer = BuyerId::none();
  lot.applied = false;
  put_in_stock(week, id);
  stay_in_hub(week, lot);
  Draws help = week->streams.at(lot.bought_under, week->number, Purpose::permit);
  if (help.bernoulli(cooperation(week, lot.place)))
    add_suspicion(week, i, submodels::weight(submodels::Lead::supplier_report, week->scenario().suspicion));
}

/// Send a lot from the declared site in the hub towards the true end user.
void divert(ShippingWeek week, LotId id, Customs& customs) {
  Lot& lot = week.shipments().lots[id];
  const IntermediaryId i = lot.intermediary;
  const auto decision = week->decision(lot.product, lot.buyer);
  lot.barred = decision.licence_required();
  lot.rule = decision.rule;
  if (lot.barred) {
    week.intermediaries().diverted_value[i] += lot.basis + lot.deposit;
    week.intermediaries().diverted_units[i] += lot.units;
  }
  lot.stage = LotStage::to_buyer;
  lot.route = pick_route(week, lot);
  lot.leg = 0;
  week.record().diverted(week->number) += lot.units;
  note_act(week, i, lot.units);
  watch_from_departure(week, id);
  leave_hub(week, lot);
  const Money concealment = Money::from_dollars(week->scenario().grey_market.concealment_cost);
  pay_carrier(week, lot, concealment);
  set_out(week, id, customs, concealment);
}

// ---- honest goods in a hub -----------------------------------------------------------------------------------------

/// Send an honest lot on to its buyer; an inspection on the way out delays it by a week.
void forward(ShippingWeek week, LotId id, Customs& customs) {
  Lot& lot = week.shipments().lots[id];
  const JurisdictionId to = week->agents.buyers.jurisdiction[lot.buyer];
  const LaneId lane = week->setting.geography.ordinary_lane(lot.place, to);
  if (lane.exists() && waits_for_permit(week, id)) return;
  if (lane.exists() && !lot.delayed && customs.inspects(week, lot, week->setting.geography.lane(lane))) {
    lot.delayed = true;
    ++week.record().honest_lots_delayed(week->number);
    week->emit(about(EventKind::lot_opened, lot));
    due_in(week, id, 1);
    return;
  }
  if (lane.exists()) pay_carrier(week, lot, week->setting.geography.lane(lane).cost);
  lot.stage = LotStage::to_buyer;
  declare_re_export(week, lot.place, to, lot.product, lot.units, lot.unit_price * lot.units);
  send(week, id, to);
}

/// A diverted lot that has a buyer leaves the hub, with its permit if one is needed.
void leave_for_buyer(ShippingWeek week, LotId id, Customs& customs) {
  const Lot& lot = week->state.shipments.lots[id];
  if (waits_for_permit(week, id)) return;
  if (is_refused(week, lot)) {
    take_back(week, id);
    return;
  }
  week.ledger().move(holder(lot.intermediary), transit(), lot.product, lot.units);
  divert(week, id, customs);
}

void reach_intermediary(ShippingWeek week, LotId id, Customs& customs) {
  Lot& lot = week.shipments().lots[id];
  const bool sold_on_the_spot = lot.used && lot.place == week->agents.intermediaries.warehouse[lot.intermediary];
  lot.place = week->agents.intermediaries.warehouse[lot.intermediary];
  if (!lot.delayed && !lot.applied && !sold_on_the_spot) {
    count_imports(week, lot.place, lot.product, lot.units, lot.basis + lot.deposit);
    const bool watched = week->setting.geography.jurisdictions().facts[lot.place].hub;
    if (watched) week.enforcement().recent_consignees.push_back(lot.intermediary);
  }
  if (lot.pathway != Pathway::grey) {
    forward(week, id, customs);
    return;
  }
  reach_hub(week, lot);
  week.intermediaries().received[lot.intermediary] +=
      static_cast<double>(lot.units) * week->setting.catalogue.products.h100e[lot.product];
  if (!lot.used) watch_at_site(week, id);
  no_longer_awaited(week, lot);
  lot.stage = LotStage::at_intermediary;
  week.ledger().move(transit(), holder(lot.intermediary), lot.product, lot.units);
  if (lot.buyer.exists()) {
    leave_for_buyer(week, id, customs);
  } else {
    put_in_stock(week, id);
  }
}

/// The lane on which a diverted lot arrives; none for other lots.
LaneId arrival_lane(const WeekContext& week, const Lot& lot) {
  return lot.route.exists() ? week.setting.geography.route(lot.route).legs[lot.leg] : LaneId::none();
}

/// Customs of the place of arrival look for undeclared chips; true if they seize the lot. Evaders hear of it at the
/// border that the lot crossed. The exporting authority does not.
bool stopped_at_port(ShippingWeek week, LotId id, Customs& customs) {
  const Lot& lot = week->state.shipments.lots[id];
  const LaneId leg = arrival_lane(week, lot);
  if (!leg.exists()) return false;
  const world::Lane& lane = week->setting.geography.lane(leg);
  if (!customs.find_on_arrival(week, lot, lane)) return false;
  seize(week, id, lane.from, Discovery::port);
  return true;
}

bool on_a_route(const WeekContext& week, const Lot& lot) {
  return lot.route.exists() && lot.leg + std::size_t{1} < week.setting.geography.route(lot.route).legs.size();
}

void arrive(ShippingWeek week, LotId id, Customs& customs) {
  Lot& lot = week.shipments().lots[id];
  if (lot.stage == LotStage::to_channel) {
    shelve(week, id);
  } else if (lot.stage == LotStage::to_intermediary) {
    reach_intermediary(week, id, customs);
  } else if (lot.stage == LotStage::at_intermediary) {
    leave_for_buyer(week, id, customs);
  } else if (stopped_at_port(week, id, customs)) {
    return;
  } else if (on_a_route(week, lot)) {
    ++lot.leg;
    set_out(week, id, customs);
  } else {
    deliver(week, id);
  }
}

// ---- discoveries ---------------------------------------------------------------------------------------------------

/// Take a lot out of where it waits or arrives.
void pull_out(Writes<IntermediaryState, ShipmentState> week, LotId id) {
  const Lot& lot = week->state.shipments.lots[id];
  auto& dealers = week.intermediaries();
  const std::size_t cell = week->cell(lot.intermediary, lot.product);
  if (lot.stage == LotStage::to_intermediary) no_longer_awaited(week, lot);
  if (lot.stage == LotStage::at_intermediary && !lot.buyer.exists()) {
    dealers.stock[cell] -= lot.units;
    std::erase(dealers.lots[cell], id);
  } else {
    std::erase(week.shipments().due[lot.due], id);
  }
}

/// A diverted lot that is still on its way, or with the diverter, is stopped if the place where it is helps.
void stop_lot(ShippingWeek week, const world::Flag& flag) {
  const Lot lot = week->state.shipments.lots[flag.lot];
  const bool on_its_way = lot.stage == LotStage::to_intermediary || lot.stage == LotStage::at_intermediary ||
                          lot.stage == LotStage::to_buyer;
  if (!on_its_way || lot.bought_under != flag.bought_under) return;
  Draws help = week->streams.at(flag.bought_under, week->number, Purpose::tips);
  if (flag.source != Discovery::origin && !help.bernoulli(cooperation(week, lot.place))) return;
  pull_out(week, flag.lot);
  count_seizure(week, lot.place, lot.units);
  seize(week, flag.lot, lot.place, flag.source);
}

/// Those who found something out act on it.
void act_on_flags(ShippingWeek week) {
  for (const world::Flag& flag : week->state.enforcement.flags[week->number]) {
    if (flag.source == Discovery::site_check) {
      Draws report = week->streams.at(flag.bought_under, week->number, Purpose::site_check);
      const double reports = std::max(week->scenario().enforcement.report_share, week->rules.levers().reports);
      const bool reported = report.bernoulli(reports);
      if (reported) find_out(week, flag.target, flag.vendor, static_cast<double>(flag.units), flag.source);
      if (!reported) cut_off(week, flag.target, flag.vendor, stop_share(week, flag.source));
      continue;
    }
    find_out(week, flag.target, flag.vendor, static_cast<double>(flag.units), flag.source);
    stop_lot(week, flag);
  }
  week.enforcement().flags[week->number].clear();
}

}  // namespace

void phases::shipping(ShippingWeek week) {
  Customs customs(week);
  act_on_flags(week);
  // Nothing sent now is due this week, so the list does not grow in the loop.
  for (const LotId id : week->state.shipments.due[week->number]) arrive(week, id, customs);
  week.shipments().due[week->number].clear();
}

}  // namespace entrepot::model
