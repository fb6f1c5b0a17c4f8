#pragma once
// What a replicate records and the books it keeps, declared by name (core/fields.hpp).

#include "entrepot/core/archive.hpp"
#include "entrepot/core/fields.hpp"
#include "entrepot/model/ledger.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/model/tick_fields.hpp"

namespace entrepot {

/// Tallies are unpacked into tallies of the same shape, which follows from the scenario.
template <class T, std::size_t Rank>
struct Packing<model::Tally<T, Rank>> {
  using Tally = model::Tally<T, Rank>;
  static void pack(Packer& to, const Tally& tally) { to.pack(tally.values()); }
  static void unpack(Unpacker& from, Tally& tally) {
    const std::size_t cells = tally.values().size();
    from.unpack(tally.values());
    if (tally.values().size() != cells) Unpacker::fail("has a tally of another shape");
  }
  static std::string layout() { return layout_of<std::vector<T>>() + "/" + std::to_string(Rank); }
};

template <>
struct Fields<submodels::Quote> {
  using T = submodels::Quote;
  static constexpr auto all =
      std::tuple{field("luck", &T::luck), field("price_ratio", &T::price_ratio), field("error", &T::error)};
};
static_assert(declares_all<submodels::Quote>);

template <>
struct Fields<model::Returns> {
  using T = model::Returns;
  static constexpr auto all = std::tuple{field("arrivals", &T::arrivals),
                                         field("imports", &T::imports),
                                         field("re_exports", &T::re_exports),
                                         field("shipments", &T::shipments),
                                         field("installed", &T::installed),
                                         field("imports_value", &T::imports_value),
                                         field("re_exports_value", &T::re_exports_value),
                                         field("seized", &T::seized),
                                         field("checks", &T::checks),
                                         field("unfavourable_checks", &T::unfavourable_checks),
                                         field("listings", &T::listings),
                                         field("quotes", &T::quotes),
                                         field("quoted_premium", &T::quoted_premium)};
};
static_assert(declares_all_bytes<model::Returns>);

template <>
struct Fields<model::CustodyHop> {
  using T = model::CustodyHop;
  static constexpr auto all =
      std::tuple{field("lot", &T::lot),   field("week", &T::week), field("event", &T::event),  field("mode", &T::mode),
                 field("from", &T::from), field("to", &T::to),     field("amount", &T::amount)};
};
static_assert(declares_all<model::CustodyHop>);

template <>
struct Fields<model::CustodyLot> {
  using T = model::CustodyLot;
  static constexpr auto all = std::tuple{field("order", &T::order),
                                         field("ordered", &T::ordered),
                                         field("product", &T::product),
                                         field("vendor", &T::vendor),
                                         field("units", &T::units),
                                         field("end_user_group", &T::end_user_group),
                                         field("end_user_place", &T::end_user_place),
                                         field("intermediary", &T::intermediary),
                                         field("intermediary_group", &T::intermediary_group),
                                         field("hub", &T::hub),
                                         field("seat", &T::seat),
                                         field("shell", &T::shell),
                                         field("channel_group", &T::channel_group),
                                         field("channel_place", &T::channel_place),
                                         field("cover_rule", &T::cover_rule),
                                         field("broken_rule", &T::broken_rule),
                                         field("red_flags", &T::red_flags),
                                         field("first_sale_price", &T::first_sale_price),
                                         field("supply_price", &T::supply_price),
                                         field("end_user_price", &T::end_user_price),
                                         field("fate", &T::fate),
                                         field("failed_check", &T::failed_check),
                                         field("ended", &T::ended),
                                         field("hops", &T::hops)};
};
static_assert(declares_all<model::CustodyLot>);

template <>
struct Fields<model::CustodyChain> {
  using T = model::CustodyChain;
  static constexpr auto all = std::tuple{field("lot", &T::lot), field("hops", &T::hops)};
};
static_assert(declares_all<model::CustodyChain>);

template <>
struct Fields<model::CustodyLog> {
  using T = model::CustodyLog;
  static constexpr auto all = std::tuple{field("under_way", &T::under_way_), field("free", &T::free_),
                                         field("lots", &T::lots_), field("hops", &T::hops_)};
};
static_assert(declares_all_bytes<model::CustodyLog>);

template <>
struct Fields<model::Record> {
  using T = model::Record;
  static constexpr auto all = std::tuple{field("produced", &T::produced),
                                         field("sold", &T::sold),
                                         field("controlled_sold", &T::controlled_sold),
                                         field("leaked", &T::leaked),
                                         field("seized", &T::seized),
                                         field("leaked_by_hub", &T::leaked_by_hub),
                                         field("hub_received", &T::hub_received),
                                         field("leaked_by_path", &T::leaked_by_path),
                                         field("weekly_leaked_by_hub", &T::weekly_leaked_by_hub),
                                         field("leaked_by_route", &T::leaked_by_route),
                                         field("acquired", &T::acquired),
                                         field("licence_applications", &T::licence_applications),
                                         field("licence_approvals", &T::licence_approvals),
                                         field("licence_denials", &T::licence_denials),
                                         field("honest_orders_refused", &T::honest_orders_refused),
                                         field("honest_units_refused", &T::honest_units_refused),
                                         field("grey_orders_refused", &T::grey_orders_refused),
                                         field("honest_lots_delayed", &T::honest_lots_delayed),
                                         field("units_barred", &T::units_barred),
                                         field("cases_opened", &T::cases_opened),
                                         field("entity_listings", &T::entity_listings),
                                         field("end_use_checks", &T::end_use_checks),
                                         field("grey_units_asked", &T::grey_units_asked),
                                         field("grey_units_accepted", &T::grey_units_accepted),
                                         field("tenants_refused", &T::tenants_refused),
                                         field("location_reveals", &T::location_reveals),
                                         field("firms_founded", &T::firms_founded),
                                         field("firms_returned", &T::firms_returned),
                                         field("firms_closed", &T::firms_closed),
                                         field("grey_orders_split", &T::grey_orders_split),
                                         field("leaked_by_cause", &T::leaked_by_cause),
                                         field("custody", &T::custody),
                                         field("rule_units", &T::rule_units),
                                         field("leaked_h100e", &T::leaked_h100e),
                                         field("controlled_h100e_sold", &T::controlled_h100e_sold),
                                         field("restricted_stock", &T::restricted_stock),
                                         field("rented_h100e", &T::rented_h100e),
                                         field("rent", &T::rent),
                                         field("leaked_value", &T::leaked_value),
                                         field("controlled_value_sold", &T::controlled_value_sold),
                                         field("grey_premium", &T::grey_premium),
                                         field("vendor_revenue", &T::vendor_revenue),
                                         field("flow", &T::flow),
                                         field("leaked_flow", &T::leaked_flow),
                                         field("revenue_share_paid", &T::revenue_share_paid),
                                         field("duty_paid", &T::duty_paid),
                                         field("revenue_by_fate", &T::revenue_by_fate),
                                         field("barred_value", &T::barred_value),
                                         field("waiting_value", &T::waiting_value),
                                         field("licence_weeks_waited", &T::licence_weeks_waited),
                                         field("returns", &T::returns),
                                         field("published", &T::published),
                                         field("retail_asked", &T::retail_asked),
                                         field("retail_sold", &T::retail_sold),
                                         field("retail_carried_off", &T::retail_carried_off),
                                         field("retail_takings", &T::retail_takings),
                                         field("retail_price", &T::retail_price),
                                         field("retail_found_out", &T::retail_found_out),
                                         field("agents", &T::agents)};
};
static_assert(declares_all_bytes<model::Record>);

template <>
struct Fields<model::Ledger> {
  using T = model::Ledger;
  static constexpr auto all =
      std::tuple{field("products", &T::products_), field("goods", &T::goods_), field("buyer_units", &T::buyer_units_),
                 field("money", &T::money_), field("moved_buyers", &T::moved_buyers_)};
};
static_assert(declares_all_bytes<model::Ledger>);

}  // namespace entrepot
