#pragma once
// The agents' fixed attributes, one column per attribute; state.hpp has the variables that change during a run. Sampled
// attributes are declared with unit and meaning (core/fields.hpp). Derived members are not: ids, groups, lists of
// suppliers and contacts, and data by group.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entrepot/core/fields.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/budget_path.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::world {

struct Channels {
  ENTREPOT_ATTRIBUTES(Channels,
                      "OEMs and distributors that supply all customers who do not buy directly from a vendor.");
  Column<ChannelId, StableId> id;
  Column<ChannelId, std::uint16_t> group;
  ENTREPOT_FIELD(jurisdiction, "place", "Where its goods arrive and are stored.", Column<ChannelId, JurisdictionId>);
  ENTREPOT_FIELD(bills_in, "place", "Where vendors invoice it.", Column<ChannelId, JurisdictionId>);
  ENTREPOT_FIELD(seat, "place", "Headquarters.", Column<ChannelId, JurisdictionId>);
  Column<ChannelId, std::uint32_t> vendors;  ///< bit set of the vendors whose products it sells
  ENTREPOT_FIELD(kyc, "ratio", "Share of red-flagged orders it refuses.", Column<ChannelId, float>);
  ENTREPOT_FIELD(margin, "ratio", "Margin over list price.", Column<ChannelId, float>);
  ENTREPOT_FIELD(stock_cover_weeks, "weeks", "Weeks of demand it keeps in stock.", Column<ChannelId, float>);
  ENTREPOT_FIELD(weight, "weight", "Relative weight in customers' choice of a partner.", Column<ChannelId, float>);
  ENTREPOT_FIELD(priority, "class", "Allocation class at the vendor; 0 is served first.",
                 Column<ChannelId, std::uint8_t>);
  std::vector<std::string> group_names;
  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] bool carries(ChannelId c, VendorId v) const { return (vendors[c] >> v.value) & 1U; }
};

struct Owners {
  ENTREPOT_ATTRIBUTES(Owners, "Owners of intermediaries. One may stand behind several firms.");
  Column<OwnerId, StableId> id;
  Column<OwnerId, std::uint16_t> group;
  ENTREPOT_FIELD(firms, "firms", "Firms it owns at the start.", Column<OwnerId, std::uint16_t>);
  ENTREPOT_FIELD(reachable, "yes or no", "Whether it lives or travels where it can be arrested.",
                 Column<OwnerId, char>);
  Column<OwnerId, IntermediaryId> first_firm;  ///< its firms are rows of Intermediaries from here on
  std::vector<std::string> group_names;
  [[nodiscard]] std::size_t size() const { return id.size(); }
};

struct Intermediaries {
  ENTREPOT_ATTRIBUTES(Intermediaries,
                      "Resellers, brokers and shell companies in the hubs. Most are honest: their cost of wrongdoing "
                      "exceeds any margin.");
  Column<IntermediaryId, StableId> id;
  Column<IntermediaryId, std::uint16_t> group;
  ENTREPOT_FIELD(owner, "agent", "Its owner.", Column<IntermediaryId, OwnerId>);
  ENTREPOT_FIELD(jurisdiction, "place", "Where it is registered and invoiced.", Column<IntermediaryId, JurisdictionId>);
  ENTREPOT_FIELD(warehouse, "place", "Where its goods arrive.", Column<IntermediaryId, JurisdictionId>);
  ENTREPOT_FIELD(limited_liability, "yes or no", "Whether its owners have limited liability.",
                 Column<IntermediaryId, char>);
  ENTREPOT_FIELD(age_years, "years", "Age of the firm at the start of the run; unused for a firm in reserve.",
                 Column<IntermediaryId, float>);
  ENTREPOT_FIELD(plausible_units, "units", "Order size that raises no red flag.", Column<IntermediaryId, float>);
  ENTREPOT_FIELD(margin, "ratio", "Margin on honest sales.", Column<IntermediaryId, float>);
  ENTREPOT_FIELD(working_capital, "USD", "Capital it can tie up in goods.", Column<IntermediaryId, double>);
  ENTREPOT_FIELD(integrity, "ratio",
                 "Integrity: the minimum gain per unit, over the list price, for which it breaks the rules.",
                 Column<IntermediaryId, double>);
  ENTREPOT_FIELD(honest_revenue, "USD/year", "Gross profit of its honest business, at stake if it is caught.",
                 Column<IntermediaryId, double>);
  ENTREPOT_FIELD(risk_aversion, "ratio", "Extra weight that it gives to expected losses.",
                 Column<IntermediaryId, float>);
  ENTREPOT_FIELD(prior_detection, "ratio", "Initial belief about the probability of detection per border crossing.",
                 Column<IntermediaryId, float>);
  ENTREPOT_FIELD(site_mw, "MW", "Power of the site that it declares as an end user; 0 for traders.",
                 Column<IntermediaryId, float>);
  ENTREPOT_FIELD(supplier_credit, "ratio", "Share of the supply price that it pays after it is paid.",
                 Column<IntermediaryId, float>);
  ENTREPOT_FIELD(runs_share, "ratio", "Share of that site that it runs for customers of its own.",
                 Column<IntermediaryId, float>);
  ENTREPOT_FIELD(held_share, "ratio", "Share of the firm that its owner holds.", Column<IntermediaryId, float>);
  ENTREPOT_FIELD(insider, "yes or no", "Whether an insider passes its orders.", Column<IntermediaryId, char>);
  std::vector<std::uint32_t> supplier_begin;  ///< CSR into suppliers, one more entry than rows
  std::vector<ChannelId> suppliers;
  Column<JurisdictionId, std::vector<IntermediaryId>> registered_in;  ///< firms that exist at the start
  Column<JurisdictionId, std::vector<IntermediaryId>> reserve_in;     ///< firms that may be founded later
  std::vector<std::string> group_names;
  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] std::span<const ChannelId> suppliers_of(IntermediaryId i) const {
    return {suppliers.data() + supplier_begin[i.row()], suppliers.data() + supplier_begin[i.row() + 1]};
  }
};

/// Jurisdictions with sampling weights.
struct PlaceShares {
  std::vector<JurisdictionId> places;
  std::vector<double> running_share;  ///< cumulative weights
  PlaceShares() = default;
  PlaceShares(const scenario::Shares& shares, const Jurisdictions& jurisdictions);
  [[nodiscard]] bool empty() const { return places.empty(); }
  /// Samples a place with probability proportional to its weight; uses one draw. Must not be empty.
  [[nodiscard]] JurisdictionId pick(Draws& draws) const;
};

/// How a buyer's lawful orders reach a vendor.
enum class Procurement : std::uint8_t { direct, channel, reseller };

struct Buyers {
  ENTREPOT_ATTRIBUTES(
      Buyers, "End users, legitimate and restricted. Whether a sale to one is controlled follows from the rules only.");
  Column<BuyerId, StableId> id;
  Column<BuyerId, std::uint16_t> group;
  ENTREPOT_FIELD(jurisdiction, "place", "Place of end use.", Column<BuyerId, JurisdictionId>);
  ENTREPOT_FIELD(parent, "place", "Headquarters of the ultimate parent.", Column<BuyerId, JurisdictionId>);
  ENTREPOT_FIELD(segment, "kind", "Kind of buyer, for reports and licence reviews.",
                 Column<BuyerId, scenario::Segment>);
  ENTREPOT_FIELD(procurement, "kind",
                 "How its lawful orders reach a vendor: directly, through a channel partner or through a reseller.",
                 Column<BuyerId, Procurement>);
  ENTREPOT_FIELD(channel, "agent", "Its channel partner.", Column<BuyerId, ChannelId>);
  ENTREPOT_FIELD(reseller, "agent", "Its reseller.", Column<BuyerId, IntermediaryId>);
  ENTREPOT_FIELD(billing_centre, "place", "Where its direct purchases are invoiced once it centralises billing.",
                 Column<BuyerId, JurisdictionId>);
  ENTREPOT_FIELD(centralises, "week", "First week of centralised billing.", Column<BuyerId, Week>);
  ENTREPOT_FIELD(initial_target, "H100e", "Compute it owns at the start; its target stock grows from this level.",
                 Column<BuyerId, float>);
  ENTREPOT_FIELD(log_growth_week, "1/week", "Logarithm of the weekly growth factor of its target.",
                 Column<BuyerId, float>);
  ENTREPOT_FIELD(demand_noise, "ratio", "Standard deviation of the log of its target.", Column<BuyerId, float>);
  ENTREPOT_FIELD(willingness_to_pay, "USD/H100e", "Maximum price at the start.", Column<BuyerId, float>);
  ENTREPOT_FIELD(budget, "USD/year or ratio",
                 "Budget for accelerators in the first year; where the group's spending is given, its share of it.",
                 Column<BuyerId, double>);
  ENTREPOT_FIELD(cadence, "weeks", "Weeks between purchasing decisions.", Column<BuyerId, std::uint8_t>);
  ENTREPOT_FIELD(phase, "weeks", "It decides when (week + phase) mod cadence = 0.", Column<BuyerId, std::uint8_t>);
  ENTREPOT_FIELD(patience, "weeks", "Weeks an order stays open.", Column<BuyerId, std::uint8_t>);
  ENTREPOT_FIELD(foresight, "weeks", "How long before an announced restriction it buys ahead.",
                 Column<BuyerId, std::uint8_t>);
  ENTREPOT_FIELD(wrongdoing_cost, "USD/H100e", "Its own cost and risk of a grey purchase.", Column<BuyerId, float>);
  ENTREPOT_FIELD(running_cost, "USD/week", "Power and upkeep that it pays for a unit.", Column<BuyerId, float>);
  Column<ProviderId, BuyerId> providers;     ///< the clouds: buyers that rent compute out
  std::vector<std::uint32_t> contact_begin;  ///< CSR into contacts, one more entry than rows
  std::vector<IntermediaryId> first_contacts;
  std::vector<std::string> group_names;
  std::vector<const scenario::BuyerGroup*> group_parameters;
  std::vector<PlaceShares> group_contact_hubs;
  std::vector<BudgetPath> group_budget;
  std::vector<PlaceShares> group_assemblers;
  std::vector<std::uint32_t> group_begin;  ///< first row of each group; one more entry than groups
  std::vector<double> effective_h100e;  ///< [group x product] H100e per unit, with inference share and software factor
  std::size_t products = 0;
  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] const scenario::BuyerGroup& parameters(BuyerId b) const { return *group_parameters[group[b]]; }
  [[nodiscard]] double effective(BuyerId b, ProductId p) const {
    return effective_h100e[group[b] * products + p.row()];
  }
};

/// Samples one of a pool uniformly; none if the pool is empty. Uses one draw.
IntermediaryId pick_one(const std::vector<IntermediaryId>& pool, Draws& draws);

/// A retail market. Its traders are rows of RetailTrade; its buyers are numbered, restricted buyers first.
struct RetailMarket {
  std::string name;
  std::size_t row = 0;  ///< among the scenario's markets, sorted by name
  const scenario::RetailMarket* parameters = nullptr;
  StableId id = 0;
  JurisdictionId destination{};
  std::vector<ProductId> products{};
  std::uint32_t first_trader = 0;  ///< row in RetailTrade
  std::uint32_t traders = 0;
  std::uint32_t buyers = 0;
  std::uint32_t restricted_buyers = 0;
  std::vector<std::uint32_t> known{};  ///< [buyer x known trader] trader numbers in the market
  /// Index of the trader's product in the list; products are assigned to traders in rotation.
  [[nodiscard]] std::size_t kind_of(std::uint32_t trader) const { return trader % products.size(); }
  [[nodiscard]] ProductId product_of(std::uint32_t trader) const { return products[kind_of(trader)]; }
};

/// Retail trade. Retail buyers have no state except the traders they know, so they have no table.
struct RetailTrade {
  ENTREPOT_ATTRIBUTES(RetailTrade, "Traders of retail markets.");
  std::vector<RetailMarket> markets;
  ENTREPOT_FIELD(product, "product", "Product that the trader sells.", Column<RetailTraderId, ProductId>);
};

/// Buyers by (cadence, phase), so that each week visits only the buyers that act in it.
class WakeCalendar {
 public:
  WakeCalendar() = default;
  explicit WakeCalendar(const Buyers& buyers);
  /// Sets `into` to the buyers that act in the week, in a fixed order.
  void acting(Week week, std::vector<BuyerId>& into) const;

 private:
  static constexpr std::size_t longest = 64;
  std::vector<std::vector<BuyerId>> slots_;
};

/// The population of one replicate.
struct Agents {
  Channels channels;
  Owners owners;
  Intermediaries intermediaries;
  Buyers buyers;
  RetailTrade retail;
  WakeCalendar wake;
};

/// Call visit<RowId>(table) for every table of agents that has a row for each agent.
template <class Visit>
void for_each_agent_table(const Agents& agents, Visit&& visit);

/// Samples the population. Draws are keyed by stream name and member number, never by position.
Agents sample_population(const scenario::Scenario& scenario, const Calendar& calendar,
                         const Jurisdictions& jurisdictions, const Catalogue& catalogue, const Streams& streams);

}  // namespace entrepot::world

namespace entrepot {

template <>
struct Fields<world::Agents> {
  using T = world::Agents;
  static constexpr auto all =
      std::tuple{field("channel_partners", &T::channels), field("owners", &T::owners),
                 field("intermediaries", &T::intermediaries), field("buyers", &T::buyers), field("retail", &T::retail)};
};

template <class Visit>
void world::for_each_agent_table(const Agents& agents, Visit&& visit) {
  const auto visit_column = [&]<class RowId>(const Column<RowId, StableId>&, const auto& table) {
    visit.template operator()<RowId>(table);
  };
  for_each_field<Agents>([&](const auto& field) {
    const auto& table = agents.*(field.member);
    if constexpr (requires { table.id; }) visit_column(table.id, table);
  });
}

}  // namespace entrepot
