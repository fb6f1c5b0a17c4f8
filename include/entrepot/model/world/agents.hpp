#pragma once
// The agents' fixed attributes, one column per attribute. What changes during a run is in state.hpp.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::world {

/// OEMs and distributors between vendors and everybody who does not buy from a vendor directly.
struct Channels {
  Column<ChannelId, StableId> id;
  Column<ChannelId, std::uint16_t> group;
  Column<ChannelId, JurisdictionId> jurisdiction;  ///< where its goods arrive and are kept
  Column<ChannelId, JurisdictionId> bills_in;
  Column<ChannelId, std::uint32_t> vendors;  ///< bit set of vendors it carries
  Column<ChannelId, float> kyc;
  Column<ChannelId, float> margin;
  Column<ChannelId, float> stock_cover_weeks;
  Column<ChannelId, float> weight;           ///< relative weight when customers pick their partner
  Column<ChannelId, std::uint8_t> priority;  ///< allocation class at the vendor, 0 first
  std::vector<std::string> group_names;
  std::vector<Money> price;  ///< [channel x product] list price and the partner's margin
  std::size_t products = 0;
  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] Money price_of(ChannelId c, ProductId p) const { return price[c.row() * products + p.row()]; }
  [[nodiscard]] bool carries(ChannelId c, VendorId v) const { return (vendors[c] >> v.value) & 1U; }
};

/// Resellers, brokers and shells in the hubs. Most are honest: their cost of wrongdoing is above any margin.
struct Intermediaries {
  Column<IntermediaryId, StableId> id;
  Column<IntermediaryId, std::uint16_t> group;
  Column<IntermediaryId, JurisdictionId> jurisdiction;  ///< registered, and billed, here
  Column<IntermediaryId, JurisdictionId> warehouse;     ///< goods arrive here
  Column<IntermediaryId, char> limited_liability;
  Column<IntermediaryId, float> age_years;         ///< at the start of the run; of no meaning for a firm in reserve
  Column<IntermediaryId, float> plausible_units;   ///< an order of this size raises no eyebrow
  Column<IntermediaryId, float> margin;            ///< on honest sales
  Column<IntermediaryId, double> working_capital;  ///< USD
  Column<IntermediaryId, double> wrongdoing_cost;  ///< USD/unit
  Column<IntermediaryId, double> honest_revenue;   ///< USD/year of honest gross profit at stake
  Column<IntermediaryId, float> risk_aversion;
  Column<IntermediaryId, float> prior_detection;
  std::vector<std::uint32_t> supplier_begin;  ///< CSR into suppliers, one more entry than rows
  std::vector<ChannelId> suppliers;
  Column<JurisdictionId, std::vector<IntermediaryId>> registered_in;  ///< that exist at the start
  Column<JurisdictionId, std::vector<IntermediaryId>> reserve_in;     ///< that may be founded later
  std::vector<std::string> group_names;
  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] std::span<const ChannelId> suppliers_of(IntermediaryId i) const {
    return {suppliers.data() + supplier_begin[i.row()], suppliers.data() + supplier_begin[i.row() + 1]};
  }
};

/// Places with weights.
struct PlaceShares {
  std::vector<JurisdictionId> places;
  std::vector<double> running_share;  ///< running sum of the weights
  PlaceShares() = default;
  PlaceShares(const scenario::Shares& shares, const Jurisdictions& jurisdictions);
  [[nodiscard]] bool empty() const { return places.empty(); }
  /// A place with probability in proportion to its weight; consumes one draw. Must not be empty.
  [[nodiscard]] JurisdictionId pick(Draws& draws) const;
};

/// How a buyer's lawful orders reach a vendor.
enum class Procurement : std::uint8_t { direct, channel, reseller };

/// End users, legitimate and restricted. Whether a sale to one is controlled follows from the rules, never from a flag
/// here.
struct Buyers {
  Column<BuyerId, StableId> id;
  Column<BuyerId, std::uint16_t> group;
  Column<BuyerId, JurisdictionId> jurisdiction;  ///< place of end use
  Column<BuyerId, JurisdictionId> parent;        ///< headquarters of the ultimate parent
  Column<BuyerId, scenario::Segment> segment;
  Column<BuyerId, Procurement> procurement;
  Column<BuyerId, ChannelId> channel;
  Column<BuyerId, IntermediaryId> reseller;
  Column<BuyerId, JurisdictionId> billing_centre;
  Column<BuyerId, Week> centralises;       ///< from this week its direct purchases are invoiced at the billing centre
  Column<BuyerId, float> initial_target;   ///< H100e
  Column<BuyerId, float> log_growth_week;  ///< log of the weekly growth factor
  Column<BuyerId, float> demand_noise;
  Column<BuyerId, float> willingness_to_pay;  ///< USD/H100e at the start
  Column<BuyerId, double> budget;             ///< USD/year at the start
  Column<BuyerId, std::uint8_t> cadence;      ///< weeks between decisions
  Column<BuyerId, std::uint8_t> phase;        ///< acts when (week + phase) mod cadence = 0
  Column<BuyerId, std::uint8_t> patience;     ///< weeks an order stays open
  Column<BuyerId, std::uint8_t> foresight;    ///< weeks
  Column<BuyerId, float> wrongdoing_cost;     ///< USD/H100e, own risk cost of a grey purchase
  Column<ProviderId, BuyerId> providers;      ///< the clouds: who rents compute out
  std::vector<std::uint32_t> contact_begin;   ///< CSR into contacts, one more entry than rows
  std::vector<IntermediaryId> first_contacts;
  std::vector<std::string> group_names;
  std::vector<const scenario::BuyerGroup*> group_parameters;
  std::vector<PlaceShares> group_contact_hubs;
  std::vector<PlaceShares> group_assemblers;
  std::vector<std::uint32_t> group_begin;  ///< first row of each group; one more entry than groups
  std::vector<double> effective_h100e;     ///< [group x product], with inference share and software factor
  std::size_t products = 0;
  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] const scenario::BuyerGroup& parameters(BuyerId b) const { return *group_parameters[group[b]]; }
  [[nodiscard]] double effective(BuyerId b, ProductId p) const {
    return effective_h100e[group[b] * products + p.row()];
  }
};

/// One of a pool of intermediaries with equal chance; none if it is empty. One draw.
IntermediaryId pick_one(const std::vector<IntermediaryId>& pool, Draws& draws);

/// A market in small lots: rows of its traders and of its buyers, the restricted ones first.
struct RetailMarket {
  std::string name;
  std::size_t row = 0;  ///< among the scenario's markets by name
  const scenario::RetailMarket* parameters = nullptr;
  StableId id = 0;
  JurisdictionId destination{};
  std::vector<ProductId> products{};
  std::uint32_t first_trader = 0;  ///< row in RetailTrade
  std::uint32_t traders = 0;
  std::uint32_t buyers = 0;
  std::uint32_t restricted_buyers = 0;
  std::vector<std::uint32_t> known{};  ///< [buyer x known trader] numbers of traders in the market
  /// Traders take turns in carrying the products: the place of a trader's in the list.
  [[nodiscard]] std::size_t kind_of(std::uint32_t trader) const { return trader % products.size(); }
  [[nodiscard]] ProductId product_of(std::uint32_t trader) const { return products[kind_of(trader)]; }
};

/// Who trades in small lots. Buyers there hold nothing but an address book, so they have no table.
struct RetailTrade {
  std::vector<RetailMarket> markets;
  Column<RetailTraderId, ProductId> product;  ///< that the trader carries
};

/// Rows of buyers by (cadence, phase), so that a week visits only those that act in it.
class WakeCalendar {
 public:
  WakeCalendar() = default;
  explicit WakeCalendar(const Buyers& buyers);
  /// Buyers that act in the week, in a fixed order.
  void acting(Week week, std::vector<BuyerId>& into) const;

 private:
  static constexpr std::size_t longest = 64;
  std::vector<std::vector<BuyerId>> slots_;
};

/// The population of one replicate.
struct Agents {
  Channels channels;
  Intermediaries intermediaries;
  Buyers buyers;
  RetailTrade retail;
  WakeCalendar wake;
};

/// Draw the population. Draws are keyed by the groups' stream names and the member's number, never by position.
Agents sample_population(const scenario::Scenario& scenario, const Calendar& calendar,
                         const Jurisdictions& jurisdictions, const Catalogue& catalogue, const Streams& streams);

}  // namespace entrepot::world
