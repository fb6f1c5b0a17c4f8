#include "entrepot/model/custody.hpp"

#include <iterator>

#include "entrepot/model/tick.hpp"

namespace entrepot::model {

// ---- the log -------------------------------------------------------------------------------------------------------

ChainId CustodyLog::open(const CustodyLot& lot) {
  if (free_.empty()) {
    under_way_.push_back({});
    free_.emplace_back(under_way_.size() - 1);
  }
  const ChainId chain = free_.back();
  free_.pop_back();
  under_way_[chain].lot = lot;
  return chain;
}

void CustodyLog::add(ChainId chain, const CustodyHop& hop) { under_way_[chain].hops.push_back(hop); }

void CustodyLog::end(ChainId chain) {
  CustodyChain& ended = under_way_[chain];
  ended.lot.hops = static_cast<std::uint32_t>(ended.hops.size());
  for (CustodyHop& hop : ended.hops) {
    hop.lot = static_cast<std::uint32_t>(lots_.size());
    hops_.push_back(hop);
  }
  lots_.push_back(ended.lot);
  drop(chain);
}

void CustodyLog::drop(ChainId chain) {
  under_way_[chain].hops.clear();
  free_.push_back(chain);
}

// ---- the phases' hooks ---------------------------------------------------------------------------------------------

namespace {

using world::Lot;
using world::Order;

/// What had failed when the channel partner handed the lot over.
FailedCheck failed_before_sale(const Tick& tick, const Order& order) {
  if (order.rule.exists()) return FailedCheck::licence;
  return order.red_flags >= tick.scenario().screening.flag_threshold ? FailedCheck::screening : FailedCheck::none;
}

/// What the authority had missed about an intermediary whose lot sets out now; otherwise what failed before.
FailedCheck failed_at_hub(const Tick& tick, IntermediaryId i, FailedCheck before) {
  const auto& table = tick.state.intermediaries;
  if (table.under_case[i] != 0) return FailedCheck::open_case;
  const bool missed = table.missed_check[i] != world::never;
  if (missed && tick.week - table.missed_check[i] <= tick.scenario().enforcement.missed_check_weeks)
    return FailedCheck::end_use_check;
  return before;
}

bool is_shell(const Tick& tick, std::uint16_t group) {
  return tick.scenario().intermediaries.at(tick.agents.intermediaries.group_names[group]).shell;
}

CustodyLot described(const Tick& tick, const Order& order, const Lot& lot) {
  const auto& buyers = tick.agents.buyers;
  const auto& intermediaries = tick.agents.intermediaries;
  const auto& channels = tick.agents.channels;
  CustodyLot row;
  row.order = order.key;
  row.ordered = order.placed;
  row.product = lot.product;
  row.vendor = lot.first_sale.vendor;
  row.units = lot.units;
  row.end_user_group = buyers.group[order.buyer];
  row.end_user_place = buyers.jurisdiction[order.buyer];
  row.intermediary = order.via;
  row.intermediary_group = intermediaries.group[order.via];
  row.hub = intermediaries.warehouse[order.via];
  row.seat = intermediaries.jurisdiction[order.via];
  row.shell = is_shell(tick, row.intermediary_group);
  row.channel_group = channels.group[order.channel];
  row.channel_place = channels.jurisdiction[order.channel];
  row.cover_rule = order.rule;
  row.red_flags = order.red_flags;
  row.first_sale_price = lot.first_sale.unit_price;
  row.supply_price = order.supply_price;
  row.end_user_price = order.unit_price;
  row.failed_check = failed_before_sale(tick, order);
  return row;
}

/// The lane that a lot on a route is on, or sets out on.
const world::Lane& present_lane(const Tick& tick, const Lot& lot) {
  const auto& geography = tick.setting.geography;
  return geography.lane(geography.route(lot.route).legs[lot.leg]);
}

void count_by_cause(Tick& tick, const CustodyLot& row) {
  tick.record.leaked_by_cause(tick.month(), tick.setting.hub_row[row.hub], row.intermediary_group,
                              static_cast<std::size_t>(row.failed_check)) += row.units;
}

}  // namespace

void begin_custody(Tick& tick, const Order& order, Lot& lot) {
  auto& log = tick.record.custody;
  lot.chain = log.open(described(tick, order, lot));
  const auto& row = log.lot(lot.chain);
  const JurisdictionId factory = tick.setting.catalogue.vendors.ships_from[row.vendor];
  log.add(lot.chain, {.week = lot.first_sale.week,
                      .event = CustodyEvent::first_sale,
                      .from = factory,
                      .to = row.channel_place,
                      .amount = row.first_sale_price});
  // A lot on a shelf still says when it was due there.
  log.add(lot.chain,
          {.week = lot.due, .event = CustodyEvent::reaches_channel, .from = factory, .to = row.channel_place});
  log.add(lot.chain, {.week = tick.week,
                      .event = CustodyEvent::sold_to_intermediary,
                      .from = row.channel_place,
                      .to = row.hub,
                      .amount = row.supply_price});
}

void leave_hub(Tick& tick, const Lot& lot) {
  auto& row = tick.record.custody.lot(lot.chain);
  row.broken_rule = lot.barred ? lot.rule : RuleId::none();
  row.failed_check = failed_at_hub(tick, row.intermediary, row.failed_check);
  tick.record.custody.add(
      lot.chain, {.week = tick.week, .event = CustodyEvent::reaches_hub, .from = row.channel_place, .to = row.hub});
}

void take_lane(Tick& tick, const Lot& lot, const world::Lane& lane, Money cost) {
  Event event = about(EventKind::lot_sets_out, lot);
  event.from = lane.from;
  event.to = lane.to;
  tick.tell(event);
  tick.record.custody.add(lot.chain, {.week = tick.week,
                                      .event = CustodyEvent::sets_out,
                                      .mode = static_cast<std::int8_t>(lane.mode),
                                      .from = lane.from,
                                      .to = lane.to,
                                      .amount = cost});
}

void pass_inspection(Tick& tick, const Lot& lot) {
  tick.tell(about(EventKind::lot_opened, lot));
  auto& log = tick.record.custody;
  log.lot(lot.chain).failed_check = FailedCheck::customs;
  const auto& lane = present_lane(tick, lot);
  log.add(lot.chain, {.week = tick.week, .event = CustodyEvent::passes_inspection, .from = lane.from, .to = lane.to});
}

void end_in_seizure(Tick& tick, const Lot& lot) {
  tick.tell(about(EventKind::lot_seized, lot));
  auto& log = tick.record.custody;
  log.lot(lot.chain).fate = Fate::seized;
  log.lot(lot.chain).ended = tick.week;
  log.add(lot.chain, {.week = tick.week, .event = CustodyEvent::seized, .from = lot.place, .to = lot.place});
  log.end(lot.chain);
}

void end_in_delivery(Tick& tick, const Lot& lot) {
  Event event = about(EventKind::lot_delivered, lot);
  event.to = tick.agents.buyers.jurisdiction[lot.buyer];
  tick.tell(event);
  auto& log = tick.record.custody;
  if (!lot.barred) {
    log.drop(lot.chain);
    return;
  }
  auto& row = log.lot(lot.chain);
  row.ended = tick.week;
  count_by_cause(tick, row);
  log.add(lot.chain, {.week = tick.week,
                      .event = CustodyEvent::delivered,
                      .from = present_lane(tick, lot).from,
                      .to = row.end_user_place,
                      .amount = row.end_user_price});
  log.end(lot.chain);
}

}  // namespace entrepot::model
