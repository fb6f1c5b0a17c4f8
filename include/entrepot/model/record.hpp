#pragma once
// What one replicate leaves behind: the tallies from which every output is taken. Those that are outputs themselves
// stand here in the order of the result file, which its content hash depends on (sim/results/raw_outputs.cpp).

#include "entrepot/core/quantity.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/observed.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/tally.hpp"

namespace entrepot::model {

/// How a leaked lot went from hub to end user.
enum class LeakPath : std::uint8_t { one_border, several_borders, inside_jurisdiction };
inline constexpr std::size_t leak_paths = 3;

/// Outcome of units under the rule that decided.
enum class RuleOutcome : std::uint8_t {
  sold,        ///< shipped: with a licence under the rule, or where none was needed
  denied,      ///< licence refused
  struck_out,  ///< ordered before the rule barred it
  leaked,      ///< reached an end user whom the rule bars
};
inline constexpr std::size_t rule_outcomes = 4;

/// The four ways to say where revenue comes from.
enum class View : std::uint8_t { bill_to, ship_to, true_destination, headquarters };
inline constexpr std::size_t views = 4;

/// By what place goods went: hubs by row, then any other place, then none.
inline constexpr std::size_t ways_beside_hubs = 2;

/// Outcome of the goods of a first sale by the end of the run.
enum class GoodsFate : std::uint8_t {
  unrestricted,  ///< with an end user whom the controls are not meant to keep out
  restricted,    ///< lawfully with an end user of a restricted segment
  leaked,
  seized,
  pending,  ///< with no end user yet
};
inline constexpr std::size_t fates = 5;

// One output a line, however long: a table reads best as rows.
// clang-format off
struct Record {
  ENTREPOT_TABLE(Record, "Results of one replicate.");
  ENTREPOT_OUTPUT(produced, "units", "Units produced", "Finished by the vendors' production lines.", Tally<Units, Dim::week, Dim::product>);
  ENTREPOT_OUTPUT(sold, "units", "Units sold", "First sales by vendors, in the week of the invoice.", Tally<Units, Dim::week, Dim::product>);
  ENTREPOT_OUTPUT(controlled_sold, "units", "Controlled units sold", "First sales of products that needed a licence for some end user in that week.", Tally<Units, Dim::week, Dim::product>);
  ENTREPOT_SUMMARISED(leaked, "units", "Units leaked", "Controlled units that reached an end user who needed a licence and had none, in the week of delivery.", Tally<Units, Dim::week, Dim::product>);
  ENTREPOT_OUTPUT(seized, "units", "Units seized", "Diverted units taken at a border or transfer.", Tally<Units, Dim::week, Dim::product>);
  ENTREPOT_SUMMARISED(leaked_by_hub, "units", "Units leaked by hub", "Leaked units by the hub whose intermediary diverted them; leaks through other places are excluded.", Tally<Units, Dim::month, Dim::hub>);
  ENTREPOT_OUTPUT(hub_received, "units", "Units received in hubs", "Units that reached consignees in the hub.", Tally<Units, Dim::month, Dim::hub>);
  ENTREPOT_OUTPUT(leaked_by_path, "units", "Units leaked by path", "Leaked units by the kind of route from hub to end user.", Tally<Units, Dim::month, Dim::path>);
  ENTREPOT_OUTPUT(weekly_leaked_by_hub, "units", "Units leaked by hub and week", "As leaked_by_hub, by the week of delivery.", Tally<Units, Dim::week, Dim::hub>);
  ENTREPOT_OUTPUT(leaked_by_route, "units", "Units leaked by hub and route", "As leaked_by_hub, by the mode of transport out of the hub.", Tally<Units, Dim::month, Dim::hub, Dim::route>);
  ENTREPOT_OUTPUT(acquired, "H100e", "Compute acquired by source", "Compute delivered to groups of buyers, in the month of delivery: nominal H100 equivalents of the products, regardless of software and use. Rent counts the compute of new contracts when they begin and subtracts it when they end, so that its sum is the compute rented today.", Tally<double, Dim::month, Dim::buyer_group, Dim::source>);
  ENTREPOT_OUTPUT(leaked_by_cause, "units", "Units leaked by cause", "Leaked units by the hub, the kind of intermediary that diverted them, and the last check that could have stopped them.", Tally<Units, Dim::month, Dim::leak_hub, Dim::intermediary_group, Dim::failed_check>);
  ENTREPOT_OUTPUT(licence_applications, "applications", "Licence applications", "Filed in the week.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(licence_approvals, "applications", "Licences approved", "Closed with approval in the week.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(licence_denials, "applications", "Licences denied", "Closed with denial in the week.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(honest_orders_refused, "orders", "Honest orders refused", "Orders for an honest end user that a supplier's screening refused: collateral harm.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(honest_units_refused, "units", "Units of honest orders refused", "Units of the honest orders that screening refused.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(grey_orders_refused, "orders", "Diverters' orders refused", "Orders under a cover story that a supplier's screening refused.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(honest_lots_delayed, "lots", "Honest lots delayed", "Honest lots held for an inspection.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(units_barred, "units", "Units barred", "Units of open orders that a new rule cancelled.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(cases_opened, "cases", "Cases opened", "Investigations opened.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(entity_listings, "listings", "Entity List additions", "Intermediaries added to the Entity List after proved cases.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(end_use_checks, "checks", "End-use checks", "End-use checks of consignees.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(grey_units_asked, "units", "Grey units requested", "Units that barred end users requested from intermediaries.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(grey_units_accepted, "units", "Grey units accepted", "Requested grey units that intermediaries accepted.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(tenants_refused, "requests", "Tenants refused", "Requests of restricted tenants to rent abroad that a cloud's know-your-customer check rejected.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(location_reveals, "lots", "Lots located", "Diverted lots whose location report identified their seller.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(firms_founded, "firms", "Firms founded", "Intermediaries founded because diversion pays.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(firms_returned, "firms", "Firms relaunched under a new name", "Intermediaries founded by owners of a listed firm.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(firms_closed, "firms", "Firms closed", "Intermediaries that closed: listed, or without capital.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(grey_orders_split, "orders", "Split orders", "Grey orders that an intermediary split among its suppliers.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(rule_units, "units", "Units by deciding rule", "Units by the rule that decided on them, and their outcome: shipped (licensed or exempt under the rule, or where no rule required a licence), licence denied, cancelled in an order book, or leaked to an end user whom the rule bars.", Tally<Units, Dim::month, Dim::rule, Dim::rule_outcome>);
  ENTREPOT_OUTPUT(leaked_h100e, "H100e", "Compute leaked", "Leaked units in H100 equivalents.", Tally<double, Dim::week>);
  ENTREPOT_OUTPUT(controlled_h100e_sold, "H100e", "Controlled compute sold", "Controlled units sold in H100 equivalents.", Tally<double, Dim::week>);
  ENTREPOT_SUMMARISED(restricted_stock, "H100e", "Restricted stock", "Effective compute installed at restricted end users at the end of the week, from all sources.", Tally<double, Dim::week>);
  ENTREPOT_SUMMARISED(rented_h100e, "H100e", "Compute rented abroad", "Compute that restricted tenants rent from clouds abroad: leakage of access, not of chips; counts of leaked units exclude it.", Tally<double, Dim::week>);
  ENTREPOT_SUMMARISED(rent, "USD H100e-1 week-1", "Rent of compute", "Price that clouds charge for an H100 equivalent for a week.", Tally<double, Dim::week>);
  ENTREPOT_OUTPUT(leaked_value, "USD", "Value leaked", "Leaked units at the price of their first sale.", Tally<Cents, Dim::week>);
  ENTREPOT_OUTPUT(controlled_value_sold, "USD", "Controlled value sold", "Vendors' revenue from controlled units sold.", Tally<Cents, Dim::week>);
  ENTREPOT_SUMMARISED(grey_premium, "1", "Grey premium", "Mean price of accepted grey units over list price, less one; NaN in a week without any.", Observed<Dim::week>);
  ENTREPOT_OUTPUT(revenue_share_paid, "USD", "Revenue share paid", "Share of the revenue from licensed sales that vendors paid, in the month of shipment. Outputs of revenue do not deduct it.", Tally<Cents, Dim::month, Dim::vendor>);
  ENTREPOT_OUTPUT(duty_paid, "USD", "Duty paid", "Duty that buyers paid on licensed purchases, by the vendor of the goods.", Tally<Cents, Dim::month, Dim::vendor>);
  ENTREPOT_SUMMARISED(revenue, "USD", "Vendors' revenue", "First sales in the month of the invoice, by four views of their place. Under true_destination, sales move from 'pipeline' to the end user's place on delivery.", Tally<Cents, Dim::month, Dim::vendor, Dim::place, Dim::view>);
  ENTREPOT_OUTPUT(flow, "USD", "Flows of goods from vendor to end user", "First sales in the quarter of the invoice, by place of the end user and by place of transit: the invoice's address (bill_to), the first consignee (ship_to), or the warehouse that delivered to the end user (true_destination). Goods not yet with an end user are under 'pipeline', and under true_destination with way 'direct'.", Tally<Cents, Dim::quarter, Dim::vendor, Dim::view, Dim::way, Dim::place>);
  ENTREPOT_OUTPUT(leaked_flow, "USD", "Leaked flows", "The part of flow that leaked.", Tally<Cents, Dim::quarter, Dim::vendor, Dim::view, Dim::way, Dim::place>);
  ENTREPOT_OUTPUT(revenue_by_fate, "USD", "Vendors' revenue by outcome of the goods", "First sales in the month of the invoice, by the outcome of the goods at the end of the run.", Tally<Cents, Dim::month, Dim::vendor, Dim::fate>);
  ENTREPOT_OUTPUT(barred_value, "USD", "Value of orders barred", "Orders that rules stopped: licences denied and open orders cancelled, at list price. A repeated order counts again.", Tally<Cents, Dim::month, Dim::vendor>);
  ENTREPOT_OUTPUT(waiting_value, "USD", "Value of pending restricted orders", "Lawful orders and licence applications of end users of a restricted segment that are open when the run ends, at list price.", Tally<Cents, Dim::vendor>);
  ENTREPOT_OUTPUT(licence_weeks_waited, "weeks", "Weeks waited for licences", "Weeks from filing to decision, summed over the applications closed in the week.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(retail_asked, "units", "Retail demand", "Units that retail buyers requested from a trader. Retail markets are separate from the trade in servers: other outputs exclude them.", Tally<Units, Dim::week, Dim::retail_market>);
  ENTREPOT_OUTPUT(retail_sold, "units", "Retail sales", "Requested units that the trader had in stock.", Tally<Units, Dim::week, Dim::retail_market>);
  ENTREPOT_OUTPUT(retail_carried_off, "units", "Retail units diverted", "Units sold that restricted buyers diverted to end users who needed a licence and had none.", Tally<Units, Dim::week, Dim::retail_market>);
  ENTREPOT_OUTPUT(retail_takings, "USD", "Retail takings", "Value of the units sold, at the posted prices.", Tally<Cents, Dim::week, Dim::retail_market>);
  ENTREPOT_OUTPUT(retail_price, "1", "Posted retail price", "Mean of the traders' posted prices over list price, at the end of the week.", Tally<double, Dim::week, Dim::retail_market>);
  ENTREPOT_OUTPUT(retail_found_out, "traders", "Retail traders detected", "Traders detected in knowingly selling to restricted buyers.", Tally<std::int64_t, Dim::week, Dim::retail_market>);
  ENTREPOT_OUTPUT(seized_by_hub, "units", "Units seized by hub", "Seized units by the hub whose intermediary diverted them. With leaked_by_hub it gives the share of a hub's diversion that customs intercept.", Tally<Units, Dim::month, Dim::leak_hub>);
  ENTREPOT_OUTPUT(alleged_units, "units", "Units alleged in public", "Units that charges and exposures in trade records or the press say were diverted, in the week in which they became public. Compared with leaked, it gives the share of diversion that becomes public.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(stranded_stock, "USD", "Stranded stock", "Stock and work in progress at the end of the week, at list price, of products made for certain places (products.*.sold_in) that may be sold in none of them.", Tally<Cents, Dim::week, Dim::vendor>);
  ENTREPOT_OUTPUT(licences_unused, "units", "Licensed units not shipped", "Units of granted licences that will not be shipped under them, by the licence's rule: the importing government refused them, the order expired, or a supplier or a new rule stopped it.", Tally<Units, Dim::month, Dim::rule>);
  ENTREPOT_OUTPUT(imports_refused, "units", "Units refused entry", "Units of orders that the importing government refused, by its own rule. Orders that buyers do not place, because of a ban or guidance, are not counted.", Tally<Units, Dim::month, Dim::rule>);
  ENTREPOT_OUTPUT(supply_limit_weeks, "weeks", "Weeks by binding limit", "Weeks in which a line with supply limits was limited by demand, capacity, dies or memory. Its output is in produced.", Tally<std::int64_t, Dim::month, Dim::line, Dim::supply_limit>);
  ENTREPOT_OUTPUT(dies_left, "dies", "Dies left", "Good dies, domestic and foreign, that a line with supply limits has in stock at the end of the week.", Tally<double, Dim::week, Dim::line>);
  ENTREPOT_OUTPUT(stacks_left, "stacks", "Memory stacks left", "Memory stacks that a line with supply limits has in stock at the end of the week.", Tally<double, Dim::week, Dim::line>);
  ENTREPOT_OUTPUT(price_change, "1", "Price over list price", "Deviation of a product's price from its list price at the end of the week, where the price answers the order book.", Tally<double, Dim::week, Dim::product>);
  ENTREPOT_OUTPUT(software_gained, "1", "Gain of software", "Rise of the software factor of a vendor's products with the compute that runs them.", Tally<double, Dim::week, Dim::vendor>);
  ENTREPOT_OUTPUT(diverted, "units", "Units diverted", "Units that set out from an intermediary for a barred end user, in the week of departure.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(dealers_stock, "units", "Dealers' stock", "Diverted goods that intermediaries hold at the end of the week and have not sold.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(grey_price_spread, "1", "Spread of grey prices", "Standard deviation of the premium over list price among the grey units accepted in the week; NaN without any.", Observed<Dim::week>);
  ENTREPOT_OUTPUT(seized_by_source, "units", "Units seized by discovery", "Seized units by how they were detected.", Tally<Units, Dim::month, Dim::discovery>);
  ENTREPOT_OUTPUT(findings, "findings", "Findings of diversion", "Discoveries of diverted lots or of their diverters, by how they were detected.", Tally<std::int64_t, Dim::month, Dim::discovery>);
  ENTREPOT_OUTPUT(suppliers_lost, "firms", "Firms cut off by a vendor", "Intermediaries that a vendor's partners stop supplying after a finding.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_OUTPUT(enforcement_limit_weeks, "weeks", "Weeks by what limits cases", "Weeks by what limited the cases of the exporting authority.", Tally<std::int64_t, Dim::month, Dim::enforcement_limit>);
  ENTREPOT_OUTPUT(case_ends, "cases", "Cases by their end", "Closed cases by how they ended.", Tally<std::int64_t, Dim::month, Dim::case_end>);
  ENTREPOT_OUTPUT(agents_in_service, "agents", "Investigators in service", "Investigators that work on chips at the end of the week; one in training counts half.", Tally<double, Dim::week>);
  ENTREPOT_OUTPUT(came_to_light, "units", "Units that came to light", "Units diverted in the week that a charge or an exposure has named in public by a time after the act. Acts later than that time before the end of the run are counted as far as they have come.", Tally<Units, Dim::week, Dim::light_horizon>);
  ENTREPOT_OUTPUT(public_cases, "cases", "Public cases", "Cases that became public in the week, by how, and by the units that they allege.", Tally<std::int64_t, Dim::week, Dim::publication, Dim::case_size>);
  ENTREPOT_OUTPUT(permits_asked, "units", "Units under a hub's permit", "Units, diverted or not, for which exporters in a hub asked for its permit.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(permits_refused, "units", "Units refused a hub's permit", "Diverted units whose permit to leave the hub was refused; they stay with the diverter.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(supplied, "H100e", "Lawful supply by place", "Compute lawfully delivered to end users, by their place.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(supply_waited, "H100e week", "Waiting for lawful supply", "Lawful deliveries times the weeks from their order. Over supplied it gives the mean wait of a place's buyers.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(rented_by_seat, "H100e", "Compute rented by seat of the cloud", "Compute that restricted tenants rent, by the seat of the cloud: contracts that begin in the month less those that end, so that the sum is what is rented.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(units_stopped, "units", "Units made to stop", "Diverted units delivered in the week that will stop working for want of a licence to run.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(cloud_utilisation, "1", "Utilisation of clouds by place", "Used share of the compute that clouds in a place rent out, in the last week of the month; NaN without any.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(reserved_waiting, "H100e", "Reserved compute not yet built", "Compute for which restricted tenants have signed and that clouds have yet to deliver, at the end of the week.", Tally<double, Dim::week>);
  ENTREPOT_OUTPUT(reserved_share, "1", "Reserved share of rented compute", "Share of the compute rented abroad that clouds bought for its tenant; NaN if none is rented.", Observed<Dim::week>);
  ENTREPOT_OUTPUT(largest_contract, "H100e", "Largest contract", "Largest contract for rented compute that a restricted tenant signed in the month.", Tally<double, Dim::month>);
  ENTREPOT_OUTPUT(used_offered, "units", "Used units on sale", "Units that lawful owners put on sale in the quarter that begins.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(used_taken, "units", "Used units that dealers bought", "Used units that intermediaries bought for diversion.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(used_leaked, "units", "Used units leaked", "The part of leaked that had served a lawful owner before.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(units_failed, "units", "Units failed", "Units that failed where their maker may not serve the owner.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(units_repaired, "units", "Units repaired", "The part of them that shops repaired.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(retired_early, "units", "Units retired early", "Units retired before the end of their service life, because they would not have fetched the cost of running them.", Tally<Units, Dim::week>);
  ENTREPOT_OUTPUT(full_line_weeks, "weeks", "Weeks of full lines", "Weeks in which a line could not start all that was wanted of it.", Tally<std::int64_t, Dim::month, Dim::line>);
  ENTREPOT_OUTPUT(levy_passed_on, "USD", "Levies passed on", "The part of revenue_share_paid that vendors added to the price of licensed sales.", Tally<Cents, Dim::month, Dim::vendor>);
  ENTREPOT_OUTPUT(location_cost, "USD", "Cost of location checks", "What the location function of sold units cost their vendors.", Tally<Cents, Dim::month, Dim::vendor>);
  ENTREPOT_PART(returns, Returns);
  ENTREPOT_PART(published, Published);
  ENTREPOT_FIELD(custody, "", "Chains of custody of the lots that leaked or were seized.", CustodyLog);
  ENTREPOT_FIELD(agents, "agents", "Agents of the replicate.", std::size_t);

  explicit Record(const Setting& setting);
};
// clang-format on

}  // namespace entrepot::model
