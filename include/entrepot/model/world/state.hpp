#pragma once
// State variables: everything that changes during a run.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entrepot/core/fields.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/discovery.hpp"
#include "entrepot/model/world/geography.hpp"

// Every column is declared once, with its unit and meaning (core/fields.hpp).
namespace entrepot::world {

/// How a buyer obtains compute: by one of three kinds of purchase, or by renting it remotely.
enum class Pathway : std::uint8_t { open, licensed, grey, rental };
inline constexpr std::array<std::string_view, 4> pathway_names{"open", "licensed", "grey", "rental"};

struct Order {
  ENTREPOT_TABLE(Order, "An end user's purchase between decision and shipment.");
  ENTREPOT_FIELD(buyer, "agent", "The true end user; none if a diverter orders for its own stock.", BuyerId);
  ENTREPOT_FIELD(via, "agent", "Reseller or diverter between channel partner and end user, if any.", IntermediaryId);
  ENTREPOT_FIELD(channel, "agent", "Channel partner; none if bought from the vendor directly.", ChannelId);
  ENTREPOT_FIELD(product, "product", "Product ordered.", ProductId);
  ENTREPOT_FIELD(pathway, "kind", "How the buyer obtains the compute: open, licensed, grey or rental.", Pathway);
  ENTREPOT_FIELD(rule, "rule", "Rule that licensed or exempted it.", RuleId);
  ENTREPOT_FIELD(key, "name", "Stable key of the order in random draws.", StableId);
  ENTREPOT_FIELD(placed, "week", "Week of the purchasing decision.", Week);
  ENTREPOT_FIELD(exempt, "yes or no", "Whether a volume exemption frees it from a licence.", bool);
  ENTREPOT_FIELD(open, "units", "Units not yet shipped.", Units);
  ENTREPOT_FIELD(unit_price, "USD/unit", "Price to the end user, without duty.", Money);
  ENTREPOT_FIELD(supply_price, "USD/unit",
                 "Price paid to the channel partner or vendor; equals unit_price without an intermediary.", Money);
  ENTREPOT_FIELD(expires, "week", "Week in which an open order is cancelled.", Week);
  ENTREPOT_FIELD(from_stock, "yes or no", "Whether it is for goods that the intermediary has in stock.", bool);
  ENTREPOT_FIELD(deposit, "ratio", "Share of the price that a grey buyer pays in advance.", double);
  ENTREPOT_FIELD(capital, "USD/unit", "Working capital that a grey unit ties up at the intermediary.", Money);
  ENTREPOT_FIELD(red_flags, "ratio", "Red-flag score at the suppliers' screening.", float);
};

/// Stage of a lot in the supply chain. A free row is reused; delivered goods become part of the buyer's installed
/// stock.
enum class LotStage : std::uint8_t { free, to_channel, channel_stock, to_intermediary, at_intermediary, to_buyer };
inline constexpr std::array<std::string_view, 6> lot_stage_names{
    "free", "to_channel", "channel_stock", "to_intermediary", "at_intermediary", "to_buyer"};

/// A lot's first sale, as the vendor books it.
struct FirstSale {
  ENTREPOT_TABLE(FirstSale, "A lot's first sale, as the vendor books it.");
  ENTREPOT_FIELD(vendor, "vendor", "Vendor that made the sale.", VendorId);
  ENTREPOT_FIELD(unit_price, "USD/unit", "Price per unit.", Money);
  ENTREPOT_FIELD(month, "month", "Month of the invoice.", std::uint16_t);
  ENTREPOT_FIELD(week, "week", "Week of the invoice.", Week);
  ENTREPOT_FIELD(bill_to, "place", "Bill-to jurisdiction of the invoice.", JurisdictionId);
  ENTREPOT_FIELD(ship_to, "place", "Ship-to jurisdiction: the first consignee's.", JurisdictionId);
  ENTREPOT_FIELD(seat, "place", "Headquarters of the direct customer.", JurisdictionId);
};

struct Lot {
  ENTREPOT_TABLE(Lot, "Units of one product that travel together.");
  ENTREPOT_FIELD(stage, "kind",
                 "In transit to a channel partner, in its stock, in transit to an intermediary, held by it, or in "
                 "transit to the end user.",
                 LotStage);
  ENTREPOT_FIELD(pathway, "kind", "Pathway of the order it fills.", Pathway);
  ENTREPOT_FIELD(key, "name", "Stable key of the order it fills.", StableId);
  ENTREPOT_FIELD(ordered, "week", "Week in which that order was placed.", Week);
  ENTREPOT_FIELD(rule, "rule", "Rule that a barred lot breaks; none otherwise.", RuleId);
  ENTREPOT_FIELD(barred, "yes or no",
                 "Whether it goes to an end user who needs a licence and has none: a leak on delivery.", bool);
  ENTREPOT_FIELD(located, "yes or no", "Whether its units report their location.", bool);
  ENTREPOT_FIELD(stops, "ratio", "Share of its units that stop working where they may not be used.", float);
  ENTREPOT_FIELD(registered, "yes or no", "Whether a registry holds their owner.", bool);
  ENTREPOT_FIELD(used, "yes or no", "Whether an end user sold them on.", bool);
  ENTREPOT_FIELD(delayed, "yes or no", "Whether an inspection has delayed it already.", bool);
  ENTREPOT_FIELD(applied, "yes or no", "Whether it has applied for a permit to leave the hub.", bool);
  ENTREPOT_FIELD(product, "product", "Product of the units.", ProductId);
  ENTREPOT_FIELD(units, "units", "Number of units.", Units);
  ENTREPOT_FIELD(channel, "agent", "Channel partner.", ChannelId);
  ENTREPOT_FIELD(intermediary, "agent", "Intermediary.", IntermediaryId);
  ENTREPOT_FIELD(buyer, "agent", "End user; none for a diverter's own stock.", BuyerId);
  ENTREPOT_FIELD(place, "place", "Present location; in transit, the origin of the present leg.", JurisdictionId);
  ENTREPOT_FIELD(due, "week", "Week of arrival.", Week);
  ENTREPOT_FIELD(basis, "USD", "Cost to its holder so far, less deposits received.", Money);
  ENTREPOT_FIELD(unit_price, "USD/unit", "Total price to the end user per unit.", Money);
  ENTREPOT_FIELD(capital, "USD/unit", "Working capital that a grey unit ties up at the intermediary.", Money);
  ENTREPOT_FIELD(bought_under, "name", "Key of the order under which an intermediary bought it.", StableId);
  ENTREPOT_FIELD(deposit, "USD", "Amount that the end user has already paid.", Money);
  ENTREPOT_FIELD(first_sale, "record", "First sale, as the vendor books it.", FirstSale);
  ENTREPOT_FIELD(route, "route", "Route of a diverted lot that has left its hub; none otherwise.", RouteId);
  ENTREPOT_FIELD(leg, "count", "Current leg of that route, from 0.", std::uint8_t);
  ENTREPOT_FIELD(chain, "chain", "Chain of custody of a diverted lot; none otherwise.", ChainId);
};

/// Lots in the pipeline. Rows are reused in a fixed order (last freed first), so row numbers are the same in every run.
class LotTable {
 public:
  static constexpr std::string_view table_meaning = "Lots in the pipeline.";

  [[nodiscard]] Lot& operator[](LotId id) { return rows_[id]; }
  [[nodiscard]] const Lot& operator[](LotId id) const { return rows_[id]; }
  [[nodiscard]] const std::vector<Lot>& rows() const { return rows_.cells(); }
  LotId add(const Lot& lot);
  void remove(LotId id);
  /// Splits `units` off a lot into a new lot. Basis and deposit are divided exactly; the old lot keeps the remainder.
  LotId split(LotId id, Units units);

 private:
  friend struct Fields<LotTable>;
  Column<LotId, Lot> rows_;
  std::vector<LotId> free_;
};

struct Cohort {
  ENTREPOT_TABLE(Cohort, "Units of one owner and product that were delivered together.");
  ENTREPOT_FIELD(buyer, "agent", "Owner.", BuyerId);
  ENTREPOT_FIELD(product, "product", "Product of the units.", ProductId);
  ENTREPOT_FIELD(units, "units", "Number of units in service.", Units);
  ENTREPOT_FIELD(bought, "week", "Week of delivery; before 0 for what was in service at the start.", Week);
  ENTREPOT_FIELD(stops, "ratio", "Share of the units that stop working where they may not be used.", float);
  ENTREPOT_FIELD(barred, "yes or no", "Whether they were delivered against the rules.", bool);
  ENTREPOT_FIELD(located, "yes or no", "Whether the units report their location.", bool);
  ENTREPOT_FIELD(registered, "yes or no", "Whether a registry holds their owner.", bool);
};

struct Application {
  ENTREPOT_TABLE(Application, "A licence application that awaits an officer's decision.");
  ENTREPOT_FIELD(order, "order", "Purchase that it covers.", Order);
  ENTREPOT_FIELD(filed, "week", "Week of filing.", Week);
};

struct ImportApplication {
  ENTREPOT_TABLE(ImportApplication, "An order that awaits the decision of the importing government.");
  ENTREPOT_FIELD(order, "order", "Purchase that it covers.", Order);
  ENTREPOT_FIELD(due, "week", "Week of the decision.", Week);
};

struct BuyerState {
  ENTREPOT_TABLE(BuyerState, "Compute, orders, spending and contacts of end users.");
  ENTREPOT_FIELD(installed, "H100e", "Effective compute in service.", Column<BuyerId, double>);
  ENTREPOT_FIELD(on_order, "H100e", "Effective compute ordered, applied for, in transit or reserved at clouds.",
                 Column<BuyerId, double>);
  ENTREPOT_FIELD(rented, "H100e", "Compute rented from clouds abroad.", Column<BuyerId, double>);
  ENTREPOT_FIELD(in_service, "units", "Units of all products in service.", Column<BuyerId, FewUnits>);
  ENTREPOT_FIELD(in_service_of, "units", "Units of the product in service, all buyers.", Column<ProductId, Units>);
  ENTREPOT_FIELD(purse, "USD", "Budget saved as of purse_week, less commitments.", Column<BuyerId, Money>);
  ENTREPOT_FIELD(purse_week, "week", "Week of the last change of the purse.", Column<BuyerId, Week>);
  ENTREPOT_FIELD(bought, "H100e", "Compute ordered since the start of the year.", Column<BuyerId, double>);
  ENTREPOT_FIELD(bought_year, "year", "Year of the run that bought refers to.", Column<BuyerId, std::int16_t>);
  ENTREPOT_FIELD(bought_at_home, "H100e", "The part of it from vendors of its own place, bought lawfully.",
                 Column<BuyerId, double>);
  ENTREPOT_FIELD(bought_abroad, "H100e", "The part of it from vendors of other places, bought lawfully.",
                 Column<BuyerId, double>);
  ENTREPOT_FIELD(paid, "USD", "Payments since the start of the run, less refunds.", Column<BuyerId, Money>);
  ENTREPOT_FIELD(contacts, "agent", "Intermediaries it knows that might sell restricted products.",
                 Along<IntermediaryId, Axis::contact>);
  ENTREPOT_FIELD(trust, "ratio", "Trust in each contact.", Along<float, Axis::contact>);
  ENTREPOT_FIELD(got, "units", "Units that each contact has delivered to it.", Along<Units, Axis::contact>);
  ENTREPOT_FIELD(deposit, "ratio", "Deposit that it pays each contact before it trusts it.",
                 Along<double, Axis::contact>);
  ENTREPOT_FIELD(platform, "vendor", "Vendor whose software its work runs on: the vendor of its last delivery.",
                 Column<BuyerId, VendorId>);
  ENTREPOT_FIELD(fronted, "yes or no", "Whether it rents through a front company.", Column<BuyerId, char>);
  ENTREPOT_FIELD(retiring, "cohorts",
                 "Installed goods by week of retirement, some after the run.",
                 Along<std::vector<Cohort>, Axis::week>);
};

/// The week of an event that has not happened.
inline constexpr Week never = -1;

struct Act {
  ENTREPOT_TABLE(Act, "Units that a firm has diverted in a week.");
  ENTREPOT_FIELD(week, "week", "Week of departure.", Week);
  ENTREPOT_FIELD(units, "units", "Units.", Units);
};

struct IntermediaryState {
  ENTREPOT_TABLE(IntermediaryState, "Prices and capital of intermediaries, and the authority's record on them.");
  ENTREPOT_FIELD(stock, "units", "Diverted goods that it holds and has not sold.",
                 Along<Units, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(lots, "lots", "The lots of that stock, first in, first out.",
                 Along<std::vector<LotId>, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(own_orders, "units", "Units that it has ordered for its stock and not received.",
                 Along<Units, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(promised, "units", "Units that it has sold and not received.",
                 Along<Units, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(expected_price, "USD/unit", "Price that it expects for a unit; 0 before the first request.",
                 Along<double, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(expected_demand, "units/week", "Requests that it expects, as of demand_week.",
                 Along<double, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(demand_week, "week", "Week of the last request.", Along<Week, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(sells_to, "place", "Place of the last buyer that asked.",
                 Along<JurisdictionId, Axis::intermediary, Axis::product>);
  ENTREPOT_FIELD(deals_in, "cells", "Rows of [intermediary x product] with requests so far, in their order.",
                 std::vector<std::uint32_t>);
  ENTREPOT_FIELD(street_price, "USD/unit",
                 "Mean price of grey orders, taken on or not, as dealers remember it; 0 before the first.",
                 Column<ProductId, double>);
  ENTREPOT_FIELD(delivered, "units", "Diverted units that it has delivered, discounted by age as of delivered_week.",
                 Column<IntermediaryId, double>);
  ENTREPOT_FIELD(delivered_week, "week", "Week of the last of them.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(received, "H100e", "Compute that it has received as an end user.", Column<IntermediaryId, double>);
  ENTREPOT_FIELD(committed, "USD", "Working capital committed to accepted orders and tied up in lots.",
                 Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(margin, "USD", "Margins realised on sales.", Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(losses, "USD", "Losses on seized goods.", Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(fines, "USD", "Fines paid.", Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(suspicion, "score", "The authority's suspicion score, as of its last update.",
                 Column<IntermediaryId, double>);
  ENTREPOT_FIELD(suspicion_week, "week", "Week in which the score was last updated.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(diverted_value, "USD", "Value at supply price of lots sent to barred end users and not yet fined.",
                 Column<IntermediaryId, Money>);
  ENTREPOT_FIELD(diverted_units, "units", "Units of lots sent to barred end users and not yet in a proved case.",
                 Column<IntermediaryId, Units>);
  ENTREPOT_FIELD(under_case, "yes or no", "Whether the authority has an open case against it.",
                 Column<IntermediaryId, char>);
  ENTREPOT_FIELD(listed_from, "week", "First week on the Entity List.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(listed_by, "rule", "Rule in force that puts it on the Entity List.", Column<IntermediaryId, RuleId>);
  ENTREPOT_FIELD(affiliate_from, "week", "First week on the Entity List as the affiliate of a listed firm.",
                 Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(cut_off, "vendors", "Bit set of the vendors whose partners no longer supply it.",
                 Column<IntermediaryId, std::uint32_t>);
  ENTREPOT_FIELD(
      acts, "acts",
      "What it has diverted and nobody has yet held against it: since its owner's last proved case or exposure.",
      Column<IntermediaryId, std::vector<Act>>);
  ENTREPOT_FIELD(findings, "findings", "Findings against it since its owner's last proved case.",
                 Column<IntermediaryId, std::uint16_t>);
  ENTREPOT_FIELD(founded, "week",
                 "Week of its founding; 0 if before the run, past the end of the run for a firm in reserve.",
                 Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(last_diverted, "week", "Week in which it last accepted a grey order.", Column<IntermediaryId, Week>);
  ENTREPOT_FIELD(missed_check, "week", "Week of the last end-use check that missed its diversion.",
                 Column<IntermediaryId, Week>);
};

struct OwnerState {
  ENTREPOT_TABLE(OwnerState, "Beliefs of owners of intermediaries.");
  ENTREPOT_FIELD(detections, "lots", "Lots of its firms detected, discounted by age.", Column<OwnerId, double>);
  ENTREPOT_FIELD(trials, "lots", "Lots of its firms sent, discounted by age.", Column<OwnerId, double>);
  ENTREPOT_FIELD(belief_week, "week", "Week in which detections and trials were last updated.", Column<OwnerId, Week>);
};

struct ChannelState {
  ENTREPOT_TABLE(ChannelState, "Stocks and order books of channel partners.");
  ENTREPOT_FIELD(stock, "units", "Units in stock.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(lots, "lots", "Lots in stock, first in, first out.",
                 Along<std::vector<LotId>, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(book, "orders", "Waiting orders, first come, first served.",
                 Along<std::vector<Order>, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(backlog, "units", "Open units in the order book.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(inbound, "units", "Units in transit from the vendor.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(weekly_demand, "units/week", "Smoothed demand.", Along<double, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(asked, "units", "Units ordered this week.", Along<Units, Axis::channel, Axis::product>);
  ENTREPOT_FIELD(grey_wanted, "units", "Diverters' open units at all partners, discounted by age.",
                 Column<ProductId, double>);
  ENTREPOT_FIELD(grey_served, "units", "The part of them that was delivered, discounted by age.",
                 Column<ProductId, double>);
  ENTREPOT_FIELD(detections, "listings", "Listed firms that bought from it, discounted by age, as evaders see it.",
                 Column<ChannelId, double>);
  ENTREPOT_FIELD(trials, "lots", "Trials that its detections count against, discounted by age.",
                 Column<ChannelId, double>);
  ENTREPOT_FIELD(margin, "USD", "Margins realised.", Column<ChannelId, Money>);
  ENTREPOT_FIELD(listed_by, "rule", "Rule in force that puts it on the Entity List.", Column<ChannelId, RuleId>);
};

struct PartsStock {
  ENTREPOT_TABLE(PartsStock, "Dies and memory of a line with supply limits.");
  ENTREPOT_FIELD(dies, "dies", "Good dies of domestic foundries in stock.", double);
  ENTREPOT_FIELD(foreign_dies, "dies", "Dies made abroad in stock.", double);
  ENTREPOT_FIELD(stacks, "stacks", "Memory stacks in stock.", double);
  ENTREPOT_FIELD(dies_made, "dies", "Good dies of domestic foundries since the start of the run.", double);
  ENTREPOT_FIELD(wafers_lost, "wafers/month", "Growth of wafers that tool rules have prevented.", double);
  ENTREPOT_FIELD(stacks_lost, "stacks/year", "Growth of domestic memory that tool rules have prevented.", double);
};

struct VendorState {
  ENTREPOT_TABLE(VendorState, "Production, stocks and order books of vendors.");
  ENTREPOT_FIELD(stock, "units", "Finished units on hand.", Column<ProductId, Units>);
  ENTREPOT_FIELD(finishing, "units", "Units that leave production, by week of completion.",
                 Column<ProductId, Along<Units, Axis::week>>);
  ENTREPOT_FIELD(in_production, "units", "Units started and not finished.", Column<ProductId, Units>);
  ENTREPOT_FIELD(unmet, "units", "Unfilled demand of direct customers and channel partners.", Column<ProductId, Units>);
  ENTREPOT_FIELD(weekly_shipments, "units/week", "Smoothed shipments.", Column<ProductId, double>);
  ENTREPOT_FIELD(wait_weeks, "weeks", "Published lead time.", Column<ProductId, double>);
  ENTREPOT_FIELD(price_change, "ratio", "Deviation of the price from list price, where it answers the order book.",
                 Column<ProductId, double>);
  ENTREPOT_FIELD(software_gained, "ratio", "Rise of the software factor with the installed compute.",
                 Column<VendorId, double>);
  ENTREPOT_FIELD(parts, "record", "Dies and memory of lines with supply limits.", Column<LineId, PartsStock>);
  ENTREPOT_FIELD(full, "yes or no", "Whether a line could not start all that was wanted in the last week.",
                 Column<LineId, char>);
  ENTREPOT_FIELD(startable, "units/week", "Units that a line with supply limits could start in the last week.",
                 Column<LineId, double>);
  ENTREPOT_FIELD(book, "orders", "Orders of direct customers.", Column<ProductId, std::vector<Order>>);
  ENTREPOT_FIELD(revenue, "USD", "Revenue from first sales since the start of the run.", Column<VendorId, Money>);
  ENTREPOT_FIELD(levies, "USD", "Levies paid on that revenue.", Column<VendorId, Money>);
};

/// Official and public information about places.
struct HubState {
  ENTREPOT_TABLE(HubState, "Public information about places, and the grey trade of their firms.");
  ENTREPOT_FIELD(imports, "H100e", "Declared imports over the last twelve published months.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(earlier_imports, "H100e", "Declared imports over the twelve months before those.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(recalled_imports, "H100e", "Declared imports in the year before the run.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(recalled_earlier_imports, "H100e", "Declared imports in the second year before the run.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(detections, "lots", "Detections in the place known to evaders, discounted by age.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(trials, "lots", "Diverted lots in the place known to evaders, discounted by age.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(watch_listed, "yes or no", "Whether the place is on the watch list.", Column<JurisdictionId, char>);
  // By the place where intermediaries are registered:
  ENTREPOT_FIELD(firms, "agents", "Intermediaries in business that are registered there.",
                 Column<JurisdictionId, std::vector<IntermediaryId>>);
  ENTREPOT_FIELD(grey_asked, "units", "Grey units requested in the place, discounted by age.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(grey_met, "units", "Grey units accepted in the place, discounted by age.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(diverters, "firms", "Firms that divert, with exponential weights of one year since their last order.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(profit_of_a_firm, "USD/year",
                 "Margins from diversion less losses and fines, per diverter of the week in which they fell, with "
                 "exponential weights of one year.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(listings, "listings", "Entity List additions of its firms, with exponential weights of one year.",
                 Column<JurisdictionId, double>);
};

struct Case {
  ENTREPOT_TABLE(Case, "An open investigation.");
  ENTREPOT_FIELD(target, "agent", "Intermediary under investigation.", IntermediaryId);
  ENTREPOT_FIELD(closes, "week", "Week of the decision.", Week);
};

struct Charge {
  ENTREPOT_TABLE(Charge, "A criminal charge that follows from a proved case.");
  ENTREPOT_FIELD(target, "agent", "The firm of the case.", IntermediaryId);
  ENTREPOT_FIELD(acts, "acts", "What its owner's firms are charged with diverting.", std::vector<Act>);
};

struct Flag {
  ENTREPOT_TABLE(Flag, "A discovery on which somebody will act.");
  ENTREPOT_FIELD(source, "kind", "What found it out.", Discovery);
  ENTREPOT_FIELD(target, "agent", "The diverter.", IntermediaryId);
  ENTREPOT_FIELD(units, "units", "Units of the lot.", Units);
  ENTREPOT_FIELD(vendor, "vendor", "Vendor of the goods.", VendorId);
  ENTREPOT_FIELD(lot, "lot", "The lot that it concerns, if it is still on its way.", LotId);
  ENTREPOT_FIELD(bought_under, "name", "Key of the order under which the diverter bought that lot.", StableId);
};

struct EnforcementState {
  ENTREPOT_TABLE(EnforcementState, "Cases, budgets, licences and memory of the exporting authority.");
  ENTREPOT_FIELD(leads, "agents", "Intermediaries with a score and no open case, in the order of their first lead.",
                 std::vector<IntermediaryId>);
  ENTREPOT_FIELD(cases, "cases", "Open cases.", std::vector<Case>);
  ENTREPOT_FIELD(check_budget, "checks", "End-use checks accrued and not yet made.", double);
  ENTREPOT_FIELD(hub_check_budget, "checks", "Checks dedicated to a hub, accrued and not yet made.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(recent_consignees, "agents", "This week's consignees in hubs, from which end-use checks are drawn.",
                 std::vector<IntermediaryId>);
  ENTREPOT_FIELD(reveals, "agents", "Sellers that location reports identify, by week of the report.",
                 Along<std::vector<IntermediaryId>, Axis::week>);
  ENTREPOT_FIELD(flags, "flags", "Discoveries by the week of the action on them.",
                 Along<std::vector<Flag>, Axis::week>);
  ENTREPOT_FIELD(trained, "agents", "Trained investigators in service, all goods.", double);
  ENTREPOT_FIELD(in_training, "agents", "Investigators in training, all goods.", double);
  ENTREPOT_FIELD(charges, "charges", "Charges by week of publication.", Along<std::vector<Charge>, Axis::week>);
  ENTREPOT_FIELD(home_sales, "units",
                 "Units sold to end users in the vendor's home country since the start of the run.",
                 Column<ProductId, Units>);
  ENTREPOT_FIELD(listed_buyers, "rule", "Rule that put the end user on the Entity List.", Column<BuyerId, RuleId>);
  // Evidence of a learning authority, by hub:
  ENTREPOT_FIELD(checks_made, "checks", "Checks made, discounted by age; used by the learning form of targeting.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(checks_failed, "checks", "Checks that found a diverter, discounted by age.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(cases_closed, "cases", "Cases closed, discounted by age.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(cases_proved, "cases", "Cases proved, discounted by age.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(returns, "agents", "Listed firms whose owners return under a new name, by week of return.",
                 Along<std::vector<IntermediaryId>, Axis::week>);
};

struct LicensingState {
  ENTREPOT_TABLE(LicensingState, "Applications for licences and imports, and what has been licensed under each rule.");
  ENTREPOT_FIELD(applications, "applications", "The queue, first in first out.", std::vector<Application>);
  ENTREPOT_FIELD(imports, "applications", "Orders that await the importing government, in the order of filing.",
                 std::vector<ImportApplication>);
  ENTREPOT_FIELD(capacity, "applications", "Applications that officers can still decide.", double);
  ENTREPOT_FIELD(licensed_units, "units", "Units licensed under the rule, less cancellations.",
                 Along<Units, Axis::rule, Axis::product>);
  ENTREPOT_FIELD(licensed_compute, "H100e", "Compute licensed under a rule, by the place of use that was declared.",
                 Along<double, Axis::rule, Axis::place>);
  ENTREPOT_FIELD(licensed_this_year, "H100e", "The part of it in licensed_in, a year of the run.",
                 Along<double, Axis::rule, Axis::place>);
  ENTREPOT_FIELD(licensed_in, "year", "The year of the run of the last licence.", Week);
  ENTREPOT_FIELD(licensed_to, "H100e", "Compute licensed to the end user in its licensed_year.",
                 Column<BuyerId, double>);
  ENTREPOT_FIELD(licensed_year, "year", "The year of the run in which it was last licensed.", Column<BuyerId, Week>);
  ENTREPOT_FIELD(licensed_to_cover, "H100e",
                 "Compute licensed to the diverter as a declared end user, in its cover_year.",
                 Column<IntermediaryId, double>);
  ENTREPOT_FIELD(cover_year, "year", "The year of the run in which it was last licensed.",
                 Column<IntermediaryId, Week>);
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
  ENTREPOT_FIELD(due, "lots", "Lots in transit by week of arrival.", Along<std::vector<LotId>, Axis::week>);
  ENTREPOT_FIELD(lanes, "booking", "Capacity booked on each lane.", Column<LaneId, LaneBooking>);
};

struct Tenancy {
  ENTREPOT_TABLE(Tenancy, "A contract by which a restricted tenant rents compute.");
  ENTREPOT_FIELD(tenant, "agent", "Restricted end user that rents.", BuyerId);
  ENTREPOT_FIELD(provider, "agent", "Cloud that rents the compute out.", ProviderId);
  ENTREPOT_FIELD(h100e, "H100e", "Compute rented.", double);
  ENTREPOT_FIELD(rent, "USD/H100e/week", "Rent per week.", Money);
  ENTREPOT_FIELD(fee, "USD/H100e/week", "Fee of the tenant's front company; 0 without one.", Money);
  ENTREPOT_FIELD(ends, "week", "Week in which the contract ends.", Week);
  ENTREPOT_FIELD(reserved, "yes or no", "Whether the cloud bought the chips for this tenant.", bool);
};

struct Reservation {
  ENTREPOT_TABLE(Reservation, "A contract for compute that the cloud has yet to build.");
  ENTREPOT_FIELD(tenant, "agent", "Restricted end user that will rent.", BuyerId);
  ENTREPOT_FIELD(provider, "agent", "Cloud that builds.", ProviderId);
  ENTREPOT_FIELD(key, "name", "Stable key of the cloud's orders for it.", StableId);
  ENTREPOT_FIELD(waiting, "H100e", "Compute that the tenant does not have yet.", double);
  ENTREPOT_FIELD(ordered, "H100e", "The part of it on order.", double);
  ENTREPOT_FIELD(arrived, "H100e", "Compute delivered to the cloud and not yet to the tenant.", double);
  ENTREPOT_FIELD(financed, "USD", "Price of the chips on order, or of those whose order came to nothing.", Money);
  ENTREPOT_FIELD(rent, "USD/H100e/week", "Rent per week, of which a part is prepaid.", Money);
  ENTREPOT_FIELD(fee, "USD/H100e/week", "Fee of the tenant's front company; 0 without one.", Money);
  ENTREPOT_FIELD(check, "ratio", "Drawn strictness at which a check would have rejected the tenant.", double);
  ENTREPOT_FIELD(ready, "week", "Week in which the site is ready.", Week);
  ENTREPOT_FIELD(order_expires, "week", "Week in which the last order for it expires.", Week);
};

struct RentalState {
  ENTREPOT_TABLE(RentalState, "The market for rented compute.");
  ENTREPOT_FIELD(rent, "USD/H100e/week", "Rent of a new contract.", double);
  ENTREPOT_FIELD(rented_out, "H100e", "Open compute rented to restricted tenants, by cloud.",
                 Column<ProviderId, double>);
  ENTREPOT_FIELD(built, "H100e", "Compute in service that was bought for a tenant, by cloud.",
                 Column<ProviderId, double>);
  ENTREPOT_FIELD(planned, "H100e", "Compute that clouds planned to offer by now.", double);
  ENTREPOT_FIELD(tenancies, "tenancies", "Contracts in force, in the order of their start.", std::vector<Tenancy>);
  ENTREPOT_FIELD(reservations, "contracts", "Contracts for compute to be built, in the order of signing.",
                 std::vector<Reservation>);
};

struct UsedOffer {
  ENTREPOT_TABLE(UsedOffer, "Units that an owner sells.");
  ENTREPOT_FIELD(retires, "week", "Row of the cohort's list in retiring.", Week);
  ENTREPOT_FIELD(cohort, "row", "Row of the cohort in that list.", std::uint32_t);
  ENTREPOT_FIELD(units, "units", "Units not sold yet.", Units);
  ENTREPOT_FIELD(price, "USD/unit", "Price that it asks of dealers.", Money);
};

struct ResaleState {
  ENTREPOT_TABLE(ResaleState, "The market for used units.");
  ENTREPOT_FIELD(offers, "offers", "Units on sale in this quarter, oldest last.",
                 Column<ProductId, std::vector<UsedOffer>>);
  ENTREPOT_FIELD(bid, "ratio", "What dealers bid over the price that lawful buyers pay.", Column<ProductId, double>);
  ENTREPOT_FIELD(wanted, "units", "Units that dealers looked for in this quarter.", Column<ProductId, Units>);
  ENTREPOT_FIELD(taken, "units", "Units that dealers bought in this quarter.", Column<ProductId, Units>);
};

struct RetailState {
  ENTREPOT_TABLE(RetailState, "Retail markets.");
  ENTREPOT_FIELD(price, "ratio", "Posted price over list price.", Column<RetailTraderId, float>);
  ENTREPOT_FIELD(caution, "ratio",
                 "1 after the trader was detected, decaying to 0; it reduces the probability that the trader diverts.",
                 Column<RetailTraderId, float>);
  ENTREPOT_FIELD(expected, "units/week", "Demand the trader expects.", Column<RetailTraderId, float>);
  ENTREPOT_FIELD(stock, "units", "Units in stock.", Column<RetailTraderId, Units>);
  ENTREPOT_FIELD(bought, "units", "Units sold to buyers since the start of the run.", Column<ProductId, Units>);
  ENTREPOT_FIELD(takings, "USD", "Traders' takings since the start of the run.", Money);
  ENTREPOT_FIELD(paid, "USD", "Payments by buyers since the start of the run.", Money);
};

/// Goods and money that have left the trade.
struct PublicState {
  ENTREPOT_TABLE(PublicState, "Goods and money that have left the trade.");
  ENTREPOT_FIELD(treasury, "USD", "Fines, duties and revenue shares collected.", Money);
  ENTREPOT_FIELD(carriers, "USD", "Payments for carriage and concealment.", Money);
  ENTREPOT_FIELD(seized, "units", "Seized units.", Column<ProductId, Units>);
  ENTREPOT_FIELD(retired, "units", "Retired units.", Column<ProductId, Units>);
};

struct State {
  ENTREPOT_TABLE(State, "All that changes in a run.");
  ENTREPOT_PART(buyers, BuyerState);
  ENTREPOT_PART(intermediaries, IntermediaryState);
  ENTREPOT_PART(owners, OwnerState);
  ENTREPOT_PART(channels, ChannelState);
  ENTREPOT_PART(vendors, VendorState);
  ENTREPOT_PART(hubs, HubState);
  ENTREPOT_PART(enforcement, EnforcementState);
  ENTREPOT_PART(licensing, LicensingState);
  ENTREPOT_PART(shipments, ShipmentState);
  ENTREPOT_PART(rental, RentalState);
  ENTREPOT_PART(resale, ResaleState);
  ENTREPOT_PART(retail, RetailState);
  ENTREPOT_PART(outside, PublicState);
};

}  // namespace entrepot::world

namespace entrepot {

template <>
struct Fields<world::LotTable> {
  using T = world::LotTable;
  static constexpr auto all = std::tuple{field("rows", &T::rows_, "lots", "All lots; free rows are reused."),
                                         field("free", &T::free_, "rows", "Free rows.")};
};
static_assert(declares_all_bytes<world::LotTable>);

}  // namespace entrepot
