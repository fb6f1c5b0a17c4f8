#pragma once
// Every table of State, and every column of every table, declared once by name: what compares or saves a whole state
// walks these lists. A member that is added to a struct and not to its list does not compile.

#include "entrepot/core/fields.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot {

// ---- rows ----------------------------------------------------------------------------------------------------------

template <>
struct Fields<world::Order> {
  using T = world::Order;
  static constexpr auto all = std::tuple{field("buyer", &T::buyer),
                                         field("via", &T::via),
                                         field("channel", &T::channel),
                                         field("product", &T::product),
                                         field("pathway", &T::pathway),
                                         field("rule", &T::rule),
                                         field("key", &T::key),
                                         field("placed", &T::placed),
                                         field("exempt", &T::exempt),
                                         field("open", &T::open),
                                         field("unit_price", &T::unit_price),
                                         field("supply_price", &T::supply_price),
                                         field("expires", &T::expires),
                                         field("red_flags", &T::red_flags)};
};
static_assert(declares_all<world::Order>);

template <>
struct Fields<world::FirstSale> {
  using T = world::FirstSale;
  static constexpr auto all =
      std::tuple{field("vendor", &T::vendor), field("unit_price", &T::unit_price), field("month", &T::month),
                 field("week", &T::week),     field("bill_to", &T::bill_to),       field("ship_to", &T::ship_to)};
};
static_assert(declares_all<world::FirstSale>);

template <>
struct Fields<world::Lot> {
  using T = world::Lot;
  static constexpr auto all = std::tuple{field("stage", &T::stage),
                                         field("pathway", &T::pathway),
                                         field("key", &T::key),
                                         field("ordered", &T::ordered),
                                         field("rule", &T::rule),
                                         field("barred", &T::barred),
                                         field("located", &T::located),
                                         field("delayed", &T::delayed),
                                         field("product", &T::product),
                                         field("units", &T::units),
                                         field("channel", &T::channel),
                                         field("intermediary", &T::intermediary),
                                         field("buyer", &T::buyer),
                                         field("place", &T::place),
                                         field("due", &T::due),
                                         field("basis", &T::basis),
                                         field("unit_price", &T::unit_price),
                                         field("deposit", &T::deposit),
                                         field("first_sale", &T::first_sale),
                                         field("route", &T::route),
                                         field("leg", &T::leg),
                                         field("chain", &T::chain)};
};
static_assert(declares_all<world::Lot>);

template <>
struct Fields<world::Cohort> {
  using T = world::Cohort;
  static constexpr auto all =
      std::tuple{field("buyer", &T::buyer), field("product", &T::product), field("units", &T::units)};
};
static_assert(declares_all<world::Cohort>);

template <>
struct Fields<world::Application> {
  using T = world::Application;
  static constexpr auto all = std::tuple{field("order", &T::order), field("filed", &T::filed)};
};
static_assert(declares_all<world::Application>);

template <>
struct Fields<world::Case> {
  using T = world::Case;
  static constexpr auto all = std::tuple{field("target", &T::target), field("closes", &T::closes)};
};
static_assert(declares_all<world::Case>);

template <>
struct Fields<world::LaneBooking> {
  using T = world::LaneBooking;
  static constexpr auto all = std::tuple{field("week", &T::week), field("units", &T::units)};
};
static_assert(declares_all<world::LaneBooking>);

template <>
struct Fields<world::Tenancy> {
  using T = world::Tenancy;
  static constexpr auto all =
      std::tuple{field("tenant", &T::tenant), field("provider", &T::provider), field("h100e", &T::h100e),
                 field("rent", &T::rent),     field("fee", &T::fee),           field("ends", &T::ends)};
};
static_assert(declares_all<world::Tenancy>);

// ---- tables --------------------------------------------------------------------------------------------------------

template <>
struct Fields<world::LotTable> {
  using T = world::LotTable;
  static constexpr auto all = std::tuple{field("rows", &T::rows_), field("free", &T::free_)};
};
// No aggregate: its two members fill it.
static_assert(sizeof(world::LotTable) == sizeof(Column<LotId, world::Lot>) + sizeof(std::vector<LotId>));

template <>
struct Fields<world::BuyerState> {
  using T = world::BuyerState;
  static constexpr auto all = std::tuple{field("installed", &T::installed),
                                         field("on_order", &T::on_order),
                                         field("rented", &T::rented),
                                         field("in_service", &T::in_service),
                                         field("in_service_of", &T::in_service_of),
                                         field("spent", &T::spent),
                                         field("bought", &T::bought),
                                         field("budget_year", &T::budget_year),
                                         field("paid", &T::paid),
                                         field("contacts", &T::contacts, Axis::contact),
                                         field("trust", &T::trust, Axis::contact),
                                         field("platform", &T::platform),
                                         field("fronted", &T::fronted)};
};
static_assert(declares_all<world::BuyerState>);

template <>
struct Fields<world::IntermediaryState> {
  using T = world::IntermediaryState;
  static constexpr auto all = std::tuple{field("markup", &T::markup, Axis::intermediary, Axis::product),
                                         field("markup_week", &T::markup_week, Axis::intermediary, Axis::product),
                                         field("committed", &T::committed),
                                         field("margin", &T::margin),
                                         field("losses", &T::losses),
                                         field("fines", &T::fines),
                                         field("own_detections", &T::own_detections),
                                         field("own_trials", &T::own_trials),
                                         field("belief_week", &T::belief_week),
                                         field("suspicion", &T::suspicion),
                                         field("suspicion_week", &T::suspicion_week),
                                         field("diverted_value", &T::diverted_value),
                                         field("under_case", &T::under_case),
                                         field("listed_from", &T::listed_from),
                                         field("founded", &T::founded),
                                         field("last_diverted", &T::last_diverted),
                                         field("missed_check", &T::missed_check)};
};
static_assert(declares_all<world::IntermediaryState>);

template <>
struct Fields<world::ChannelState> {
  using T = world::ChannelState;
  static constexpr auto all = std::tuple{field("stock", &T::stock, Axis::channel, Axis::product),
                                         field("lots", &T::lots, Axis::channel, Axis::product),
                                         field("book", &T::book, Axis::channel, Axis::product),
                                         field("backlog", &T::backlog, Axis::channel, Axis::product),
                                         field("inbound", &T::inbound, Axis::channel, Axis::product),
                                         field("weekly_demand", &T::weekly_demand, Axis::channel, Axis::product),
                                         field("asked", &T::asked, Axis::channel, Axis::product),
                                         field("detections", &T::detections),
                                         field("trials", &T::trials),
                                         field("margin", &T::margin)};
};
static_assert(declares_all<world::ChannelState>);

template <>
struct Fields<world::VendorState> {
  using T = world::VendorState;
  static constexpr auto all = std::tuple{field("stock", &T::stock),
                                         field("finishing", &T::finishing, Axis::week),
                                         field("in_production", &T::in_production),
                                         field("unmet", &T::unmet),
                                         field("weekly_shipments", &T::weekly_shipments),
                                         field("wait_weeks", &T::wait_weeks),
                                         field("book", &T::book),
                                         field("revenue", &T::revenue),
                                         field("levies", &T::levies)};
};
static_assert(declares_all<world::VendorState>);

template <>
struct Fields<world::HubState> {
  using T = world::HubState;
  static constexpr auto all = std::tuple{field("imports", &T::imports),
                                         field("earlier_imports", &T::earlier_imports),
                                         field("recalled_imports", &T::recalled_imports),
                                         field("recalled_earlier_imports", &T::recalled_earlier_imports),
                                         field("detections", &T::detections),
                                         field("trials", &T::trials),
                                         field("watch_listed", &T::watch_listed),
                                         field("firms", &T::firms),
                                         field("grey_asked", &T::grey_asked),
                                         field("grey_met", &T::grey_met),
                                         field("grey_profit", &T::grey_profit),
                                         field("listings", &T::listings)};
};
static_assert(declares_all<world::HubState>);

template <>
struct Fields<world::EnforcementState> {
  using T = world::EnforcementState;
  static constexpr auto all = std::tuple{field("leads", &T::leads),
                                         field("cases", &T::cases),
                                         field("check_budget", &T::check_budget),
                                         field("hub_check_budget", &T::hub_check_budget),
                                         field("licence_capacity", &T::licence_capacity),
                                         field("recent_consignees", &T::recent_consignees),
                                         field("reveals", &T::reveals, Axis::week),
                                         field("home_sales", &T::home_sales),
                                         field("licensed_units", &T::licensed_units, Axis::rule, Axis::product),
                                         field("licensed_compute", &T::licensed_compute, Axis::rule, Axis::place),
                                         field("listed_buyers", &T::listed_buyers),
                                         field("checks_made", &T::checks_made),
                                         field("checks_failed", &T::checks_failed),
                                         field("cases_closed", &T::cases_closed),
                                         field("cases_proved", &T::cases_proved),
                                         field("returns", &T::returns, Axis::week)};
};
static_assert(declares_all<world::EnforcementState>);

template <>
struct Fields<world::RentalState> {
  using T = world::RentalState;
  static constexpr auto all =
      std::tuple{field("rent", &T::rent), field("rented_out", &T::rented_out), field("tenancies", &T::tenancies)};
};
static_assert(declares_all<world::RentalState>);

template <>
struct Fields<world::RetailState> {
  using T = world::RetailState;
  static constexpr auto all =
      std::tuple{field("price", &T::price), field("caution", &T::caution), field("expected", &T::expected),
                 field("stock", &T::stock), field("bought", &T::bought),   field("takings", &T::takings),
                 field("paid", &T::paid)};
};
static_assert(declares_all<world::RetailState>);

template <>
struct Fields<world::PublicState> {
  using T = world::PublicState;
  static constexpr auto all = std::tuple{field("treasury", &T::treasury), field("carriers", &T::carriers),
                                         field("seized", &T::seized), field("retired", &T::retired)};
};
static_assert(declares_all<world::PublicState>);

template <>
struct Fields<world::State> {
  using T = world::State;
  static constexpr auto all = std::tuple{field("buyers", &T::buyers),
                                         field("intermediaries", &T::intermediaries),
                                         field("channels", &T::channels),
                                         field("vendors", &T::vendors),
                                         field("hubs", &T::hubs),
                                         field("enforcement", &T::enforcement),
                                         field("outside", &T::outside),
                                         field("rental", &T::rental),
                                         field("retail", &T::retail),
                                         field("lots", &T::lots),
                                         field("lanes", &T::lanes),
                                         field("due", &T::due, Axis::week),
                                         field("retiring", &T::retiring, Axis::week),
                                         field("applications", &T::applications)};
};
static_assert(declares_all<world::State>);

}  // namespace entrepot
