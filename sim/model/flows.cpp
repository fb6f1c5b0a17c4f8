#include "entrepot/model/flows.hpp"

namespace entrepot::model {
namespace {

constexpr std::size_t row_of(View view) { return static_cast<std::size_t>(view); }

std::size_t not_yet(const Tick& tick) { return tick.setting.geography.jurisdictions().size(); }

/// Row of a place on the way: places that are no hub share one.
std::size_t way_by(const Tick& tick, JurisdictionId place) { return tick.setting.hub_row[place]; }

std::size_t no_way(const Tick& tick) { return tick.setting.hubs.size() + 1; }

std::size_t true_way(const Tick& tick, const world::Lot& lot) {
  if (lot.intermediary.exists()) return way_by(tick, tick.agents.intermediaries.warehouse[lot.intermediary]);
  return lot.channel.exists() ? way_by(tick, tick.agents.channels.jurisdiction[lot.channel]) : no_way(tick);
}

}  // namespace

void book_flow(Tick& tick, const world::FirstSale& sale, Money value) {
  auto& flow = tick.record.flow;
  const std::size_t quarter = tick.setting.months.quarter[sale.month];
  const std::size_t vendor = sale.vendor.row();
  flow(quarter, vendor, row_of(View::bill_to), way_by(tick, sale.bill_to), not_yet(tick)) += value.cents;
  flow(quarter, vendor, row_of(View::ship_to), way_by(tick, sale.ship_to), not_yet(tick)) += value.cents;
  flow(quarter, vendor, row_of(View::true_destination), no_way(tick), not_yet(tick)) += value.cents;
}

void resolve_flow(Tick& tick, const world::Lot& lot) {
  auto& record = tick.record;
  const auto& sale = lot.first_sale;
  const std::int64_t cents = (sale.unit_price * lot.units).cents;
  const std::size_t quarter = tick.setting.months.quarter[sale.month];
  const std::size_t vendor = sale.vendor.row();
  const std::size_t end = tick.agents.buyers.jurisdiction[lot.buyer].row();
  const auto move = [&](View view, std::size_t before, std::size_t way) {
    record.flow(quarter, vendor, row_of(view), before, not_yet(tick)) -= cents;
    record.flow(quarter, vendor, row_of(view), way, end) += cents;
    if (lot.barred) record.leaked_flow(quarter, vendor, row_of(view), way, end) += cents;
  };
  move(View::bill_to, way_by(tick, sale.bill_to), way_by(tick, sale.bill_to));
  move(View::ship_to, way_by(tick, sale.ship_to), way_by(tick, sale.ship_to));
  move(View::true_destination, no_way(tick), true_way(tick, lot));
}

}  // namespace entrepot::model
