#pragma once
// Everything that changes during a run: what agents hold, owe, believe and have on order.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entrepot/core/fields_fwd.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/geography.hpp"

// Every member of every struct here is declared by name in state_fields.hpp, too.
namespace entrepot::world {

/// How a buyer gets compute: by a purchase, or by renting it remotely.
enum class Pathway : std::uint8_t { open, licensed, grey, rental };
inline constexpr std::array<std::string_view, 4> pathway_names{"open", "licensed", "grey", "rental"};

/// An end user's purchase on its way from decision to shipment.
struct Order {
  BuyerId buyer{};       ///< true end user
  IntermediaryId via{};  ///< reseller or diverter between channel and end user; none for a direct or channel order
  ChannelId channel{};   ///< none: bought from the vendor directly
  ProductId product{};
  Pathway pathway = Pathway::open;
  RuleId rule{};     ///< rule under which it was licensed or is exempt; none if no licence was needed
  StableId key = 0;  ///< names it in draws
  Week placed = 0;
  bool exempt = false;   ///< small enough to need no licence
  Units open = 0;        ///< still to be shipped
  Money unit_price{};    ///< the end user pays this per unit, duty not included
  Money supply_price{};  ///< channel or vendor is paid this per unit (equal to unit_price without an intermediary)
  Week expires = 0;      ///< cancelled if still open in this week
  float red_flags = 0;   ///< score when suppliers screened it, 0..1
};

/// Where a lot stands. A free row is reused; a finished lot's goods live on in the buyer's installed stock.
enum class LotStage : std::uint8_t { free, to_channel, channel_stock, to_intermediary, at_intermediary, to_buyer };
inline constexpr std::array<std::string_view, 6> lot_stage_names{
    "free", "to_channel", "channel_stock", "to_intermediary", "at_intermediary", "to_buyer"};

/// The vendor's books on a lot: its first sale.
struct FirstSale {
  VendorId vendor{};
  Money unit_price{};
  std::uint16_t month = 0;  ///< month of the run in which it was invoiced
  Week week = 0;            ///< the week of it
  JurisdictionId bill_to{};
  JurisdictionId ship_to{};
};

/// Goods of one product that move together.
struct Lot {
  LotStage stage = LotStage::free;
  Pathway pathway = Pathway::open;
  StableId key = 0;      ///< of the order it fills
  Week ordered = 0;      ///< week of that order
  RuleId rule{};         ///< of a barred lot: the rule it breaks
  bool barred = false;   ///< left for an end user who needed a licence and had none: a leak on delivery
  bool located = false;  ///< reports where it is
  bool delayed = false;  ///< has been held for an inspection once
  ProductId product{};
  Units units = 0;
  ChannelId channel{};
  IntermediaryId intermediary{};
  BuyerId buyer{};
  JurisdictionId place{};  ///< where it is, or where its present leg began
  Week due = 0;            ///< arrives in this week
  Money basis{};           ///< holder's outlay so far for the whole lot, less deposits taken
  Money unit_price{};      ///< what the end user pays per unit in all
  Money deposit{};         ///< what the end user has paid already, for the whole lot
  FirstSale first_sale{};
  RouteId route{};  ///< of a diverted lot that has left its hub
  std::uint8_t leg = 0;
  ChainId chain{};  ///< of a diverted lot: its chain of custody
};

/// Lots in the pipeline. Rows are reused in a fixed order (last freed first), so row numbers are the same in every run.
class LotTable {
 public:
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

/// Goods that leave service in the same week.
struct Cohort {
  BuyerId buyer;
  ProductId product;
  Units units;
};

/// A purchase that needs a licence, waiting for an officer.
struct Application {
  Order order;
  Week filed;
};

struct BuyerState {
  Column<BuyerId, double> installed;       ///< effective H100e
  Column<BuyerId, double> on_order;        ///< effective H100e ordered, applied for or in transit
  Column<BuyerId, double> rented;          ///< H100e rented from clouds abroad
  Column<BuyerId, FewUnits> in_service;    ///< units of all products
  Column<ProductId, Units> in_service_of;  ///< units of the product, of all buyers
  Column<BuyerId, Money> spent;            ///< committed since the start of the budget year
  Column<BuyerId, double> bought;          ///< H100e ordered in the budget year
  Column<BuyerId, std::int16_t> budget_year;
  Column<BuyerId, Money> paid;           ///< all payments made, less refunds
  std::vector<IntermediaryId> contacts;  ///< indexed by Buyers::contact_begin
  std::vector<float> trust;              ///< in the contact of the same row, 0..1
  Column<BuyerId, VendorId> platform;    ///< whose software its work runs on: the vendor of the last delivery
  Column<BuyerId, char> fronted;         ///< rents through a front company
};

/// A week in which something has never been done.
inline constexpr Week never = -1;

struct IntermediaryState {
  std::vector<float> markup;                ///< [intermediary x product] grey markup over list when last revised
  std::vector<Week> markup_week;            ///< [intermediary x product] of that revision
  Column<IntermediaryId, Money> committed;  ///< working capital promised to accepted orders and tied up in lots
  Column<IntermediaryId, Money> margin;     ///< realised on sales
  Column<IntermediaryId, Money> losses;     ///< seized goods borne
  Column<IntermediaryId, Money> fines;
  Column<IntermediaryId, double> own_detections;  ///< remembered
  Column<IntermediaryId, double> own_trials;      ///< remembered
  Column<IntermediaryId, Week> belief_week;       ///< of the last update of the two
  Column<IntermediaryId, double> suspicion;       ///< the authority's score
  Column<IntermediaryId, Week> suspicion_week;    ///< of its last update
  Column<IntermediaryId, Money>
      diverted_value;  ///< at supply price, of lots sent to barred end users and not yet punished
  Column<IntermediaryId, char> under_case;
  Column<IntermediaryId, Week> listed_from;    ///< on the entity list from this week on
  Column<IntermediaryId, Week> founded;        ///< 0: before the run; a week past the end: in reserve
  Column<IntermediaryId, Week> last_diverted;  ///< week in which it last took on a grey order; before the run if never
  Column<IntermediaryId, Week> missed_check;   ///< last end-use check that did not find what it had diverted
};

struct ChannelState {
  std::vector<Units> stock;              ///< [channel x product]
  std::vector<std::vector<LotId>> lots;  ///< [channel x product] first in, first out
  std::vector<std::vector<Order>> book;  ///< [channel x product] first come, first served
  std::vector<Units> backlog;            ///< [channel x product] units open in the book
  std::vector<Units> inbound;            ///< [channel x product] in transit from the vendor
  std::vector<double> weekly_demand;     ///< [channel x product] smoothed
  std::vector<Units> asked;              ///< [channel x product] this week
  Column<ChannelId, double> detections;  ///< of listed firms that bought from it, as evaders remember
  Column<ChannelId, double> trials;      ///< the same
  Column<ChannelId, Money> margin;
};

struct VendorState {
  Column<ProductId, Units> stock;
  Column<ProductId, std::vector<Units>> finishing;  ///< [product][week]: units that leave production
  Column<ProductId, Units> in_production;
  Column<ProductId, Units> unmet;              ///< claims of direct customers and channel partners that wait
  Column<ProductId, double> weekly_shipments;  ///< smoothed
  Column<ProductId, double> wait_weeks;        ///< published lead time
  Column<ProductId, std::vector<Order>> book;  ///< orders of direct customers
  Column<VendorId, Money> revenue;             ///< first sales
  Column<VendorId, Money> levies;              ///< paid out of it
};

/// Official and public knowledge about a hub.
struct HubState {
  Column<JurisdictionId, double> imports;                   ///< H100e declared in the last twelve published months
  Column<JurisdictionId, double> earlier_imports;           ///< the same of the twelve months before
  Column<JurisdictionId, double> recalled_imports;          ///< H100e of the year before the run
  Column<JurisdictionId, double> recalled_earlier_imports;  ///< the same of the year before that
  Column<JurisdictionId, double> detections;                ///< that evaders there have heard of, remembered
  Column<JurisdictionId, double> trials;  ///< diverted lots there that evaders have heard of, remembered
  Column<JurisdictionId, char> watch_listed;
  // By the place where intermediaries are registered:
  Column<JurisdictionId, std::vector<IntermediaryId>> firms;  ///< in business
  Column<JurisdictionId, double> grey_asked;                  ///< units that buyers sought there, as remembered
  Column<JurisdictionId, double> grey_met;                    ///< units of those taken on, as remembered
  Column<JurisdictionId, double> grey_profit;  ///< USD, margins less losses and fines, over a fading year
  Column<JurisdictionId, double> listings;     ///< of its firms over a fading year
};

/// A file on an investigator's desk.
struct Case {
  IntermediaryId target;
  Week closes;
};

struct EnforcementState {
  std::vector<IntermediaryId> leads;  ///< intermediaries with a score, not under a case, in order of their first lead
  std::vector<Case> cases;
  double check_budget = 0;                           ///< end-use checks saved up
  Column<JurisdictionId, double> hub_check_budget;   ///< the same of those that are dedicated to a hub
  double licence_capacity = 0;                       ///< applications that officers have time left to close
  std::vector<IntermediaryId> recent_consignees;     ///< this week's hub consignees, what checks are drawn from
  std::vector<std::vector<IntermediaryId>> reveals;  ///< by week: sellers that a located lot gives away
  Column<ProductId, Units> home_sales;               ///< to end users at the vendor's home since the run began
  std::vector<Units> licensed_units;                 ///< [rule x product] licensed, less what was cancelled
  std::vector<double> licensed_compute;              ///< [rule x declared place of use] the same in H100e
  Column<BuyerId, RuleId> listed_buyers;             ///< the rule that put an end user on the entity list
  // What a learning authority remembers, by hub:
  Column<JurisdictionId, double> checks_made, checks_failed;  ///< end-use checks, and those that found a diverter
  Column<JurisdictionId, double> cases_closed, cases_proved;
  std::vector<std::vector<IntermediaryId>> returns;  ///< by week: listed firms whose owners take a new name
};

/// Room on a lane: first come, first served; the first week that still has some, and the units that leave in it.
struct LaneBooking {
  Week week = 0;
  Units units = 0;
};

/// Compute that a restricted tenant rents.
struct Tenancy {
  BuyerId tenant;
  ProviderId provider;
  double h100e;
  Money rent;  ///< per H100e and week
  Money fee;   ///< of the tenant's front, per H100e and week
  Week ends;
};

struct RentalState {
  double rent = 0;                        ///< USD/H100e/week for a new contract
  Column<ProviderId, double> rented_out;  ///< H100e let to restricted tenants
  std::vector<Tenancy> tenancies;         ///< in the order they began
};

/// Markets in small lots.
struct RetailState {
  Column<RetailTraderId, float> price;     ///< posted, over list price
  Column<RetailTraderId, float> caution;   ///< 1 after being found out, fading to 0
  Column<RetailTraderId, float> expected;  ///< units/week
  Column<RetailTraderId, Units> stock;
  Column<ProductId, Units> bought;  ///< by their buyers since the run began
  Money takings;                    ///< of the traders
  Money paid;                       ///< by the buyers
};

/// Money that has left the trade.
struct PublicState {
  Money treasury;  ///< fines, duties, revenue shares
  Money carriers;  ///< carriage and concealment
  Column<ProductId, Units> seized;
  Column<ProductId, Units> retired;
};

struct State {
  BuyerState buyers;
  IntermediaryState intermediaries;
  ChannelState channels;
  VendorState vendors;
  HubState hubs;
  EnforcementState enforcement;
  PublicState outside;
  RentalState rental;
  RetailState retail;
  LotTable lots;
  Column<LaneId, LaneBooking> lanes;
  std::vector<std::vector<LotId>> due;        ///< lots by week of arrival
  std::vector<std::vector<Cohort>> retiring;  ///< installed goods by week of retirement
  std::vector<Application> applications;      ///< the licence queue, first in first out
};

}  // namespace entrepot::world
