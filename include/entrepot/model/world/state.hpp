#pragma once
// Everything that changes during a run: what agents hold, owe, believe and have on order.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entrepot/core/fields.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/geography.hpp"

// Every column is declared once, with its unit and meaning (core/fields.hpp).
namespace entrepot::world {

/// How a buyer gets compute: by a purchase, or by renting it remotely.
enum class Pathway : std::uint8_t { open, licensed, grey, rental };
inline constexpr std::array<std::string_view, 4> pathway_names{"open", "licensed", "grey", "rental"};

struct Order {
  ENTREPOT_TABLE(Order, "An end user's purchase on its way from decision to shipment.");
  ENTREPOT_FIELD(buyer, "agent", "The true end user.", BuyerId);
  ENTREPOT_FIELD(via, "agent", "Reseller or diverter between channel partner and end user, if any.", IntermediaryId);
  ENTREPOT_FIELD(channel, "agent", "Channel partner; none if bought from the vendor directly.", ChannelId);
  ENTREPOT_FIELD(product, "product", "What is bought.", ProductId);
  ENTREPOT_FIELD(pathway, "kind", "Open, licensed, grey or rental.", Pathway);
  ENTREPOT_FIELD(rule, "rule", "Rule under which it was licensed or is exempt.", RuleId);
  ENTREPOT_FIELD(key, "name", "Names it in draws.", StableId);
  ENTREPOT_FIELD(placed, "week", "Week of the decision.", Week);
  ENTREPOT_FIELD(exempt, "yes or no", "Small enough to need no licence.", bool);
  ENTREPOT_FIELD(open, "units", "Still to be shipped.", Units);
  ENTREPOT_FIELD(unit_price, "USD/unit", "What the end user pays, duty not included.", Money);
  ENTREPOT_FIELD(supply_price, "USD/unit", "What channel partner or vendor is paid; the same without an intermediary.",
                 Money);
  ENTREPOT_FIELD(expires, "week", "Cancelled if still open then.", Week);
  ENTREPOT_FIELD(red_flags, "ratio", "Score when suppliers screened it.", float);
};

/// Where a lot stands. A free row is reused; a finished lot's goods live on in the buyer's installed stock.
enum class LotStage : std::uint8_t { free, to_channel, channel_stock, to_intermediary, at_intermediary, to_buyer };
inline constexpr std::array<std::string_view, 6> lot_stage_names{
    "free", "to_channel", "channel_stock", "to_intermediary", "at_intermediary", "to_buyer"};

/// The vendor's books on a lot: its first sale.
struct FirstSale {
  ENTREPOT_TABLE(FirstSale, "The vendor's books on a lot.");
  ENTREPOT_FIELD(vendor, "vendor", "Who sold it.", VendorId);
  ENTREPOT_FIELD(unit_price, "USD/unit", "Price.", Money);
  ENTREPOT_FIELD(month, "month", "Month of the invoice.", std::uint16_t);
  ENTREPOT_FIELD(week, "week", "Week of the invoice.", Week);
  ENTREPOT_FIELD(bill_to, "place", "Where it was invoiced.", JurisdictionId);
  ENTREPOT_FIELD(ship_to, "place", "Where it was shipped.", JurisdictionId);
};

struct Lot {
  ENTREPOT_TABLE(Lot, "Goods of one product that move together.");
  ENTREPOT_FIELD(stage, "kind", "To a channel partner, on its shelf, to an intermediary, with it, or to the end user.",
                 LotStage);
  ENTREPOT_FIELD(pathway, "kind", "As of its order.", Pathway);
  ENTREPOT_FIELD(key, "name", "Of the order it fills.", StableId);
  ENTREPOT_FIELD(ordered, "week", "Week of that order.", Week);
  ENTREPOT_FIELD(rule, "rule", "Of a barred lot: the rule it breaks.", RuleId);
  ENTREPOT_FIELD(barred, "yes or no", "Left for an end user who needed a licence and had none: a leak on delivery.",
                 bool);
  ENTREPOT_FIELD(located, "yes or no", "Reports where it is.", bool);
  ENTREPOT_FIELD(delayed, "yes or no", "Has been held for an inspection once.", bool);
  ENTREPOT_FIELD(product, "product", "What it is.", ProductId);
  ENTREPOT_FIELD(units, "units", "How much.", Units);
  ENTREPOT_FIELD(channel, "agent", "Channel partner.", ChannelId);
  ENTREPOT_FIELD(intermediary, "agent", "Intermediary.", IntermediaryId);
  ENTREPOT_FIELD(buyer, "agent", "End user.", BuyerId);
  ENTREPOT_FIELD(place, "place", "Where it is, or where its present leg began.", JurisdictionId);
  ENTREPOT_FIELD(due, "week", "When it arrives.", Week);
  ENTREPOT_FIELD(basis, "USD", "Its holder's outlay so far, less deposits taken.", Money);
  ENTREPOT_FIELD(unit_price, "USD/unit", "What the end user pays in all.", Money);
  ENTREPOT_FIELD(deposit, "USD", "What the end user has paid already.", Money);
  ENTREPOT_FIELD(first_sale, "record", "Its first sale.", FirstSale);
  ENTREPOT_FIELD(route, "route", "Of a diverted lot that has left its hub.", RouteId);
  ENTREPOT_FIELD(leg, "count", "Leg of that route.", std::uint8_t);
  ENTREPOT_FIELD(chain, "chain", "Of a diverted lot: its chain of custody.", ChainId);
};

/// Lots in the pipeline. Rows are reused in a fixed order (last freed first), so row numbers are the same in every run.
class LotTable {
 public:
  static constexpr std::string_view table_meaning = "Goods on their way.";

  [[nodiscard]] Lot& operator[](LotId id) { return rows_[id]; }
  [[nodiscard]] const Lot& operator[](LotId id) const { return rows_[id]; }
  [[nodiscard]] const std::vector<Lot>& rows() const { return rows_.cells(); }
  LotId add(const Lot& lot);
  void remove(LotId id);
  /// Split `units` off a lot into a new lot; basis and deposit are divided exactly (the remainder stays behind).
  LotId split(LotId id, Units units);

 private:
  friend struct Fields<LotTable>;
  Column<LotId, Lot> rows_;
  std::vector<LotId> free_;
};

struct Cohort {
  ENTREPOT_TABLE(Cohort, "Goods that leave service in the same week.");
  ENTREPOT_FIELD(buyer, "agent", "Owner.", BuyerId);
  ENTREPOT_FIELD(product, "product", "What they are.", ProductId);
  ENTREPOT_FIELD(units, "units", "How many.", Units);
};

struct Application {
  ENTREPOT_TABLE(Application, "A purchase that needs a licence, waiting for an officer.");
  ENTREPOT_FIELD(order, "order", "The purchase.", Order);
  ENTREPOT_FIELD(filed, "week", "When it was filed.", Week);
};

struct BuyerState {
  ENTREPOT_TABLE(BuyerState, "What end users own, owe and know.");
  ENTREPOT_FIELD(installed, "H100e", "Effective compute in service.", Column<BuyerId, double>);
  ENTREPOT_FIELD(on_order, "H100e", "Effective compute ordered, applied for or in transit.", Column<BuyerId, double>);
  ENTREPOT_FIELD(rented, "H100e", "Compute rented from clouds abroad.", Column<BuyerId, double>);
  ENTREPOT_FIELD(in_service, "units", "Units of all products in service.", Column<BuyerId, FewUnits>);
  ENTREPOT_FIELD(in_service_of, "units", "Units of the product in service with all buyers.", Column<ProductId, Units>);
  ENTREPOT_FIELD(spent, "USD", "Committed since the start of the budget year.", Column<BuyerId, Money>);
  ENTREPOT_FIELD(bought, "H100e", "Ordered in the budget year.", Column<BuyerId, double>);
  ENTREPOT_FIELD(budget_year, "year", "The year of the two.", Column<BuyerId, std::int16_t>);
  ENTREPOT_FIELD(paid, "USD", "All payments made, less refunds.", Column<BuyerId, Money>);
  ENTREPOT_FIELD(contacts, "agent", "Intermediaries it knows that might sell what it may not have.",
                 Along<IntermediaryId, Axis::contact>);
  ENTREPOT_FIELD(trust, "ratio", "Trust in each of them.", Along<float, Axis::contact>);
  ENTREPOT_FIELD(platform, "vendor", "Whose software its work runs on: the vendor of the last delivery.",
                 Column<BuyerId, VendorId>);
  ENTREPOT_FIELD(fronted, "yes or no", "Whether it rents through a front company.", Column<BuyerId, char>);
  ENTREPOT_FIELD(retiring, "cohorts", "Installed goods by week of retirement.", Along<std::vector<Cohort>, Axis::week>);
};

/// A week in which something has never been done.
inline constexpr Week never = -1;

struct IntermediaryState {
  ENTREPOT_TABLE(IntermediaryState,
                 "What intermediaries ask, have tied up and believe, and what the authority thinks of them.");
  ENTREPOT_FIELD(markup, "ratio", "Posted grey markup over list price, when last revised.",
                 Along<float, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(markup_week, "week", "Week of that revision.", Along<Week, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(committed, "USD", "Working capital promised to accepted orders and tied up in lots.",
                 Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(margin, "USD", "Margins realised on sales.", Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(losses, "USD", "Seized goods borne.", Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(fines, "USD", "Fines paid.", Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(own_detections, "lots", "Own lots that were found out, as remembered.",
                 Column<IntermediaryId, double>);
  ENTREPOT_FIELD(own_trials, "lots", "Own lots that were sent, as remembered.", Column<IntermediaryId, double>);
  ENTREPOT_FIELD(belief_week, "week", "Last update of the two.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(suspicion, "score", "The authority's score.", Column<IntermediaryId, double>);
  ENTREPOT_FIELD(suspicion_week, "week", "Its last update.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(diverted_value, "USD", "Value at supply price of lots sent to barred end users and not yet punished.",
                 Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(diverted_units, "units", "Units of those lots.", Column<IntermediaryId, Units>);
  ENTREPOT_FIELD(under_case, "yes or no", "Whether the authority has a case open against it.",
                 Column<IntermediaryId, char>);
  ENTREPOT_FIELD(listed_from, "week", "On the entity list from this week on.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(founded, "week", "Week of its founding; 0 before the run, past the end in reserve.",
                 Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(last_diverted, "week", "Week in which it last took on a grey order.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(missed_check, "week", "Last end-use check that did not find what it had diverted.",
                 Column<IntermediaryId, Week>);
};

struct ChannelState {
  ENTREPOT_TABLE(ChannelState, "Stocks and books of channel partners.");
  ENTREPOT_FIELD(stock, "units", "Goods on the shelf.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(lots, "lots", "The lots of that stock, first in first out.",
                 Along<std::vector<LotId>, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(book, "orders", "Orders that wait, first come first served.",
                 Along<std::vector<Order>, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(backlog, "units", "Units open in the book.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(inbound, "units", "In transit from the vendor.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(weekly_demand, "units/week", "Smoothed demand.", Along<double, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(asked, "units", "Asked for this week.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(detections, "listings", "Listed firms that bought from it, as evaders remember.",
                 Column<ChannelId, double>);
  ENTREPOT_FIELD(trials, "lots", "The trials that belong to them.", Column<ChannelId, double>);
  ENTREPOT_FIELD(margin, "USD", "Margins realised.", Column<ChannelId, Money>);
};

struct VendorState {
  ENTREPOT_TABLE(VendorState, "Production and books of vendors.");
  ENTREPOT_FIELD(stock, "units", "Finished units on hand.", Column<ProductId, Units>);
  ENTREPOT_FIELD(finishing, "units", "Units that leave production, by week.",
                 Column<ProductId, Along<Units, Axis::week>>);
  ENTREPOT_FIELD(in_production, "units", "Units started and not finished.", Column<ProductId, Units>);
  ENTREPOT_FIELD(unmet, "units", "Claims of direct customers and channel partners that wait.",
                 Column<ProductId, Units>);
  ENTREPOT_FIELD(weekly_shipments, "units/week", "Smoothed shipments.", Column<ProductId, double>);
  ENTREPOT_FIELD(wait_weeks, "weeks", "Published lead time.", Column<ProductId, double>);
  ENTREPOT_FIELD(book, "orders", "Orders of direct customers.", Column<ProductId, std::vector<Order>>);
  ENTREPOT_FIELD(revenue, "USD", "First sales.", Column<VendorId, Money>);
  ENTREPOT_FIELD(levies, "USD", "Levies paid out of them.", Column<VendorId, Money>);
};

/// Official and public knowledge about a hub.
struct HubState {
  ENTREPOT_TABLE(HubState, "Official and public knowledge about places, and the evaders' trade there.");
  ENTREPOT_FIELD(imports, "H100e", "Declared imports of the last twelve published months.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(earlier_imports, "H100e", "The same of the twelve months before.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(recalled_imports, "H100e", "Imports of the year before the run.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(recalled_earlier_imports, "H100e", "Imports of the year before that.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(detections, "lots", "Detections there that evaders have heard of, as remembered.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(trials, "lots", "Diverted lots there that evaders have heard of, as remembered.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(watch_listed, "yes or no", "Whether the place is on the watch list.", Column<JurisdictionId, char>);
  // By the place where intermediaries are registered:
  ENTREPOT_FIELD(firms, "agents", "Intermediaries in business that are registered there.",
                 Column<JurisdictionId, std::vector<IntermediaryId>>);
  ENTREPOT_FIELD(grey_asked, "units", "Units that buyers sought there, as remembered.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(grey_met, "units", "Units of those that were accepted, as remembered.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(grey_profit, "USD/year", "Margins less losses and fines of its firms, over a fading year.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(listings, "listings", "Listings of its firms, over a fading year.", Column<JurisdictionId, double>);
};

struct Case {
  ENTREPOT_TABLE(Case, "A file on an investigator's desk.");
  ENTREPOT_FIELD(target, "agent", "Against whom.", IntermediaryId);
  ENTREPOT_FIELD(closes, "week", "When it is decided.", Week);
};

struct Charge {
  ENTREPOT_TABLE(Charge, "A criminal charge that follows from a proved case.");
  ENTREPOT_FIELD(target, "agent", "The firm.", IntermediaryId);
  ENTREPOT_FIELD(units, "units", "Units that the firm is charged with diverting.", Units);
};

struct EnforcementState {
  ENTREPOT_TABLE(EnforcementState, "What the export authority has in hand and remembers.");
  ENTREPOT_FIELD(leads, "agents", "Intermediaries with a score and without a case, in order of their first lead.",
                 std::vector<IntermediaryId>);
  ENTREPOT_FIELD(cases, "cases", "Cases that are open.", std::vector<Case>);
  ENTREPOT_FIELD(check_budget, "checks", "End-use checks saved up.", double);
  ENTREPOT_FIELD(hub_check_budget, "checks", "The same of checks that are dedicated to a hub.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(recent_consignees, "agents", "This week's consignees in hubs, from whom checks are drawn.",
                 std::vector<IntermediaryId>);
  ENTREPOT_FIELD(reveals, "agents", "Sellers that a location report names, by week.",
                 Along<std::vector<IntermediaryId>, Axis::week>);
  ENTREPOT_FIELD(charges, "charges", "Charges by week of publication.", Along<std::vector<Charge>, Axis::week>);
  ENTREPOT_FIELD(home_sales, "units", "Sold to end users at the vendor's home since the run began.",
                 Column<ProductId, Units>);
  ENTREPOT_FIELD(listed_buyers, "rule", "The rule that put an end user on the entity list.", Column<BuyerId, RuleId>);
  // What a learning authority remembers, by hub:
  ENTREPOT_FIELD(checks_made, "checks", "Checks made, as a learning authority remembers.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(checks_failed, "checks", "Those of them that found a diverter.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(cases_closed, "cases", "Cases closed, as it remembers.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(cases_proved, "cases", "Those of them that were proved.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(returns, "agents", "Listed firms whose owners take a new name, by week.",
                 Along<std::vector<IntermediaryId>, Axis::week>);
};

struct LicensingState {
  ENTREPOT_TABLE(LicensingState, "Applications for licences, and what has been licensed under each rule.");
  ENTREPOT_FIELD(applications, "applications", "The queue, first in first out.", std::vector<Application>);
  ENTREPOT_FIELD(capacity, "applications", "Applications that officers have time left to close.", double);
  ENTREPOT_FIELD(licensed_units, "units", "Licensed under a rule, less what was cancelled.",
                 Along<Units, Axis::rule, Axis::product>);
  ENTREPOT_FIELD(licensed_compute, "H100e", "Compute licensed under a rule, by the place of use that was declared.",
                 Along<double, Axis::rule, Axis::place>);
};

/// Capacity of a lane is booked first come, first served.
struct LaneBooking {
  ENTREPOT_TABLE(LaneBooking, "Capacity booked on a lane.");
  ENTREPOT_FIELD(week, "week", "The first week with capacity left.", Week);
  ENTREPOT_FIELD(units, "units", "Units that leave in that week.", Units);
};

struct ShipmentState {
  ENTREPOT_TABLE(ShipmentState, "Goods on their way, and the lanes they take.");
  ENTREPOT_PART(lots, LotTable);
  ENTREPOT_FIELD(due, "lots", "Lots by week of arrival.", Along<std::vector<LotId>, Axis::week>);
  ENTREPOT_FIELD(lanes, "booking", "Capacity booked on each lane.", Column<LaneId, LaneBooking>);
};

struct Tenancy {
  ENTREPOT_TABLE(Tenancy, "Compute that a restricted tenant rents.");
  ENTREPOT_FIELD(tenant, "agent", "Who rents.", BuyerId);
  ENTREPOT_FIELD(provider, "agent", "From which cloud.", ProviderId);
  ENTREPOT_FIELD(h100e, "H100e", "How much.", double);
  ENTREPOT_FIELD(rent, "USD/H100e/week", "For how much.", Money);
  ENTREPOT_FIELD(fee, "USD/H100e/week", "Of the tenant's front.", Money);
  ENTREPOT_FIELD(ends, "week", "Until when.", Week);
};

struct RentalState {
  ENTREPOT_TABLE(RentalState, "Compute that clouds rent out.");
  ENTREPOT_FIELD(rent, "USD/H100e/week", "Rent of a new contract.", double);
  ENTREPOT_FIELD(rented_out, "H100e", "Let to restricted tenants, by cloud.", Column<ProviderId, double>);
  ENTREPOT_FIELD(tenancies, "tenancies", "Contracts that run, in the order they began.", std::vector<Tenancy>);
};

struct RetailState {
  ENTREPOT_TABLE(RetailState, "Retail markets.");
  ENTREPOT_FIELD(price, "ratio", "Posted price over list price.", Column<RetailTraderId, float>);
  ENTREPOT_FIELD(caution, "ratio", "1 after the trader was found out, fading to 0: how rarely it looks away.",
                 Column<RetailTraderId, float>);
  ENTREPOT_FIELD(expected, "units/week", "Demand that the trader expects.", Column<RetailTraderId, float>);
  ENTREPOT_FIELD(stock, "units", "Goods in the shop.", Column<RetailTraderId, Units>);
  ENTREPOT_FIELD(bought, "units", "With buyers since the run began.", Column<ProductId, Units>);
  ENTREPOT_FIELD(takings, "USD", "Traders' takings since the run began.", Money);
  ENTREPOT_FIELD(paid, "USD", "Paid by buyers since the run began.", Money);
};

/// Money that has left the trade.
struct PublicState {
  ENTREPOT_TABLE(PublicState, "Goods and money that have left the trade.");
  ENTREPOT_FIELD(treasury, "USD", "Fines, duties and revenue shares.", Money);
  ENTREPOT_FIELD(carriers, "USD", "Carriage and concealment.", Money);
  ENTREPOT_FIELD(seized, "units", "Seized units.", Column<ProductId, Units>);
  ENTREPOT_FIELD(retired, "units", "Units out of service.", Column<ProductId, Units>);
};

struct State {
  ENTREPOT_TABLE(State, "All that changes in a run.");
  ENTREPOT_PART(buyers, BuyerState);
  ENTREPOT_PART(intermediaries, IntermediaryState);
  ENTREPOT_PART(channels, ChannelState);
  ENTREPOT_PART(vendors, VendorState);
  ENTREPOT_PART(hubs, HubState);
  ENTREPOT_PART(enforcement, EnforcementState);
  ENTREPOT_PART(licensing, LicensingState);
  ENTREPOT_PART(shipments, ShipmentState);
  ENTREPOT_PART(rental, RentalState);
  ENTREPOT_PART(retail, RetailState);
  ENTREPOT_PART(outside, PublicState);
};

}  // namespace entrepot::world

namespace entrepot {

template <>
struct Fields<world::LotTable> {
  using T = world::LotTable;
  static constexpr auto all = std::tuple{field("rows", &T::rows_, "lots", "The lots; rows are used again."),
                                         field("free", &T::free_, "rows", "Rows that are free.")};
};
static_assert(declares_all_bytes<world::LotTable>);

}  // namespace entrepot
