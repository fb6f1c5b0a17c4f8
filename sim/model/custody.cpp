#include "entrepot/model/custody.hpp"

#include <iterator>

#include "entrepot/model/week_context.hpp"

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

ChainId CustodyLog::copy(ChainId chain) {
  const CustodyChain original = under_way_[chain];
  const ChainId twin = open(original.lot);
  under_way_[twin].hops = original.hops;
  return twin;
}

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

/// The last check that had failed before the channel partner handed the lot over.
FailedCheck failed_before_sale(const WeekContext& week, const Order& order) {
  if (order.rule.exists()) return FailedCheck::licence;
  return order.red_flags >= week.scenario().screening.flag_threshold ? FailedCheck::screening : FailedCheck::none;
}

/// What the authority has missed about an intermediary whose lot leaves now; otherwise the check that failed before.
FailedCheck failed_at_hub(const WeekContext& week, IntermediaryId i, FailedCheck before) {
  const auto& table = week.state.intermediaries;
  if (table.under_case[i] != 0) return FailedCheck::open_case;
  const bool missed = table.missed_check[i] != world::never;
  if (missed && week.number - table.missed_check[i] <= week.scenario().enforcement.missed_check_weeks)
    return FailedCheck::end_use_check;
  return before;
}

bool is_shell(const WeekContext& week, std::uint16_t group) {
  return week.scenario().intermediaries.at(week.agents.intermediaries.group_names[group]).shell;
}

CustodyLot described(const WeekContext& week, const Order& order, const Lot& lot) {
  const auto& buyers = week.agents.buyers;
  const auto& intermediaries = week.agents.intermediaries;
  const auto& channels = week.agents.channels;
  CustodyLot row;
  row.order = order.key;
  row.ordered = order.placed;
  row.product = lot.product;
  row.vendor = lot.first_sale.vendor;
  row.units = lot.units;
  row.end_user_group = UINT16_MAX;
  if (order.buyer.exists()) {
    row.end_user_group = buyers.group[order.buyer];
    row.end_user_place = buyers.jurisdiction[order.buyer];
  }
  row.intermediary = order.via;
  row.owner = intermediaries.owner[order.via];
  row.intermediary_group = intermediaries.group[order.via];
  row.hub = intermediaries.warehouse[order.via];
  row.seat = intermediaries.jurisdiction[order.via];
  row.shell = is_shell(week, row.intermediary_group);
  row.channel_group = order.channel.exists() ? channels.group[order.channel] : UINT16_MAX;
  row.channel_place = order.channel.exists() ? channels.jurisdiction[order.channel] : lot.place;
  row.cover_rule = order.rule;
  row.red_flags = order.red_flags;
  row.first_sale_price = lot.first_sale.unit_price;
  row.supply_price = order.supply_price;
  row.end_user_price = order.unit_price;
  row.failed_check = failed_before_sale(week, order);
  return row;
}

/// The lane that a lot on a route is on, or sets out on.
const world::Lane& present_lane(const WeekContext& week, const Lot& lot) {
  const auto& geography = week.setting.geography;
  return geography.lane(geography.route(lot.route).legs[lot.leg]);
}

void count_by_cause(Writes<Record> week, const CustodyLot& row) {
  week.record().leaked_by_cause(week->month(), week->setting.hub_row[row.hub], row.intermediary_group,
                                static_cast<std::size_t>(row.failed_check)) += row.units;
}

}  // namespace

void begin_custody(Writes<Record> week, const Order& order, Lot& lot) {
  auto& log = week.record().custody;
  lot.chain = log.open(described(week, order, lot));
  const auto& row = log.lot(lot.chain);
  const JurisdictionId factory = week->setting.catalogue.vendors.ships_from[row.vendor];
  log.add(lot.chain, {.week = lot.first_sale.week,
                      .event = CustodyEvent::first_sale,
                      .from = factory,
                      .to = row.channel_place,
                      .amount = row.first_sale_price});
  // The due week of a lot on a shelf is the week in which it arrived there.
  log.add(lot.chain,
          {.week = lot.due, .event = CustodyEvent::reaches_channel, .from = factory, .to = row.channel_place});
  log.add(lot.chain, {.week = week->number,
                      .event = CustodyEvent::sold_to_intermediary,
                      .from = row.channel_place,
                      .to = row.hub,
                      .amount = row.supply_price});
}

void begin_used_custody(Writes<Record> week, const Order& order, Lot& lot) {
  auto& log = week.record().custody;
  lot.chain = log.open(described(week, order, lot));
  const auto& row = log.lot(lot.chain);
  log.add(lot.chain, {.week = week->number,
                      .event = CustodyEvent::sold_used,
                      .from = row.channel_place,
                      .to = row.hub,
                      .amount = row.supply_price});
}

void reach_hub(Writes<Record> week, const Lot& lot) {
  const auto& row = week.record().custody.lot(lot.chain);
  week.record().custody.add(
      lot.chain, {.week = week->number, .event = CustodyEvent::reaches_hub, .from = row.channel_place, .to = row.hub});
}

ChainId sell_from_stock(Writes<Record> week, const Order& order, const Lot& lot, Units left) {
  auto& log = week.record().custody;
  const ChainId chain = left > 0 ? log.copy(lot.chain) : lot.chain;
  if (left > 0) log.lot(lot.chain).units = left;
  auto& row = log.lot(chain);
  row.order = order.key;
  row.ordered = order.placed;
  row.units = lot.units;
  row.end_user_group = week->agents.buyers.group[order.buyer];
  row.end_user_place = week->agents.buyers.jurisdiction[order.buyer];
  row.end_user_price = order.unit_price;
  log.add(chain, {.week = week->number,
                  .event = CustodyEvent::sold_from_stock,
                  .from = row.hub,
                  .to = row.hub,
                  .amount = order.unit_price});
  return chain;
}

void stay_in_hub(Writes<Record> week, const Lot& lot) {
  auto& log = week.record().custody;
  auto& row = log.lot(lot.chain);
  row.end_user_group = UINT16_MAX;
  row.end_user_place = JurisdictionId::none();
  log.add(lot.chain, {.week = week->number, .event = CustodyEvent::permit_refused, .from = row.hub, .to = row.hub});
}

void leave_hub(Writes<Record> week, const Lot& lot) {
  auto& row = week.record().custody.lot(lot.chain);
  row.broken_rule = lot.barred ? lot.rule : RuleId::none();
  row.failed_check = failed_at_hub(week, row.intermediary, row.failed_check);
}

void take_lane(Writes<Record> week, const Lot& lot, const world::Lane& lane, Money cost) {
  Event event = about(EventKind::lot_sets_out, lot);
  event.from = lane.from;
  event.to = lane.to;
  week->emit(event);
  week.record().custody.add(lot.chain, {.week = week->number,
                                        .event = CustodyEvent::sets_out,
                                        .mode = static_cast<std::int8_t>(lane.mode),
                                        .from = lane.from,
                                        .to = lane.to,
                                        .amount = cost});
}

void pass_inspection(Writes<Record> week, const Lot& lot) {
  week->emit(about(EventKind::lot_opened, lot));
  auto& log = week.record().custody;
  log.lot(lot.chain).failed_check = FailedCheck::customs;
  const auto& lane = present_lane(week, lot);
  log.add(lot.chain,
          {.week = week->number, .event = CustodyEvent::passes_inspection, .from = lane.from, .to = lane.to});
}

void end_in_seizure(Writes<Record> week, const Lot& lot) {
  week->emit(about(EventKind::lot_seized, lot));
  auto& log = week.record().custody;
  log.lot(lot.chain).fate = Fate::seized;
  log.lot(lot.chain).ended = week->number;
  log.add(lot.chain, {.week = week->number, .event = CustodyEvent::seized, .from = lot.place, .to = lot.place});
  log.end(lot.chain);
}

void end_in_delivery(Writes<Record> week, const Lot& lot) {
  Event event = about(EventKind::lot_delivered, lot);
  event.to = week->agents.buyers.jurisdiction[lot.buyer];
  week->emit(event);
  auto& log = week.record().custody;
  if (!lot.barred) {
    log.drop(lot.chain);
    return;
  }
  auto& row = log.lot(lot.chain);
  row.ended = week->number;
  count_by_cause(week, row);
  log.add(lot.chain, {.week = week->number,
                      .event = CustodyEvent::delivered,
                      .from = present_lane(week, lot).from,
                      .to = row.end_user_place,
                      .amount = row.end_user_price});
  log.end(lot.chain);
}

}  // namespace entrepot::model
