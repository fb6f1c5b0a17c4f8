#include "entrepot/model/sources.hpp"

#include "entrepot/model/submodels/routing.hpp"
#include "entrepot/model/week_context.hpp"
#include "entrepot/model/world/group_order.hpp"

namespace entrepot::model {
namespace {

void acquire(Writes<Record> week, BuyerId b, std::size_t source, double h100e) {
  const auto& acquirers = week->setting.acquirers;
  const std::size_t group = acquirers.row[week->agents.buyers.group[b]];
  if (group < acquirers.names.size()) week.record().acquired(week->month(), group, source) += h100e;
}

std::size_t row_of(const WeekContext& week, Source source) {
  return week.setting.hubs.size() + static_cast<std::size_t>(source);
}

std::size_t source_of(const WeekContext& week, const world::Lot& lot) {
  if (lot.barred) {
    // A place that is not a hub has the row after the last hub, which is that of Source::grey_elsewhere.
    return week.setting.hub_row[week.agents.intermediaries.warehouse[lot.intermediary]];
  }
  const bool controlled_vendor = week.setting.catalogue.vendors.under_controls[week.vendor(lot.product)] != 0;
  return row_of(week, controlled_vendor ? Source::lawful_purchase : Source::domestic_substitute);
}

}  // namespace

bool restricted(scenario::Segment segment) {
  return segment == scenario::Segment::restricted_lab || segment == scenario::Segment::restricted_cloud ||
         segment == scenario::Segment::restricted_military;
}

Acquirers::Acquirers(const scenario::Scenario& scenario) {
  constexpr std::uint16_t none = UINT16_MAX;
  for (const auto& [name, stream, group] : world::in_stream_order("buyers", scenario.buyers)) {
    const bool recorded = restricted(group->segment) || group->grey_contacts > 0;
    row.push_back(recorded ? static_cast<std::uint16_t>(names.size()) : none);
    if (recorded) names.push_back(name);
  }
}

std::size_t leak_route(const world::Geography& geography, RouteId route) {
  const int borders = submodels::exposure(geography, route).border_crossings;
  if (borders == 0) return leak_routes - 1;
  const auto mode = static_cast<std::size_t>(geography.lane(geography.route(route).legs.front()).mode);
  return 2 * mode + (borders > 1 ? 1 : 0);
}

void record_acquisition(Writes<Record> week, const world::Lot& lot) {
  acquire(week, lot.buyer, source_of(week, lot),
          static_cast<double>(lot.units) * week->setting.catalogue.products.h100e[lot.product]);
}

void record_tenancy(Writes<Record> week, BuyerId tenant, ProviderId provider, double h100e) {
  acquire(week, tenant, row_of(week, Source::rented_abroad), h100e);
  const auto& buyers = week->agents.buyers;
  week.record().rented_by_seat(week->month(), buyers.parent[buyers.providers[provider]].row()) += h100e;
}

void record_supply(Writes<Record> week, const world::Lot& lot) {
  const double h100e = static_cast<double>(lot.units) * week->setting.catalogue.products.h100e[lot.product];
  const std::size_t place = week->agents.buyers.jurisdiction[lot.buyer].row();
  week.record().supplied(week->month(), place) += h100e;
  week.record().supply_waited(week->month(), place) += h100e * static_cast<double>(week->number - lot.ordered);
}

}  // namespace entrepot::model
