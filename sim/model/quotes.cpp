#include "entrepot/model/quotes.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/model/contacts.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/submodels/list_price.hpp"

namespace entrepot::model {

ChannelId supplier_of(const WeekContext& week, IntermediaryId i, ProductId p) {
  const VendorId vendor = week.setting.catalogue.products.vendor[p];
  if ((week.state.intermediaries.cut_off[i] >> vendor.value & 1U) != 0) return ChannelId::none();
  for (const ChannelId c : week.agents.intermediaries.suppliers_of(i)) {
    if (week.agents.channels.carries(c, vendor) && !week.barred(c, vendor)) return c;
  }
  return ChannelId::none();
}

bool on_offer(const WeekContext& week, ProductId p, ChannelId c) {
  if (week.number < week.setting.catalogue.products.end[p] || week.state.vendors.stock[p] > 0) return true;
  return c.exists() && week.state.channels.stock[week.cell(c, p)] > week.state.channels.backlog[week.cell(c, p)];
}

double premium_over_list(const WeekContext& week, ProductId p, double dollars) {
  return dollars / week.list_price(p).dollars() - 1.0;
}

namespace {

/// Costs of a unit beyond its purchase, on the way by a route.
submodels::DiversionCosts costs_of(const WeekContext& week, IntermediaryId i, ProductId p, RouteId route, Money supply,
                                   double believed) {
  const auto& table = week.agents.intermediaries;
  // A quote is for a lot of the size that the firm can plausibly order.
  const double usual_lot = std::max(1.0, static_cast<double>(table.plausible_units[i]));
  const double loss = loss_on(week, i, usual_lot * supply.dollars()) / usual_lot;
  return {.route = week.setting.geography.route(route).cost.dollars() + week.scenario().grey_market.concealment_cost,
          .wrongdoing = table.integrity[i] * week.list_price(p).dollars(),
          .expected_loss = (1.0 + static_cast<double>(table.risk_aversion[i])) * believed * loss};
}

/// Share of diverters' open orders that suppliers fill in a week, of late.
double granted(const WeekContext& week, ProductId p) {
  const auto& channels = week.state.channels;
  return channels.grey_wanted[p] > 0 ? channels.grey_served[p] / channels.grey_wanted[p] : 1.0;
}

}  // namespace

Units room_for(const WeekContext& week, IntermediaryId i, ProductId p, ChannelId supplier, Money price,
               double deposit) {
  const auto& market = week.scenario().grey_market;
  if (!supplier.exists()) return 0;
  const double source =
      market.promise_weeks * static_cast<double>(week.agents.intermediaries.plausible_units[i]) * granted(week, p);
  const Units promised = week.state.intermediaries.promised[week.cell(i, p)];
  const Units room = std::max<Units>(0, static_cast<Units>(std::floor(source)) - promised);
  const Money each = capital_per_unit(week, i, week.channel_price(supplier, p), price, deposit);
  return each.cents > 0 ? std::min(room, free_capital(week, i).cents / each.cents) : room;
}

namespace {

/// The position of a seller that waits some weeks for a unit at a price.
submodels::SellerPosition position_at(const WeekContext& week, IntermediaryId i, ProductId p, Money supply, double wait,
                                      JurisdictionId place, double believed, ChannelId supplier) {
  const auto& market = week.scenario().grey_market;
  const auto& table = week.state.intermediaries;
  const auto& route = week.setting.geography.routes(week.agents.intermediaries.warehouse[i], place).front();
  const std::size_t cell = week.cell(i, p);
  const double cost = submodels::cost_to_order(supply.dollars(), wait + week.setting.geography.route(route).weeks,
                                               costs_of(week, i, p, route, supply, believed), market);
  const double demand =
      submodels::expected_demand(table.expected_demand[cell], week.number - table.demand_week[cell], market);
  const double least_demand = static_cast<double>(week.system_units(p));
  const Money expected = Money::from_dollars(std::max(cost, table.expected_price[cell]));
  return {.cost = cost,
          .expected_price = table.expected_price[cell],
          .weekly_demand = demand,
          .weeks_of_stock =
              static_cast<double>(table.stock[cell] + table.own_orders[cell]) / std::max(demand, least_demand),
          .weeks_planned = market.cover_weeks + wait,
          .used_up = submodels::share_used_up(static_cast<double>(table.promised[cell]),
                                              static_cast<double>(room_for(week, i, p, supplier, expected, 0)),
                                              granted(week, p)),
          .used_value = market.used_value * week.list_price(p).dollars()};
}

}  // namespace

submodels::SellerPosition seller_position(const WeekContext& week, IntermediaryId i, ProductId p, ChannelId supplier,
                                          JurisdictionId place, double believed) {
  return position_at(week, i, p, week.channel_price(supplier, p), week.state.vendors.wait_weeks[p], place, believed,
                     supplier);
}

submodels::SellerPosition position_with_used(const WeekContext& week, IntermediaryId i, ProductId p, Money price,
                                             JurisdictionId place, double believed) {
  return position_at(week, i, p, price, 1, place, believed, ChannelId::none());
}

GreyTerms grey_terms(const WeekContext& week, BuyerId b, ProductId p, double sought, std::uint32_t contact,
                     double believed) {
  const IntermediaryId i = week.state.buyers.contacts[contact];
  const JurisdictionId place = week.agents.buyers.jurisdiction[b];
  const auto routes = week.setting.geography.routes(week.agents.intermediaries.warehouse[i], place);
  const ChannelId supplier = supplier_of(week, i, p);
  const Units stock = week.state.intermediaries.stock[week.cell(i, p)];
  if (routes.empty() || (!supplier.exists() && stock == 0)) return {};
  const auto form = week.scenario().model.price;
  const auto position = seller_position(week, i, p, supplier, place, believed);
  GreyTerms terms{.least = submodels::lowest_prices(position, form, week.scenario().grey_market)};
  const Units most = largest_deal(week, contact, sought);
  terms.in_stock = std::min(most, stock);
  if (!week.listed(i)) {
    const Money price = Money::from_dollars(terms.least.to_order);
    terms.to_order = std::min(most, room_for(week, i, p, supplier, price, deposit_for(week, contact)));
  }
  return terms;
}

double passed_on_share(const WeekContext& week, ProductId p) {
  return submodels::levy_passed_on(week.state.vendors.full[week.setting.catalogue.products.line[p]] != 0,
                                   week.scenario().supply);
}

double licence_charges(const WeekContext& week, ProductId p, RuleId licence) {
  const auto levy = week.rules.levy(licence);
  return levy.duty + (levy.revenue_share > 0 ? levy.revenue_share * passed_on_share(week, p) : 0.0);
}

double rent_for(const WeekContext& week, BuyerId tenant) {
  const double fee = week.state.buyers.fronted[tenant] != 0 ? week.scenario().cloud.front_fee : 0.0;
  return week.state.rental.rent * (1.0 + fee);
}

}  // namespace entrepot::model
