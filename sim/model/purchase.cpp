#include "entrepot/model/purchase.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/units.hpp"
#include "entrepot/model/submodels/diversion.hpp"
#include "entrepot/model/submodels/grey_price.hpp"
#include "entrepot/model/submodels/licensing.hpp"
#include "entrepot/model/submodels/perceived_risk.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/submodels/targeting.hpp"

namespace entrepot::model {

namespace {

/// Row of [rule x declared place] tables.
std::size_t licensed_row(const Tick& tick, RuleId rule, JurisdictionId place) {
  return rule.row() * tick.setting.geography.jurisdictions().size() + place.row();
}

/// A grey order has a rule if its cover story has a licence under it.
bool is_licensed(const world::Order& order) {
  return order.pathway == world::Pathway::licensed || (order.pathway == world::Pathway::grey && order.rule.exists());
}

/// What an intermediary has to go by wherever it crosses: its own lots, and listings along its suppliers.
submodels::Experience experience_of(const Tick& tick, IntermediaryId i) {
  const auto& table = tick.state.intermediaries;
  submodels::Experience experience{
      .own = submodels::remembered({table.own_detections[i], table.own_trials[i]}, tick.week - table.belief_week[i],
                                   tick.scenario().perception),
      .hub = {},
      .suppliers = {}};
  for (const ChannelId c : tick.agents.intermediaries.suppliers_of(i)) {
    experience.suppliers.detections += tick.state.channels.detections[c];
    experience.suppliers.trials += tick.state.channels.trials[c];
  }
  return experience;
}

}  // namespace

void charge_budget(Tick& tick, BuyerId b, Money amount) {
  auto& buyers = tick.state.buyers;
  const auto year = static_cast<std::int16_t>(tick.week / weeks_per_year);
  if (buyers.budget_year[b] != year) {
    buyers.budget_year[b] = year;
    buyers.spent[b] = Money{};
    buyers.bought[b] = 0;
  }
  buyers.spent[b] += amount;
}

void commit(Tick& tick, BuyerId b, ProductId p, Units units, Money unit_price) {
  tick.state.buyers.on_order[b] += static_cast<double>(units) * tick.agents.buyers.effective(b, p);
  charge_budget(tick, b, unit_price * units);
  tick.state.buyers.bought[b] += static_cast<double>(units) * tick.setting.catalogue.products.h100e[p];
}

void release(Tick& tick, BuyerId b, ProductId p, Units units, Money unit_price, Week placed) {
  auto& buyers = tick.state.buyers;
  buyers.on_order[b] =
      std::max(0.0, buyers.on_order[b] - static_cast<double>(units) * tick.agents.buyers.effective(b, p));
  if (buyers.budget_year[b] == placed / weeks_per_year)
    buyers.spent[b] = std::max(Money{}, buyers.spent[b] - unit_price * units);
}

Money capital_per_unit(const scenario::GreyMarket& market, Money supply_price, Money unit_price) {
  return std::max(Money{}, supply_price - unit_price.scaled(market.deposit));
}

void install(Tick& tick, BuyerId b, ProductId p, Units units) {
  auto& buyers = tick.state.buyers;
  const double h100e = static_cast<double>(units) * tick.agents.buyers.effective(b, p);
  buyers.on_order[b] = std::max(0.0, buyers.on_order[b] - h100e);
  buyers.installed[b] += h100e;
  buyers.in_service[b] += static_cast<FewUnits>(units);
  buyers.in_service_of[p] += units;
  buyers.platform[b] = tick.vendor(p);
  tick.ledger.move(transit(), holder(b), p, units);
  const auto retires = tick.week + static_cast<Week>(tick.scenario().demand.service_life_weeks);
  if (retires < tick.setting.calendar.weeks()) tick.state.retiring[retires].push_back({b, p, units});
}

void give_up(Tick& tick, const world::Order& order, Units units) {
  release(tick, order.buyer, order.product, units, order.unit_price, order.placed);
  if (order.pathway == world::Pathway::grey) {
    tick.state.intermediaries.committed[order.via] -=
        capital_per_unit(tick.scenario().grey_market, order.supply_price, order.unit_price) * units;
  }
}

void cancel(Tick& tick, const world::Order& order, Units units) {
  give_up(tick, order, units);
  if (is_licensed(order)) count_licensed(tick, order, -units);
}

ChannelId supplier_of(const Tick& tick, IntermediaryId i, ProductId p) {
  const VendorId vendor = tick.setting.catalogue.products.vendor[p];
  for (const ChannelId c : tick.agents.intermediaries.suppliers_of(i)) {
    if (tick.agents.channels.carries(c, vendor)) return c;
  }
  return ChannelId::none();
}

double believed_on_route(const Tick& tick, IntermediaryId i, RouteId route) {
  auto experience = experience_of(tick, i);
  double undetected = 1.0;
  for (const LaneId leg : tick.setting.geography.route(route).legs) {
    const world::Lane& lane = tick.setting.geography.lane(leg);
    experience.hub = {tick.state.hubs.detections[lane.from], tick.state.hubs.trials[lane.from]};
    const double per_crossing =
        submodels::perceived_detection(tick.agents.intermediaries.prior_detection[i], experience,
                                       tick.scenario().perception, tick.scenario().model.risk);
    undetected *= 1.0 - submodels::perceived_on_lane(per_crossing, lane.inspection_factor);
  }
  return 1.0 - undetected;
}

double believed_detection(const Tick& tick, IntermediaryId i, BuyerId b) {
  const auto routes =
      tick.setting.geography.routes(tick.agents.intermediaries.warehouse[i], tick.agents.buyers.jurisdiction[b]);
  return routes.empty() ? 1.0 : believed_on_route(tick, i, routes.front());
}

double rent_for(const Tick& tick, BuyerId tenant) {
  const double fee = tick.state.buyers.fronted[tenant] != 0 ? tick.scenario().cloud.front_fee : 0.0;
  return tick.state.rental.rent * (1.0 + fee);
}

double loss_on(const Tick& tick, IntermediaryId i, double lot_value) {
  const auto& table = tick.agents.intermediaries;
  const auto& legal = tick.setting.geography.jurisdictions().facts[table.jurisdiction[i]].legal;
  return submodels::loss_if_caught(
      {.lot_value = lot_value,
       .fine_multiple = legal.fine_multiple * tick.rules.levers().fines[table.jurisdiction[i]],
       .honest_revenue = table.honest_revenue[i],
       .honest_years = tick.scenario().grey_market.honest_profit_years,
       .working_capital = own_capital(tick, i).dollars(),
       .limited_liability = table.limited_liability[i] != 0});
}

double posted_markup(const Tick& tick, IntermediaryId i, ProductId p, BuyerId b, double believed) {
  const auto& market = tick.scenario().grey_market;
  const auto& table = tick.agents.intermediaries;
  const ChannelId supplier = supplier_of(tick, i, p);
  const auto routes = tick.setting.geography.routes(table.warehouse[i], tick.agents.buyers.jurisdiction[b]);
  if (!supplier.exists() || routes.empty()) return market.maximum_markup;

  const Money supply = tick.agents.channels.price_of(supplier, p);
  // A quote is for a lot of the size that the firm can plausibly order.
  const double usual_lot = std::max(1.0, static_cast<double>(table.plausible_units[i]));
  const double loss = loss_on(tick, i, usual_lot * supply.dollars()) / usual_lot;
  const submodels::DiversionCosts costs{
      .route = tick.setting.geography.route(routes.front()).cost.dollars() + market.concealment_cost,
      .wrongdoing = table.wrongdoing_cost[i],
      .expected_loss = (1.0 + static_cast<double>(table.risk_aversion[i])) * believed * loss};
  const double floor = submodels::markup_floor(costs, tick.setting.catalogue.products.list_price[p], supply, market);
  const std::size_t cell = tick.cell(i, p);
  const double posted = submodels::idle_markup(tick.state.intermediaries.markup[cell],
                                               tick.week - tick.state.intermediaries.markup_week[cell], market);
  return std::max(floor, posted);
}

Money own_capital(const Tick& tick, IntermediaryId i) {
  const auto& table = tick.state.intermediaries;
  const Money founded_with = Money::from_dollars(tick.agents.intermediaries.working_capital[i]);
  const Money retained = std::max(Money{}, table.margin[i]).scaled(tick.scenario().grey_market.retained_share);
  return founded_with + retained - table.losses[i] - table.fines[i];
}

Money free_capital(const Tick& tick, IntermediaryId i) {
  return std::max(Money{}, own_capital(tick, i) - tick.state.intermediaries.committed[i]);
}

Units affordable(const Tick& tick, const world::Order& order) {
  const Money each = capital_per_unit(tick.scenario().grey_market, order.supply_price, order.unit_price);
  if (each.cents <= 0) return order.open;
  return std::min(order.open, free_capital(tick, order.via).cents / each.cents);
}

double exempt_compute(const Tick& tick, BuyerId b, RuleId rule) {
  const auto& buyers = tick.state.buyers;
  double allowed = 0;
  for (const auto& exemption : tick.rules.exemptions()) {
    if (exemption.licence_rule == rule) allowed = std::max(allowed, exemption.h100e_per_year);
  }
  const double bought = buyers.budget_year[b] == tick.week / weeks_per_year ? buyers.bought[b] : 0.0;
  return std::max(0.0, allowed - bought);
}

JurisdictionId declared_place(const Tick& tick, const world::Order& order) {
  return order.pathway == world::Pathway::grey ? tick.agents.intermediaries.warehouse[order.via]
                                               : tick.agents.buyers.jurisdiction[order.buyer];
}

Units licensable(const Tick& tick, ProductId p, RuleId rule, JurisdictionId place) {
  const auto& enforcement = tick.state.enforcement;
  Units left = INT64_MAX;
  for (const auto& cap : tick.rules.volume_caps()) {
    if (cap.licence_rule != rule) continue;
    left = std::min(left, submodels::cap_left(cap.share_of_home_sales, enforcement.home_sales[p],
                                              enforcement.licensed_units[tick.cell(rule, p)]));
  }
  for (const auto& cap : tick.rules.country_caps()) {
    if (cap.licence_rule != rule) continue;
    const double compute = cap.h100e - enforcement.licensed_compute[licensed_row(tick, rule, place)];
    left = std::min(left,
                    static_cast<Units>(std::max(0.0, std::floor(compute / tick.setting.catalogue.products.h100e[p]))));
  }
  return left;
}

void count_licensed(Tick& tick, const world::Order& order, Units units) {
  auto& enforcement = tick.state.enforcement;
  enforcement.licensed_units[tick.cell(order.rule, order.product)] += units;
  enforcement.licensed_compute[licensed_row(tick, order.rule, declared_place(tick, order))] +=
      static_cast<double>(units) * tick.setting.catalogue.products.h100e[order.product];
}

void remember(Tick& tick, IntermediaryId i, double detections, double trials) {
  auto& table = tick.state.intermediaries;
  const auto kept = submodels::remembered({table.own_detections[i], table.own_trials[i]},
                                          tick.week - table.belief_week[i], tick.scenario().perception);
  table.own_detections[i] = kept.detections + detections;
  table.own_trials[i] = kept.trials + trials;
  table.belief_week[i] = tick.week;
}

double cooperation(const Tick& tick, JurisdictionId place) {
  const auto& customs = tick.setting.geography.jurisdictions().facts[place].customs;
  const double reacted =
      submodels::reacted_cooperation(customs.cooperation, customs.responsiveness, tick.state.hubs.listings[place],
                                     tick.scenario().enforcement.listings_to_half);
  return std::max(reacted, tick.rules.levers().cooperation[place]);
}

void add_suspicion(Tick& tick, IntermediaryId i, double weight) {
  auto& table = tick.state.intermediaries;
  table.suspicion[i] =
      submodels::faded(table.suspicion[i], tick.week - table.suspicion_week[i], tick.scenario().suspicion) + weight;
  table.suspicion_week[i] = tick.week;
  auto& leads = tick.state.enforcement.leads;
  if (table.under_case[i] == 0 && std::find(leads.begin(), leads.end(), i) == leads.end()) leads.push_back(i);
}

}  // namespace entrepot::model
