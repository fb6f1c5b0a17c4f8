#include "entrepot/model/flows.hpp"

namespace entrepot::model {
namespace {

constexpr std::size_t row_of(View view) { return static_cast<std::size_t>(view); }

std::size_t not_yet(const WeekContext& week) { return week.setting.geography.jurisdictions().size(); }

/// Row of a place on the way: places that are no hub share one.
std::size_t way_by(const WeekContext& week, JurisdictionId place) { return week.setting.hub_row[place]; }

std::size_t no_way(const WeekContext& week) { return week.setting.hubs.size() + 1; }

std::size_t true_way(const WeekContext& week, const world::Lot& lot) {
  if (lot.intermediary.exists()) return way_by(week, week.agents.intermediaries.warehouse[lot.intermediary]);
  return lot.channel.exists() ? way_by(week, week.agents.channels.jurisdiction[lot.channel]) : no_way(week);
}

}  // namespace

void book_flow(Writes<Record> week, const world::FirstSale& sale, Money value) {
  auto& flow = week.record().flow;
  const std::size_t quarter = week->setting.months.quarter[sale.month];
  const std::size_t vendor = sale.vendor.row();
  flow(quarter, vendor, row_of(View::bill_to), way_by(week, sale.bill_to), not_yet(week)) += value.cents;
  flow(quarter, vendor, row_of(View::ship_to), way_by(week, sale.ship_to), not_yet(week)) += value.cents;
  flow(quarter, vendor, row_of(View::headquarters), way_by(week, sale.seat), not_yet(week)) += value.cents;
  flow(quarter, vendor, row_of(View::true_destination), no_way(week), not_yet(week)) += value.cents;
}

void resolve_flow(Writes<Record> week, const world::Lot& lot) {
  auto& record = week.record();
  const auto& sale = lot.first_sale;
  const std::int64_t cents = (sale.unit_price * lot.units).cents;
  const std::size_t quarter = week->setting.months.quarter[sale.month];
  const std::size_t vendor = sale.vendor.row();
  const std::size_t end = week->agents.buyers.jurisdiction[lot.buyer].row();
  const auto move = [&](View view, std::size_t before, std::size_t way) {
    record.flow(quarter, vendor, row_of(view), before, not_yet(week)) -= cents;
    record.flow(quarter, vendor, row_of(view), way, end) += cents;
    if (lot.barred) record.leaked_flow(quarter, vendor, row_of(view), way, end) += cents;
  };
  move(View::bill_to, way_by(week, sale.bill_to), way_by(week, sale.bill_to));
  move(View::ship_to, way_by(week, sale.ship_to), way_by(week, sale.ship_to));
  move(View::headquarters, way_by(week, sale.seat), way_by(week, sale.seat));
  move(View::true_destination, no_way(week), true_way(week, lot));
}

}  // namespace entrepot::model
