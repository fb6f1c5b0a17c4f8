#pragma once
// Everything that changes during a run: what agents hold, owe, believe and have on order.

#include <cstdint>
#include <vector>

#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/world/agents.hpp"
#include "entrepot/world/geography.hpp"

namespace entrepot::world {

/// How a purchase is made.
enum class Pathway : std::uint8_t { open, licensed, grey };

/// An end user's purchase on its way from decision to delivery.
struct Order {
  BuyerId buyer;       ///< true end user
  IntermediaryId via;  ///< reseller or diverter between channel and end user; none for a direct or channel order
  ChannelId channel;   ///< none: bought from the vendor directly
  ProductId product;
  Pathway pathway;
  std::uint8_t priority;  ///< allocation class, 0 first
  RuleId rule;            ///< rule that decided whether a licence was needed; none if no rule applied
  Units open;             ///< still to be shipped
  Money unit_price;       ///< the end user pays this per unit
  Money supply_price;     ///< the intermediary pays this per unit (equal to unit_price without one)
  Week placed;
  Week expires;
};

/// Where a lot stands. A free row is reused; a finished lot's goods live on in the buyer's installed stock.
enum class LotStage : std::uint8_t { free, to_channel, channel_stock, to_intermediary, at_intermediary, to_buyer };

/// Goods of one product that move together, with the record of their first sale.
struct Lot {
  LotStage stage = LotStage::free;
  Pathway pathway = Pathway::open;
  bool barred = false;  ///< on its last leg without the licence that it needed when it left: a leak on delivery
  bool held_up = false;
  ProductId product;
  Units units = 0;
  ChannelId channel;
  IntermediaryId intermediary;
  BuyerId buyer;
  JurisdictionId place;  ///< where it is, or is bound for
  RuleId rule;
  Week due = 0;      ///< arrives in this week
  Week shipped = 0;  ///< of the last leg
  Money basis;       ///< holder's net outlay for the whole lot
  Money unit_price;  ///< what the end user pays per unit in all
  Money deposit;     ///< what the end user has paid already, for the whole lot
  // the vendor's books: first sale
  VendorId vendor;
  JurisdictionId bill_to;
  JurisdictionId ship_to;
  Money first_price;  ///< per unit
  std::uint16_t sale_quarter = 0;
  // the route of a diverted lot
  std::uint8_t leg = 0;
  RouteId route;
};

/// Lots in the pipeline. Rows are reused in a fixed order (last freed first), so row numbers are the same in every run.
class LotTable {
 public:
  [[nodiscard]] Lot& operator[](LotId id) { return rows_[id]; }
  [[nodiscard]] const Lot& operator[](LotId id) const { return rows_[id]; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  LotId add(Lot lot);
  void remove(LotId id);
  /// Split `units` off a lot into a new lot; basis and deposit are divided exactly (the remainder stays behind).
  LotId split(LotId id, Units units);

 private:
  Column<LotId, Lot> rows_;
  std::vector<LotId> free_;
};

/// Goods that leave service in the same week.
struct Cohort {
  BuyerId buyer;
  ProductId product;
  Units units;
  bool leaked;
};

/// A lawful purchase that needs a licence, waiting for an officer.
struct Application {
  Order order;
  Week filed;
};

struct BuyerState {
  Column<BuyerId, float> installed;  ///< effective H100e
  Column<BuyerId, float> on_order;   ///< effective H100e ordered, applied for or in transit
  Column<BuyerId, Units> installed_units;
  Column<BuyerId, Money> spent;  ///< committed since the start of the budget year
  Column<BuyerId, std::int16_t> budget_year;
  Column<BuyerId, Money> paid;           ///< all payments made
  std::vector<IntermediaryId> contacts;  ///< indexed by Buyers::contact_begin
};

struct IntermediaryState {
  std::vector<float> markup;                 ///< [intermediary x product] posted grey markup over list
  Column<IntermediaryId, double> committed;  ///< USD of working capital tied up
  Column<IntermediaryId, Money> margin;      ///< realised on sales
  Column<IntermediaryId, Money> losses;      ///< seized goods borne
  Column<IntermediaryId, Money> fines;
  Column<IntermediaryId, float> own_hits;    ///< own detections, forgotten at a rate
  Column<IntermediaryId, float> own_trials;  ///< own diverted lots, forgotten at the same rate
  Column<IntermediaryId, Week> belief_week;  ///< of the last update of the two
  Column<IntermediaryId, float> suspicion;   ///< authority's score
  Column<IntermediaryId, Week> suspicion_week;
  Column<IntermediaryId, Units> diverted;        ///< units re-exported to a restricted end user so far
  Column<IntermediaryId, Money> diverted_value;  ///< not yet punished
  Column<IntermediaryId, char> under_case;
  Column<IntermediaryId, Week> listed_from;  ///< entity-listed from this week on
};

struct ChannelState {
  std::vector<Units> stock;              ///< [channel x product]
  std::vector<std::vector<LotId>> lots;  ///< [channel x product] first in, first out
  std::vector<std::vector<Order>> book;  ///< [channel x product] first come, first served
  std::vector<Units> backlog;            ///< [channel x product] units open in the book
  std::vector<Units> inbound;            ///< [channel x product] in transit from the vendor
  std::vector<Units> replenishment;      ///< [channel x product] on order at the vendor
  std::vector<float> weekly_demand;      ///< [channel x product] smoothed
  std::vector<Units> asked;              ///< [channel x product] this week
  Column<ChannelId, Money> margin;
};

struct VendorState {
  Column<ProductId, Units> stock;
  Column<ProductId, std::vector<Units>> in_production;  ///< by weeks until finished
  Column<ProductId, Units> backlog;                     ///< units open in the vendor's own book
  Column<ProductId, float> weekly_demand;
  Column<ProductId, Units> asked;
  Column<ProductId, float> wait_weeks;         ///< published lead time
  Column<ProductId, std::vector<Order>> book;  ///< orders of direct customers
  Column<VendorId, Money> revenue;
};

/// Public and official knowledge about a hub.
struct HubState {
  Column<JurisdictionId, double> imports;          ///< H100e imported over about the last year (smoothed)
  Column<JurisdictionId, double> earlier_imports;  ///< the same a year before
  Column<JurisdictionId, double> belief_hits;      ///< detections other evaders have heard of
  Column<JurisdictionId, double> belief_trials;
  Column<JurisdictionId, char> watch_listed;
  Column<JurisdictionId, double> targeting;  ///< multiplies inspection of diverted goods
};

/// A file on an investigator's desk.
struct Case {
  IntermediaryId target;
  Week closes;
};

struct EnforcementState {
  std::vector<IntermediaryId> leads;  ///< intermediaries with an open lead, in order of arrival
  std::vector<Case> cases;
  double check_budget = 0;  ///< end-use checks saved up
  std::vector<IntermediaryId> recent_consignees;
};

struct State {
  Week week = 0;
  BuyerState buyers;
  IntermediaryState intermediaries;
  ChannelState channels;
  VendorState vendors;
  HubState hubs;
  EnforcementState enforcement;
  LotTable lots;
  std::vector<std::vector<LotId>> due;        ///< lots by week of arrival
  std::vector<std::vector<Cohort>> retiring;  ///< installed goods by week of retirement
  std::vector<Application> applications;      ///< the licence queue, first in first out
};

}  // namespace entrepot::world
