// The tallies of model::Record as datasets.

#include "output_tables.hpp"

namespace entrepot::results {
namespace {

using model::Record;
using model::Tally;

/// An output that is a tally as it stands.
template <class T, std::size_t Rank>
auto as_is(Tally<T, Rank> Record::*tally) {
  return [tally](const Axes&, const Record& record) -> Values { return (record.*tally).values(); };
}

/// An output in USD of a tally in US cents.
template <std::size_t Rank>
auto in_dollars(Tally<std::int64_t, Rank> Record::*tally) {
  return [tally](const Axes&, const Record& record) -> Values {
    const auto& cents = (record.*tally).values();
    std::vector<double> dollars;
    dollars.reserve(cents.size());
    for (const std::int64_t amount : cents) dollars.push_back(Money{amount}.dollars());
    return dollars;
  };
}

/// An output that is a tally of what is declared or published, as it stands.
template <class Part, class T, std::size_t Rank>
auto as_is(Part Record::*part, Tally<T, Rank> Part::*tally) {
  return [part, tally](const Axes&, const Record& record) -> Values { return (record.*part.*tally).values(); };
}

constexpr auto integer = NumberType::integer;
constexpr auto real = NumberType::real;

}  // namespace

std::vector<Output> raw_outputs() {
  using R = Record;
  using D = model::Returns;
  using P = model::Published;
  using S = Summarised;
  // One output a line, however long: a table reads best as rows.
  // clang-format off
  return {
      {{"produced", {"week", "product"}, integer, "units", "Units produced", "Finished by the vendors' production lines."}, S::no, as_is(&R::produced)},
      {{"sold", {"week", "product"}, integer, "units", "Units sold", "First sales by vendors, in the week of the invoice."}, S::no, as_is(&R::sold)},
      {{"controlled_sold", {"week", "product"}, integer, "units", "Controlled units sold", "First sales of products that needed a licence for some end user in that week."}, S::no, as_is(&R::controlled_sold)},
      {{"leaked", {"week", "product"}, integer, "units", "Units leaked", "Controlled units that reached an end user who needed a licence and had none, in the week of delivery."}, S::yes, as_is(&R::leaked)},
      {{"seized", {"week", "product"}, integer, "units", "Units seized", "Diverted units taken at a border or transfer."}, S::no, as_is(&R::seized)},
      {{"leaked_by_hub", {"month", "hub"}, integer, "units", "Units leaked by hub", "Leaked units by the hub whose intermediary diverted them; leaks through other places are left out."}, S::yes, as_is(&R::leaked_by_hub)},
      {{"hub_received", {"month", "hub"}, integer, "units", "Units received in hubs", "Units that reached consignees in the hub."}, S::no, as_is(&R::hub_received)},
      {{"leaked_by_path", {"month", "path"}, integer, "units", "Units leaked by path", "Leaked units by the way they went from hub to end user."}, S::no, as_is(&R::leaked_by_path)},
      {{"weekly_leaked_by_hub", {"week", "hub"}, integer, "units", "Units leaked by hub and week", "As leaked_by_hub, by the week of delivery."}, S::no, as_is(&R::weekly_leaked_by_hub)},
      {{"leaked_by_route", {"month", "hub", "route"}, integer, "units", "Units leaked by hub and route", "As leaked_by_hub, by the way the goods left the hub."}, S::no, as_is(&R::leaked_by_route)},
      {{"acquired", {"month", "buyer_group", "source"}, real, "H100e", "Compute acquired by source", "What the groups of buyers got, in the month of delivery: nominal H100 equivalents of the products, whatever their software or the buyer's work. Rent counts the compute of new contracts when they begin, in the same unit: a flow of rent that ends with the contract, not a purchase."}, S::no, as_is(&R::acquired)},
      {{"leaked_by_cause", {"month", "leak_hub", "intermediary_group", "failed_check"}, integer, "units", "Units leaked by cause", "Leaked units by the hub, the kind of intermediary that diverted them, and the last check that could have stopped them."}, S::no, as_is(&R::leaked_by_cause)},
      {{"licence_applications", {"week"}, integer, "applications", "Licence applications", "Filed in the week."}, S::no, as_is(&R::licence_applications)},
      {{"licence_approvals", {"week"}, integer, "applications", "Licences approved", "Closed with approval in the week."}, S::no, as_is(&R::licence_approvals)},
      {{"licence_denials", {"week"}, integer, "applications", "Licences denied", "Closed with denial in the week."}, S::no, as_is(&R::licence_denials)},
      {{"honest_orders_refused", {"week"}, integer, "orders", "Honest orders refused", "Orders for an honest end user that a supplier's screening turned down: collateral harm."}, S::no, as_is(&R::honest_orders_refused)},
      {{"honest_units_refused", {"week"}, integer, "units", "Units of honest orders refused", "Units of the honest orders that screening turned down."}, S::no, as_is(&R::honest_units_refused)},
      {{"grey_orders_refused", {"week"}, integer, "orders", "Diverters' orders refused", "Orders under a cover story that a supplier's screening turned down."}, S::no, as_is(&R::grey_orders_refused)},
      {{"honest_lots_delayed", {"week"}, integer, "lots", "Honest lots delayed", "Honest lots held for an inspection."}, S::no, as_is(&R::honest_lots_delayed)},
      {{"units_barred", {"week"}, integer, "units", "Units barred", "Open orders that a new rule stopped."}, S::no, as_is(&R::units_barred)},
      {{"cases_opened", {"week"}, integer, "cases", "Cases opened", "Investigations begun."}, S::no, as_is(&R::cases_opened)},
      {{"entity_listings", {"week"}, integer, "listings", "Entity listings", "Intermediaries put on the entity list by the authority's cases."}, S::no, as_is(&R::entity_listings)},
      {{"end_use_checks", {"week"}, integer, "checks", "End-use checks", "Checks made at consignees."}, S::no, as_is(&R::end_use_checks)},
      {{"grey_units_asked", {"week"}, integer, "units", "Grey units asked", "Units that barred end users asked intermediaries for."}, S::no, as_is(&R::grey_units_asked)},
      {{"grey_units_accepted", {"week"}, integer, "units", "Grey units accepted", "Units of those that intermediaries took on."}, S::no, as_is(&R::grey_units_accepted)},
      {{"tenants_refused", {"week"}, integer, "requests", "Tenants refused", "Requests of restricted tenants to rent abroad that a cloud's know-your-customer check turned away."}, S::no, as_is(&R::tenants_refused)},
      {{"location_reveals", {"week"}, integer, "lots", "Lots that gave their place away", "Diverted lots whose location check named their seller."}, S::no, as_is(&R::location_reveals)},
      {{"firms_founded", {"week"}, integer, "firms", "Firms founded", "Intermediaries founded because diversion pays."}, S::no, as_is(&R::firms_founded)},
      {{"firms_returned", {"week"}, integer, "firms", "Firms back under a new name", "Intermediaries founded by owners of a listed firm."}, S::no, as_is(&R::firms_returned)},
      {{"firms_closed", {"week"}, integer, "firms", "Firms closed", "Intermediaries that left the trade: listed, or without capital."}, S::no, as_is(&R::firms_closed)},
      {{"grey_orders_split", {"week"}, integer, "orders", "Split orders", "Grey orders that an intermediary split among its suppliers."}, S::no, as_is(&R::grey_orders_split)},
      {{"rule_units", {"month", "rule", "rule_outcome"}, integer, "units", "Units by deciding rule", "Units by the rule that decided on them, and what became of them: shipped (licensed or exempt under the rule, or where no rule asked for a licence), licence denied, struck out of an order book, or leaked to an end user whom the rule bars."}, S::no, as_is(&R::rule_units)},
      {{"leaked_h100e", {"week"}, real, "H100e", "Compute leaked", "Leaked units in H100 equivalents."}, S::no, as_is(&R::leaked_h100e)},
      {{"controlled_h100e_sold", {"week"}, real, "H100e", "Controlled compute sold", "Controlled units sold in H100 equivalents."}, S::no, as_is(&R::controlled_h100e_sold)},
      {{"restricted_stock", {"week"}, real, "H100e", "Restricted stock", "Effective compute installed at restricted end users at the end of the week, from whatever source."}, S::yes, as_is(&R::restricted_stock)},
      {{"rented_h100e", {"week"}, real, "H100e", "Compute rented abroad", "Compute that restricted tenants rent from clouds abroad: leakage of access, not of chips, and in no count of leaked units."}, S::yes, as_is(&R::rented_h100e)},
      {{"rent", {"week"}, real, "USD H100e-1 week-1", "Rent of compute", "Clouds' price of an H100 equivalent for a week."}, S::yes, as_is(&R::rent)},
      {{"leaked_value", {"week"}, real, "USD", "Value leaked", "Leaked units at the price of their first sale."}, S::no, in_dollars(&R::leaked_value)},
      {{"controlled_value_sold", {"week"}, real, "USD", "Controlled value sold", "Vendors' revenue from controlled units sold."}, S::no, in_dollars(&R::controlled_value_sold)},
      {{"grey_premium", {"week"}, real, "1", "Grey premium", "Mean price of accepted grey units over list price, less one; NaN in a week without."}, S::yes, as_is(&R::grey_premium)},
      {{"revenue_share_paid", {"month", "vendor"}, real, "USD", "Revenue share paid", "What vendors paid out of their revenue from licensed sales, in the month of shipment. Revenue is before it."}, S::no, in_dollars(&R::revenue_share_paid)},
      {{"duty_paid", {"month", "vendor"}, real, "USD", "Duty paid", "What buyers paid on top of the price of licensed purchases, by the vendor of the goods."}, S::no, in_dollars(&R::duty_paid)},
      {{"revenue", {"month", "vendor", "place", "view"}, real, "USD", "Vendors' revenue", "First sales in the month of the invoice, by three views of where they were made. Under true_destination, sales move from 'pipeline' to the end user's place on delivery."}, S::yes, in_dollars(&R::vendor_revenue)},
      {{"flow", {"quarter", "vendor", "view", "way", "place"}, real, "USD", "Flows of goods from vendor to end user", "First sales in the quarter of the invoice, by where the end user is and by what place they went: the invoice's address (bill_to), the first consignee (ship_to), or the warehouse of whoever delivered to the end user (true_destination). What is not yet with an end user stands under 'pipeline', and under true_destination with way 'direct'."}, S::no, in_dollars(&R::flow)},
      {{"leaked_flow", {"quarter", "vendor", "view", "way", "place"}, real, "USD", "Leaked flows", "The part of flow that leaked."}, S::no, in_dollars(&R::leaked_flow)},
      {{"revenue_by_fate", {"month", "vendor", "fate"}, real, "USD", "Vendors' revenue by what became of the goods", "First sales in the month of the invoice, by what became of the goods by the end of the run."}, S::no, in_dollars(&R::revenue_by_fate)},
      {{"barred_value", {"month", "vendor"}, real, "USD", "Value of orders barred", "Orders that rules stopped: licences denied and open orders struck out, at list price. An order that is placed again counts again."}, S::no, in_dollars(&R::barred_value)},
      {{"waiting_value", {"vendor"}, real, "USD", "Value of restricted orders that wait", "Lawful orders and licence applications of end users of a restricted segment that are open when the run ends, at list price."}, S::no, in_dollars(&R::waiting_value)},
      {{"licence_weeks_waited", {"week"}, integer, "weeks", "Weeks waited for licences", "From filing to decision, of the applications closed in the week, added up."}, S::no, as_is(&R::licence_weeks_waited)},
      {{"retail_asked", {"week", "retail_market"}, integer, "units", "Units asked for in small lots", "What buyers in markets in small lots wanted and found a trader for. These markets are apart from the trade in servers: no other output counts them."}, S::no, as_is(&R::retail_asked)},
      {{"retail_sold", {"week", "retail_market"}, integer, "units", "Units sold in small lots", "Those of the units asked for that the trader had."}, S::no, as_is(&R::retail_sold)},
      {{"retail_carried_off", {"week", "retail_market"}, integer, "units", "Units carried off in small lots", "Those of the units sold that restricted buyers carried off to end users who needed a licence and had none."}, S::no, as_is(&R::retail_carried_off)},
      {{"retail_takings", {"week", "retail_market"}, real, "USD", "Takings in small lots", "Units sold at the posted prices."}, S::no, in_dollars(&R::retail_takings)},
      {{"retail_price", {"week", "retail_market"}, real, "1", "Posted price in small lots", "Mean of the traders' posted prices over list price, at the end of the week."}, S::no, as_is(&R::retail_price)},
      {{"retail_found_out", {"week", "retail_market"}, integer, "traders", "Retail traders found out", "Traders who were found to have looked away."}, S::no, as_is(&R::retail_found_out)},
      {{"arrivals", {"month", "place"}, real, "H100e", "Compute that arrived", "Units that reached a consignee or an end user in the place from abroad or from bond, declared or smuggled, in H100 equivalents: the truth behind the import statistics."}, S::no, as_is(&R::returns, &D::arrivals)},
      {{"quoted_premium", {"month"}, real, "1", "Grey premium of all quotes", "Mean price asked of barred buyers over list price, less one, each quote counting once: the truth behind the street price; NaN in a month without."}, S::yes, as_is(&R::returns, &D::quoted_premium)},
      {{"observed_imports", {"month", "place"}, real, "H100e", "Declared imports, as published", "Trade statistics of the month: goods that reached consignees and end users in the place under a true description; NaN where the run ended before they came out."}, S::yes, as_is(&R::published, &P::imports)},
      {{"observed_imports_value", {"month", "place"}, real, "USD", "Value of declared imports, as published", "The same at the price paid there."}, S::no, as_is(&R::published, &P::imports_value)},
      {{"observed_re_exports", {"month", "place"}, real, "H100e", "Declared re-exports, as published", "Imported goods that left the place for another under a true description."}, S::yes, as_is(&R::published, &P::re_exports)},
      {{"observed_re_exports_value", {"month", "place"}, real, "USD", "Value of declared re-exports, as published", "The same at the price that the end user pays."}, S::no, as_is(&R::published, &P::re_exports_value)},
      {{"observed_shipments", {"month", "place"}, real, "H100e", "Partners' declared exports to the place, as published", "What those who sent goods to the place declared, in the month of departure."}, S::no, as_is(&R::published, &P::shipments)},
      {{"observed_mirror_gap", {"month", "place"}, real, "H100e", "Mirror gap, as published", "Partners' declared exports to the place less its declared imports: goods under way. What is smuggled is in neither."}, S::no, as_is(&R::published, &P::mirror_gap)},
      {{"observed_use", {"month", "place"}, real, "H100e", "Domestic use, as published", "What surveys of data centres see of the goods that end users in the place openly installed."}, S::no, as_is(&R::published, &P::seen_use)},
      {{"observed_balance_gap", {"month", "place"}, real, "H100e", "Balance gap, as published", "Declared imports less declared re-exports and domestic use: what came in and is seen neither to leave nor to be used."}, S::yes, as_is(&R::published, &P::balance_gap)},
      {{"observed_seizures", {"month", "place"}, real, "units", "Units seized, as published", "By the place whose customs took them."}, S::no, as_is(&R::published, &P::seized)},
      {{"observed_end_use_checks", {"month", "place"}, real, "checks", "End-use checks, as published", "By the place of the consignee's warehouse."}, S::no, as_is(&R::published, &P::checks)},
      {{"observed_unfavourable_checks", {"month", "place"}, real, "checks", "Unfavourable end-use checks, as published", "Those of the checks that found a diverter out."}, S::no, as_is(&R::published, &P::unfavourable_checks)},
      {{"observed_listings", {"month", "place"}, real, "listings", "Entity listings, as published", "Intermediaries on the entity list from the month on, by the place of their warehouse."}, S::no, as_is(&R::published, &P::listings)},
      {{"observed_premium", {"month"}, real, "1", "Grey premium, as published", "What reporters make of the few quotes that they come by in the month; NaN in a month without."}, S::yes, as_is(&R::published, &P::premium)},
      {{"observed_billing", {"month", "vendor", "place"}, real, "USD", "Revenue by billing address, as published", "The vendor's table of a fiscal quarter, in the row of its last month, of the places that it names; NaN for those it pools, and in all other rows."}, S::yes, as_is(&R::published, &P::billing)},
      {{"observed_billing_year_before", {"month", "vendor", "place"}, real, "USD", "Revenue by billing address of a year before, as published", "The column that the table prints for comparison; NaN where that quarter is not wholly in the run."}, S::no, as_is(&R::published, &P::billing_year_before)},
      {{"observed_billing_pooled", {"month", "vendor"}, real, "USD", "Revenue billed to all other places, as published", "What the table pools: places under the share from which they are named."}, S::no, as_is(&R::published, &P::billing_pooled)},
      {{"observed_import_growth", {"week", "place"}, real, "1", "Growth of imports, as published", "Declared imports of the last twelve months that are out at the end of the week over those of the twelve before; NaN where there were none."}, S::no, as_is(&R::published, &P::import_growth)},
      {{"observed_billing_growth", {"week", "place"}, real, "1", "Growth of revenue billed, as published", "Revenue of the last tables, of all vendors, that name the place at the end of the week, over that of a year before; NaN where no table has both."}, S::no, as_is(&R::published, &P::billing_growth)},
  };
  // clang-format on
}

}  // namespace entrepot::results
