// Demand: the buyers that decide this week compare their ways to buy, and order what they are short of.

#include "entrepot/model/submodels/demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "entrepot/core/parallel.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/imports.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/licence_caps.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/quotes.hpp"
#include "entrepot/model/reservations.hpp"
#include "entrepot/model/submodels/choice.hpp"
#include "entrepot/model/submodels/licensing.hpp"
#include "entrepot/model/submodels/list_price.hpp"
#include "entrepot/model/submodels/rental.hpp"
#include "entrepot/model/submodels/systems.hpp"

namespace entrepot::model {
namespace {

using submodels::Option;
using world::Order;
using world::Pathway;

/// A buyer's decision: to order, to rent, or to replace a contact.
struct Resolution {
  BuyerId buyer;
  Order order{};
  RentalRequest rental{};
  Inquiry inquiry{};
  std::uint32_t drop_contact = no_contact;
  double unserved = 0;  ///< units that no contact offered at an acceptable price
  double premium = 0;   ///< highest that the buyer would pay for them, over list price
};

/// The supplier and reseller of a lawful purchase, and its prices before duty.
struct LawfulPath {
  ChannelId channel;
  IntermediaryId via;
  Money supply_price;
  Money unit_price;
};

LawfulPath lawful_path(const WeekContext& week, BuyerId b, ProductId p) {
  const auto& buyers = week.agents.buyers;
  const LawfulPath direct{{}, {}, week.list_price(p), week.list_price(p)};
  if (buyers.procurement[b] == world::Procurement::reseller) {
    const IntermediaryId reseller = buyers.reseller[b];
    const ChannelId supplier = supplier_of(week, reseller, p);
    if (supplier.exists() && !week.listed(reseller)) {
      const Money supply = week.channel_price(supplier, p);
      const double margin = week.agents.intermediaries.margin[reseller];
      return {supplier, reseller, supply, supply.scaled(1.0 + margin)};
    }
  }
  const ChannelId channel = buyers.channel[b];
  const bool by_channel = buyers.procurement[b] != world::Procurement::direct && channel.exists() &&
                          week.agents.channels.carries(channel, week.vendor(p)) &&
                          !week.barred(channel, week.vendor(p));
  if (!by_channel) return direct;
  const Money price = week.channel_price(channel, p);
  return {channel, {}, price, price};
}

bool dealers_have(const WeekContext& week, ProductId p) {
  const auto& dealers = week.state.intermediaries;
  return std::any_of(dealers.deals_in.begin(), dealers.deals_in.end(),
                     [&](std::uint32_t cell) { return cell % week.products() == p.row() && dealers.stock[cell] > 0; });
}

/// Products that anyone can buy this week: released, and made or in somebody's stock.
std::vector<ProductId> products_on_market(const WeekContext& week) {
  std::vector<ProductId> all;
  const auto& channels = week.state.channels;
  for (const ProductId p : Rows<ProductId>(week.products())) {
    if (week.number < week.setting.catalogue.products.release[p]) continue;
    bool on_market = on_offer(week, p, ChannelId::none());
    for (const ChannelId c : Rows<ChannelId>(week.agents.channels.size()))
      on_market = on_market || channels.stock[week.cell(c, p)] > 0;
    if (on_market || dealers_have(week, p)) all.push_back(p);
  }
  return all;
}

/// A buyer's taste for a product by a pathway.
StableId option_name(const WeekContext& week, ProductId p, Pathway pathway) {
  const std::size_t product = p.exists() ? p.row() : week.products();
  return week.setting.option_id[product * world::pathway_names.size() + static_cast<std::size_t>(pathway)];
}

/// The products of a line are much the same to a buyer, but not their pathways: grey goods come without support.
StableId nest_of(const WeekContext& week, ProductId p, Pathway pathway) {
  const LineId line = week.setting.catalogue.products.line[p];
  return stable_pair(week.setting.catalogue.lines.id[line], static_cast<StableId>(pathway), 0);
}

/// Cost of moving a buyer's work to the product's vendor, USD/H100e; 0 before it has a platform.
double switching_cost(const WeekContext& week, BuyerId b, ProductId p) {
  const VendorId platform = week.state.buyers.platform[b];
  return platform.exists() && platform != week.vendor(p) ? week.scenario().choice.switching_cost : 0.0;
}

/// How much more of the product's compute buyers can use today than the scenario's software factor says.
double software_of(const WeekContext& week, ProductId p) {
  const VendorId v = week.vendor(p);
  return submodels::software_ratio(week.setting.catalogue.products.facts[p].software_factor,
                                   week.state.vendors.software_gained[v], week.setting.catalogue.vendors.software[v]);
}

/// Put an option under a licence for a declared end user; false if none would be granted.
bool ask_for_licence(const WeekContext& week, ProductId p, policy::Decision decision, const DeclaredUser& user,
                     Option& option) {
  const auto& licensing = week.scenario().licensing;
  const bool military =
      user.buyer.exists() && week.agents.buyers.segment[user.buyer] == scenario::Segment::restricted_military;
  const auto terms = licence_terms(week, decision.rule);
  option.probability = submodels::approval_probability(decision.review, military, licensing) * (1.0 - terms.veto);
  option.weeks += submodels::expected_weeks(week.state.licensing.applications.size(), licensing) + terms.added_weeks;
  return option.probability > 0 && licensable(week, p, decision.rule, user) > 0;
}

/// Put a purchase under the terms of the importing government; false if its quota is used up.
bool pass_imports(const WeekContext& week, BuyerId b, const submodels::ImportTerms& terms, Option& option) {
  option.probability *= terms.approval;
  option.weeks += terms.weeks;
  option.under_quota = terms.quota_share < 1;
  option.most_units = std::min(option.most_units, quota_units(week, b, option.product, terms.quota_share));
  return option.most_units > 0;
}

/// Fill in the lawful way to buy a product; false if there is none.
bool lawful_option(const WeekContext& week, BuyerId b, ProductId p, policy::Decision decision, Option& option) {
  const LawfulPath path = lawful_path(week, b, p);
  if (!on_offer(week, p, path.channel)) return false;
  const auto import = import_terms(week, b, p);
  if (import.barred) return false;
  option.product = p;
  option.unit_price = path.unit_price;
  option.effective = week.agents.buyers.effective(b, p);
  option.software = software_of(week, p);
  option.weeks = week.state.vendors.wait_weeks[p];
  if (decision.licence_required()) {
    const double exempt = exempt_compute(week, b, decision.rule);
    const auto small = static_cast<Units>(std::floor(exempt / week.setting.catalogue.products.h100e[p]));
    option.rule = decision.rule;
    if (small > 0) {
      option.exempt = true;
      option.most_units = small;
    } else {
      option.pathway = Pathway::licensed;
      if (!ask_for_licence(week, p, decision, declared_user(week, b), option)) return false;
    }
  }
  const double charges =
      import.duty + (option.pathway == Pathway::licensed ? licence_charges(week, p, decision.rule) : 0.0);
  if (charges > 0) option.unit_price = path.unit_price.scaled(1.0 + charges);
  option.name = option_name(week, p, option.pathway);
  option.nest = nest_of(week, p, option.pathway);
  option.switching_cost = switching_cost(week, b, p);
  return pass_imports(week, b, import, option) && option.weeks < week.agents.buyers.patience[b];
}

/// Where the cover story itself needs a licence, the diverter applies for it; false if none would be granted.
bool under_cover(const WeekContext& week, ProductId p, IntermediaryId i, Option& option) {
  const auto declared = week.cover_decision(p, i);
  if (!declared.licence_required()) return true;
  option.rule = declared.rule;
  return ask_for_licence(week, p, declared, declared_user(week, i), option);
}

/// Share of its service life for which a buyer expects diverted goods to work. It cannot see how old a dealer's are.
double working_share(const WeekContext& week, ProductId p) {
  const auto& levers = week.rules.levers();
  const double life = week.scenario().demand.service_life_weeks;
  return 1.0 - levers.stops[p] * (1.0 - std::min(1.0, levers.stop_weeks[p] / life));
}

/// What grey options for a product from a contact have in common.
Option grey_purchase(const WeekContext& week, BuyerId b, ProductId p, std::uint32_t contact) {
  const auto& buyers = week.agents.buyers;
  Option option;
  option.name = option_name(week, p, Pathway::grey);
  option.nest = nest_of(week, p, Pathway::grey);
  option.product = p;
  option.pathway = Pathway::grey;
  option.via = week.state.buyers.contacts[contact];
  option.effective = buyers.effective(b, p) * working_share(week, p);
  option.risk_cost = buyers.wrongdoing_cost[b] * (1.0 - week.state.buyers.trust[contact]);
  option.switching_cost = switching_cost(week, b, p);
  return option;
}

/// Put a grey purchase of goods that the contact has yet to buy under its terms; false if it cannot get the product in
/// time.
bool to_order(const WeekContext& week, BuyerId b, Week on_the_way, Option& option) {
  const ProductId p = option.product;
  const ChannelId supplier = supplier_of(week, option.via, p);
  if (week.listed(option.via) || !supplier.exists() || !on_offer(week, p, supplier)) return false;
  // The cover story is an end use at the warehouse: parts made for other places are not sold there.
  if (!week.setting.catalogue.is_sold_in(p, week.agents.intermediaries.warehouse[option.via])) return false;
  option.weeks = week.state.vendors.wait_weeks[p] + on_the_way;
  return under_cover(week, p, option.via, option) && option.weeks < week.agents.buyers.patience[b];
}

/// Whether a contact is too honest to sell a product at what it is worth to a buyer, USD/H100e. Most are, so this saves
/// most quotes.
bool too_honest(const WeekContext& week, BuyerId b, ProductId p, IntermediaryId i, double worth) {
  if (week.state.intermediaries.stock[week.cell(i, p)] > 0) return false;
  const double least = week.list_price(p).dollars() * (1.0 + week.agents.intermediaries.integrity[i]);
  return least > worth * week.agents.buyers.effective(b, p);
}

/// Add what a contact offers under a cover story, at the lowest price that it would take: from stock, or to order.
void add_grey_options(const WeekContext& week, BuyerId b, const submodels::Need& need, ProductId p,
                      std::uint32_t contact, double believed, std::vector<Option>& options) {
  const auto& buyers = week.agents.buyers;
  const IntermediaryId i = week.state.buyers.contacts[contact];
  if (too_honest(week, b, p, i, need.willingness_to_pay)) return;
  const auto routes = week.setting.geography.routes(week.agents.intermediaries.warehouse[i], buyers.jurisdiction[b]);
  if (routes.empty()) return;
  const Week on_the_way = week.setting.geography.route(routes.front()).weeks;
  Option option = grey_purchase(week, b, p, contact);
  const auto terms = grey_terms(week, b, p, need.gap / week.agents.buyers.effective(b, p), contact, believed);
  const Units system = week.system_units(p);
  if (terms.in_stock >= system && on_the_way < buyers.patience[b]) {
    Option& in_stock = options.emplace_back(option);
    in_stock.from_stock = true;
    in_stock.unit_price = Money::from_dollars(terms.least.in_stock);
    in_stock.most_units = terms.in_stock;
    in_stock.weeks = on_the_way;
  }
  if (terms.to_order < system || !to_order(week, b, on_the_way, option)) return;
  option.unit_price = Money::from_dollars(terms.least.to_order);
  option.most_units = terms.to_order;
  options.push_back(option);
}

/// Compute that a buyer would rent for its need, H100e: what its budget pays for over a long contract if that is enough
/// for a cloud to build; otherwise over a year.
double to_rent(const WeekContext& week, BuyerId b, const submodels::Need& need) {
  const auto& cloud = week.scenario().cloud;
  const double rent = rent_for(week, b);
  const double reserved = std::min(need.gap, need.budget / (rent * cloud.reserved_weeks));
  if (submodels::builds_for(reserved, week.scenario().model.rental, cloud)) return reserved;
  return std::min(need.gap, need.budget / (rent * weeks_per_year));
}

/// Compute rented abroad. Its price is the rent over the weeks that buyers compare with a purchase. What is large is
/// built first, and its rent is owed for the whole contract.
void add_rental_option(const WeekContext& week, BuyerId b, const submodels::Need& need, std::vector<Option>& options) {
  const auto& buyers = week.agents.buyers;
  if (!submodels::rents(week.scenario().model.rental)) return;
  if (!buyers.group_parameters[buyers.group[b]]->rents_abroad || buyers.providers.empty()) return;
  const auto& cloud = week.scenario().cloud;
  const auto form = week.scenario().model.rental;
  const bool built = submodels::builds_for(to_rent(week, b, need), form, cloud);
  const double owed = built ? std::max(cloud.reserved_weeks, cloud.weighed_weeks) : cloud.weighed_weeks;
  const double price = rent_for(week, b) * owed;
  options.push_back({.name = option_name(week, ProductId::none(), Pathway::rental),
                     .pathway = Pathway::rental,
                     .unit_price = Money::from_dollars(price),
                     .weeks = built ? cloud.site_weeks : 0.0});
}

/// Buffers for the options of one decision, reused by the next.
struct Options {
  std::vector<Option> all;
  std::vector<Option*> listed;
  std::vector<ProductId> on_market;                      ///< see products_on_market
  ProductId sought;                                      ///< a product that the buyer would ask its contacts for
  std::vector<double> believed;                          ///< detection that each of the buyer's contacts expects
  std::vector<std::pair<StableId, double>> nest_tastes;  ///< those drawn so far
};

/// The part of a taste that the options of a nest share. It is drawn once for a nest: a draw costs more than all the
/// rest of a comparison.
double taste_of_nest(const WeekContext& week, StableId buyer, StableId nest, Options& room) {
  for (const auto& [name, taste] : room.nest_tastes)
    if (name == nest) return taste;
  const auto draws = week.streams.at(stable_pair(buyer, nest, 0), week.number, Purpose::nest_taste);
  const double taste =
      submodels::taste_of_nest(week.scenario().model.choice, week.scenario().choice.nest_correlation, draws);
  return room.nest_tastes.emplace_back(nest, taste).second;
}

/// A buyer's taste for an option in this week.
double taste_for(const WeekContext& week, StableId buyer, Option& option, Options& room) {
  if (!std::isnan(option.taste)) return option.taste;
  const bool alone = option.nest == 0;
  const double correlation = alone ? 0.0 : week.scenario().choice.nest_correlation;
  const double common = alone ? 0.0 : taste_of_nest(week, buyer, option.nest, room);
  const auto draws = week.streams.at(stable_pair(buyer, option.name, 0), week.number, Purpose::choice);
  option.taste = common + submodels::own_taste(week.scenario().model.choice, correlation, draws);
  return option.taste;
}

void ask_contacts(const WeekContext& week, BuyerId b, std::vector<double>& believed) {
  const auto& begin = week.agents.buyers.contact_begin;
  believed.clear();
  for (std::uint32_t row = begin[b.row()]; row < begin[b.row() + 1]; ++row)
    believed.push_back(believed_detection(week, week.state.buyers.contacts[row], b));
}

/// Add an option if `fill(option)` finds that it exists. It is filled in place because options are large.
template <class Fill>
void add_option(std::vector<Option>& options, Fill&& fill) {
  if (!fill(options.emplace_back())) options.pop_back();
}

/// Whether a buyer needs a system of a product and could pay for it at list price, which no lawful seller undercuts.
bool within_reach(const WeekContext& week, const submodels::Need& need, double effective, ProductId p) {
  const Units system = week.system_units(p);
  return need.budget >= (week.list_price(p) * system).dollars() &&
         submodels::systems_for(static_cast<Units>(std::floor(need.gap / effective)), system) > 0;
}

/// All ways to buy that would deliver before the order expires, but for lawful ones out of reach.
void list_options(const WeekContext& week, const submodels::Need& need, BuyerId b, Options& room) {
  auto& options = room.all;
  options.clear();
  room.sought = ProductId::none();
  room.nest_tastes.clear();
  bool barred = false;
  const auto& catalogue = week.setting.catalogue;
  const auto& buyers = week.agents.buyers;
  const JurisdictionId place = buyers.jurisdiction[b];
  const std::uint32_t first = buyers.contact_begin[b.row()];
  for (const ProductId p : room.on_market) {
    const double effective = buyers.effective(b, p);
    if (effective <= 0 || !catalogue.is_sold_in(p, place)) continue;
    const auto decision = week.decision(p, b);
    const bool in_time = week.state.vendors.wait_weeks[p] < buyers.patience[b];
    if (in_time && within_reach(week, need, effective, p))
      add_option(options, [&](Option& o) { return lawful_option(week, b, p, decision, o); });
    if (!decision.licence_required()) continue;
    if (!barred) ask_contacts(week, b, room.believed);
    barred = true;
    for (std::size_t c = 0; c < room.believed.size(); ++c)
      add_grey_options(week, b, need, p, first + static_cast<std::uint32_t>(c), room.believed[c], options);
    if (!room.sought.exists() && !room.believed.empty()) room.sought = p;
  }
  // Renting abroad is an option where a purchase is barred.
  if (barred) add_rental_option(week, b, need, options);
}

Order order_for(const WeekContext& week, BuyerId b, const Option& option, Units units) {
  Order order{.buyer = b, .via = option.via, .product = option.product, .pathway = option.pathway, .rule = option.rule};
  order.key = stable_pair(week.agents.buyers.id[b], option.via.exists() ? week.agents.intermediaries.id[option.via] : 0,
                          week.number);
  // A buyer may order a product under a quota and another one in the same week.
  if (option.under_quota)
    order.key = stable_pair(order.key, week.setting.catalogue.products.id[option.product], week.number);
  if (option.from_stock) order.key = stable_pair(order.key, 1, week.number);
  order.from_stock = option.from_stock;
  order.placed = week.number;
  order.exempt = option.exempt;
  order.open = units;
  order.expires = week.number + week.agents.buyers.patience[b];
  if (option.pathway == Pathway::grey) {
    order.channel = supplier_of(week, option.via, option.product);
    order.supply_price = week.channel_price(order.channel, option.product);
    order.unit_price = option.unit_price;
    order.deposit = deposit_for(week, contact_row(week, b, option.via));
    order.capital = capital_per_unit(week, option.via, order.supply_price, order.unit_price, order.deposit);
  } else {
    const LawfulPath path = lawful_path(week, b, option.product);
    order.channel = path.channel;
    order.via = path.via;
    order.supply_price = path.supply_price;
    order.unit_price = path.unit_price;
  }
  return order;
}

/// Whole systems for the gap, within the budget and what is available.
Units units_to_order(const WeekContext& week, const submodels::Need& need, const Option& option) {
  const Units system = week.system_units(option.product);
  const auto gap = static_cast<Units>(std::floor(need.gap / option.effective));
  const auto budget = static_cast<Units>(std::floor(need.budget / option.unit_price.dollars()));
  return submodels::cut_to(std::min(option.most_units, budget), submodels::systems_for(gap, system), system);
}

/// The lowest price at which a contact would sell a product to a buyer, over list price.
double lowest_quote(const WeekContext& week, std::uint32_t contact, ProductId p, BuyerId b, const submodels::Need& need,
                    double believed) {
  if (week.listed(week.state.buyers.contacts[contact])) return 1e300;
  const auto terms = grey_terms(week, b, p, need.gap / week.agents.buyers.effective(b, p), contact, believed);
  if (terms.in_stock == 0 && terms.to_order == 0) return 1e300;
  const double least = terms.in_stock > 0 ? terms.least.in_stock : terms.least.to_order;
  return premium_over_list(week, p, least);
}

/// The contact with the highest quote for the product sought, of those that sold nothing this week: the buyer replaces
/// it first.
std::uint32_t dearest_contact(const WeekContext& week, BuyerId b, const submodels::Need& need, const Options& room,
                              std::span<const Resolution> decided) {
  const auto sells = [&](IntermediaryId i) {
    return std::any_of(decided.begin(), decided.end(),
                       [&](const Resolution& r) { return r.order.open > 0 && r.order.via == i; });
  };
  const std::uint32_t first = week.agents.buyers.contact_begin[b.row()];
  std::uint32_t dearest = no_contact;
  double highest = -1e300;
  for (std::size_t c = 0; c < room.believed.size(); ++c) {
    const std::uint32_t row = first + static_cast<std::uint32_t>(c);
    if (sells(week.state.buyers.contacts[row])) continue;
    const double markup = lowest_quote(week, row, room.sought, b, need, room.believed[c]);
    if (markup > highest) {
      highest = markup;
      dearest = row;
    }
  }
  return dearest;
}

/// What a buyer compares: its lawful options, and the best contact for each product. More contacts bring better quotes,
/// but no further random tastes.
template <class Surplus>
std::span<Option* const> shortlist(Options& options, Surplus&& surplus) {
  auto& listed = options.listed;
  listed.clear();
  for (Option& option : options.all) {
    const auto rival =
        option.pathway != Pathway::grey
            ? listed.end()
            : std::find_if(listed.begin(), listed.end(), [&](const Option* o) { return o->name == option.name; });
    if (rival == listed.end()) {
      listed.push_back(&option);
    } else if (surplus(option) > surplus(**rival)) {
      *rival = &option;
    }
  }
  return listed;
}

/// How far ahead a buyer orders: for goods that are scarce, and for rules that come or may come.
Week orders_ahead(const WeekContext& week, BuyerId b) {
  const Date today = week.setting.calendar.date_of(week.number);
  const auto forward = static_cast<Week>(std::lround(week.agents.buyers.parameters(b).forward_weeks.at(today)));
  return forward + submodels::buys_ahead(week.agents, week.setting.catalogue, week.rules, b, week.number, today);
}

/// What a buyer lacks of the compute that it means to rent abroad in a week to come.
double lacks_abroad(const WeekContext& week, BuyerId b, Week when) {
  const auto& buyers = week.agents.buyers;
  const double share = buyers.parameters(b).abroad_share.at(week.setting.calendar.date_of(when));
  if (share <= 0) return 0;
  const double planned = submodels::planned_rental(buyers, b, when, share, rent_for(week, b));
  return std::max(0.0, planned - week.state.buyers.rented[b] - awaited(week, b));
}

/// What a buyer wants to rent abroad by plan, beside what it buys: as much ahead as a cloud takes to build it.
RentalRequest request_abroad(const WeekContext& week, BuyerId b) {
  const auto form = week.scenario().model.rental;
  if (!submodels::rents(form) || week.agents.buyers.providers.empty()) return {b, 0};
  const auto& cloud = week.scenario().cloud;
  const double ahead = lacks_abroad(week, b, week.number + static_cast<Week>(submodels::planned_ahead(form, cloud)));
  return {b, submodels::builds_for(ahead, form, cloud) ? ahead : lacks_abroad(week, b, week.number)};
}

bool may_buy(const WeekContext& week, BuyerId b, ProductId p) {
  return week.setting.catalogue.is_sold_in(p, week.agents.buyers.jurisdiction[b]) &&
         !week.decision(p, b).licence_required();
}

/// USD/H100e of the cheapest new part that a buyer may buy without a licence, at list price; 0 if it may buy the
/// cheapest in the world, or none.
double cheapest_on_sale(const WeekContext& week, BuyerId b, std::span<const ProductId> on_market) {
  const auto& catalogue = week.setting.catalogue;
  const auto today = static_cast<std::size_t>(week.number);
  const ProductId best = catalogue.cheapest_part[today];
  if (!best.exists() || may_buy(week, b, best)) return 0;
  double cheapest = 0;
  for (const ProductId p : on_market) {
    const double effective = week.agents.buyers.effective(b, p);
    if (effective <= 0 || !catalogue.products.made(p, week.number) || !may_buy(week, b, p)) continue;
    const double price = catalogue.products.list_price[p][today].dollars() / effective;
    if (cheapest == 0 || price < cheapest) cheapest = price;
  }
  return cheapest;
}

/// How a buyer compares its options this week. Costs per H100-equivalent are of the start: they follow what an
/// H100-equivalent is worth. Who has little to choose from loses more by waiting, but its fears and its tastes are
/// those of others.
class Comparison {
 public:
  Comparison(const WeekContext& week, BuyerId b, const submodels::Market& market, double willingness_to_pay,
             Options& room)
      : week_(week),
        buyer_(b),
        willingness_to_pay_(willingness_to_pay),
        delay_cost_(week.agents.buyers.parameters(b).delay_cost * market.willingness_to_pay()),
        noise_(week.scenario().choice.noise / market.scarcity),
        room_(room) {
    for (Option& option : room_.all) {
      option.risk_cost *= market.worth;
      option.switching_cost *= market.worth;
    }
  }

  /// The best option; nullptr if waiting is better.
  const Option* best() {
    return submodels::choose(shortlist(room_, [&](const Option& o) { return surplus(o); }), willingness_to_pay_,
                             delay_cost_, noise_, [&](Option& o) { return taste(o); });
  }

  [[nodiscard]] double surplus(const Option& o) const {
    return submodels::expected_surplus(o, willingness_to_pay_, delay_cost_);
  }

  /// The gain of an option over the best alternative from anyone but its seller, but at most its surplus, USD/H100e;
  /// below 0 if the alternative is better.
  double gain(const Option& chosen) {
    const double worth = surplus(chosen);
    if (worth <= 0) return worth;
    Option copy = chosen;
    Option waiting;
    double others = utility(waiting, 0);
    for (Option& o : room_.all) {
      if (o.via == chosen.via && o.pathway == Pathway::grey) continue;
      const double of_other = surplus(o);
      if (of_other > 0) others = std::max(others, utility(o, of_other));
    }
    return std::min(worth, utility(copy, worth) - std::max(others, if_it_looks_on(copy)));
  }

  /// What a gain is worth per unit of an option, USD.
  static double per_unit(double gain, const Option& option) {
    return gain * option.effective * option.software / option.probability;
  }

 private:
  /// The utility of walking away, and buying the product elsewhere at the price of the trade at the next decision.
  double if_it_looks_on(Option elsewhere) {
    const double street_price = week_.state.intermediaries.street_price[elsewhere.product];
    if (street_price <= 0) return -std::numeric_limits<double>::infinity();
    elsewhere.unit_price = Money::from_dollars(street_price);
    elsewhere.weeks += week_.agents.buyers.cadence[buyer_];
    return utility(elsewhere, surplus(elsewhere));
  }
  double utility(Option& o, double worth) { return worth + noise_ * willingness_to_pay_ * taste(o); }
  double taste(Option& o) { return taste_for(week_, week_.agents.buyers.id[buyer_], o, room_); }

  const WeekContext& week_;
  BuyerId buyer_;
  double willingness_to_pay_;
  double delay_cost_;
  double noise_;
  Options& room_;
};

/// The price on which a buyer and a seller agree: the seller's lowest, and its share of the gain.
void agree_on_price(const WeekContext& week, Comparison& compare, Option& option) {
  const double share = submodels::share_of_gain(week.scenario().model.price, week.scenario().grey_market);
  if (share <= 0) return;
  const double gain = Comparison::per_unit(compare.gain(option), option);
  option.unit_price += Money::from_dollars(share * std::max(0.0, gain));
}

/// What the seller with the best grey offer hears of a buyer that does not take it.
Inquiry inquire(const WeekContext& week, BuyerId b, const submodels::Need& need, Comparison& compare,
                const Options& room) {
  const Option* best = nullptr;
  for (const Option& o : room.all) {
    if (o.pathway == Pathway::grey && (best == nullptr || compare.surplus(o) > compare.surplus(*best))) best = &o;
  }
  if (best == nullptr) return {};
  const double missing = std::min(0.0, compare.gain(*best));
  const double worth = best->unit_price.dollars() + Comparison::per_unit(missing, *best);
  const Units system = week.system_units(best->product);
  return {.seller = best->via,
          .product = best->product,
          .place = week.agents.buyers.jurisdiction[b],
          .units = submodels::systems_for(static_cast<Units>(std::floor(need.gap / best->effective)), system),
          .worth = std::max(0.0, worth)};
}

/// How a buyer filled its gap.
struct Filled {
  Units grey = 0;          ///< units of grey orders
  bool otherwise = false;  ///< the rest by a lawful purchase or rent
};

/// Choose until the gap is closed: what a contact cannot supply is left to the next best option.
Filled fill_gap(const WeekContext& week, BuyerId b, submodels::Need& need, Comparison& compare, Options& room,
                std::vector<Resolution>& resolutions) {
  auto& options = room.all;
  Filled filled;
  while (!options.empty()) {
    const Option* best = compare.best();
    if (best == nullptr) return filled;
    Option chosen = *best;
    if (chosen.pathway == Pathway::rental) {
      resolutions.push_back({.buyer = b, .rental = {b, to_rent(week, b, need)}});
      filled.otherwise = true;
      return filled;
    }
    if (chosen.pathway == Pathway::grey) agree_on_price(week, compare, chosen);
    const Units units = units_to_order(week, need, chosen);
    if (units < 1) {
      std::erase_if(options, [&](const Option& o) { return o.name == chosen.name; });
      continue;
    }
    const Order order = order_for(week, b, chosen, units);
    resolutions.push_back({.buyer = b, .order = order});
    if (chosen.pathway != Pathway::grey && !chosen.under_quota) {
      filled.otherwise = true;
      return filled;
    }
    need.gap -= static_cast<double>(units) * chosen.effective;
    need.budget -= static_cast<double>(units) * chosen.unit_price.dollars();
    if (chosen.under_quota) {
      // A quota leaves the rest of the need to other products.
      std::erase_if(options, [](const Option& o) { return o.under_quota; });
      continue;
    }
    filled.grey += units;
    std::erase_if(options, [&](const Option& o) {
      return (o.via == chosen.via && o.from_stock == chosen.from_stock) || o.pathway != Pathway::grey;
    });
  }
  return filled;
}

void decide(const WeekContext& week, BuyerId b, Options& room, std::vector<Resolution>& resolutions) {
  const auto& scenario = week.scenario();
  const auto market =
      submodels::market(scenario, week.setting.catalogue, week.number, cheapest_on_sale(week, b, room.on_market));
  const auto& buyers = week.agents.buyers;
  const Week ahead = orders_ahead(week, b);
  const double shock = submodels::demand_shock(week.streams, buyers.id[b], week.number, scenario.demand.shock_weeks);
  if (const auto abroad = request_abroad(week, b); abroad.h100e >= 1)
    resolutions.push_back({.buyer = b, .rental = abroad});
  auto need = submodels::need(buyers, week.state.buyers, scenario.demand, market, b, week.number, ahead, shock);
  if (need.gap <= 0 || need.budget <= 0) return;

  list_options(week, need, b, room);
  Comparison compare(week, b, market, need.willingness_to_pay, room);
  const std::size_t first = resolutions.size();
  const Filled filled = fill_gap(week, b, need, compare, room, resolutions);
  if (const auto inquiry = filled.grey == 0 ? inquire(week, b, need, compare, room) : Inquiry{}; inquiry.units > 0)
    resolutions.push_back({.buyer = b, .inquiry = inquiry});
  if (filled.otherwise || !room.sought.exists()) return;
  const auto sold = std::span(resolutions).subspan(first);
  resolutions.push_back(
      {.buyer = b,
       .drop_contact = dearest_contact(week, b, need, room, sold),
       .unserved = std::max(0.0, need.gap / buyers.effective(b, room.sought)),
       .premium = premium_over_list(week, room.sought, need.willingness_to_pay * buyers.effective(b, room.sought))});
}

/// What a cloud orders as a lawful end user for a contract with a tenant, which pays for it: whole systems, when they
/// will arrive about the time at which the site is ready. No order if none is open to it.
Order order_for_contract(const WeekContext& week, const world::Reservation& contract, Options& room) {
  const auto& buyers = week.agents.buyers;
  const BuyerId cloud = buyers.providers[contract.provider];
  const auto market = submodels::market(week.scenario(), week.setting.catalogue, week.number,
                                        cheapest_on_sale(week, cloud, room.on_market));
  submodels::Need need{.gap = to_order(week, contract),
                       .willingness_to_pay = buyers.willingness_to_pay[cloud] * market.willingness_to_pay()};
  need.budget = need.gap * need.willingness_to_pay;
  list_options(week, need, cloud, room);
  std::erase_if(room.all, [](const Option& o) { return o.pathway == Pathway::grey || o.pathway == Pathway::rental; });
  Comparison compare(week, cloud, market, need.willingness_to_pay, room);
  const Option* best = compare.best();
  if (best == nullptr || week.number + best->weeks < contract.ready) return {};
  const Units system = week.system_units(best->product);
  const auto systems = static_cast<Units>(std::ceil(need.gap / best->effective / static_cast<double>(system)));
  const Units units = std::min(best->most_units / system, systems) * system;
  if (units <= 0) return {};
  Order order = order_for(week, cloud, *best, units);
  order.key = contract.key;
  return order;
}

void place(Writes<BuyerState, Messages> week, const Order& order) {
  commit(week, order.buyer, order.product, order.open, order.unit_price);
  if (order.pathway != Pathway::grey) count_towards_quota(week, order);
  switch (order.pathway) {
    case Pathway::open:
      week.messages().lawful.push_back(order);
      break;
    case Pathway::licensed:
      week.messages().to_license.push_back(order);
      break;
    case Pathway::grey:
      week.messages().grey.push_back(order);
      break;
    case Pathway::rental:
      break;  // a rental is not an order
  }
}

/// Buyers hear that a hub is too expensive just as they hear that it cannot deliver.
void give_up_on(Writes<HubState, Messages> week, const Resolution& resolution) {
  week.messages().failed_contacts.push_back({resolution.drop_contact, resolution.unserved, resolution.premium});
  const IntermediaryId i = week->state.buyers.contacts[resolution.drop_contact];
  week.hubs().grey_asked[week->agents.intermediaries.jurisdiction[i]] += resolution.unserved;
}

/// Books and queues are first come, first served, so buyers are put in a random order every week. The decisions of one
/// buyer stay together, in their order.
std::vector<std::uint32_t> shuffled(const WeekContext& week, const std::vector<Resolution>& resolutions) {
  std::vector<std::pair<double, std::uint32_t>> turns(resolutions.size());
  parallel::for_blocks(resolutions.size(), [&](std::size_t first, std::size_t last, std::size_t) {
    for (std::size_t r = first; r < last; ++r) {
      const StableId buyer = week.agents.buyers.id[resolutions[r].buyer];
      turns[r] = {week.streams.at(buyer, week.number, Purpose::queue).uniform(), static_cast<std::uint32_t>(r)};
    }
  });
  std::sort(turns.begin(), turns.end());
  std::vector<std::uint32_t> order(turns.size());
  std::transform(turns.begin(), turns.end(), order.begin(), [](const auto& turn) { return turn.second; });
  return order;
}

/// Clouds order what they have promised to tenants.
void order_for_contracts(DemandWeek week, Options& room) {
  for (std::size_t row = 0; row < week->state.rental.reservations.size(); ++row) {
    const auto& contract = week->state.rental.reservations[row];
    if (to_order(week, contract) < 1) continue;
    const Order order = order_for_contract(week, contract, room);
    if (order.open == 0) continue;
    place(week, order);
    enter_order(week, row, order);
  }
}

void carry_out(DemandWeek week, const Resolution& resolution) {
  if (resolution.order.open > 0) place(week, resolution.order);
  if (resolution.rental.h100e > 0) week.messages().rentals.push_back(resolution.rental);
  if (resolution.inquiry.units > 0) week.messages().inquiries.push_back(resolution.inquiry);
  if (resolution.drop_contact != no_contact) give_up_on(week, resolution);
}

}  // namespace

void phases::demand(DemandWeek week) {
  std::vector<BuyerId> acting;
  week->agents.wake.acting(week->number, acting);
  const auto on_market = products_on_market(week);
  std::vector<Resolution> resolutions;
  parallel::collect(acting.size(), resolutions, [&](std::size_t first, std::size_t last, std::vector<Resolution>& out) {
    Options room;
    room.on_market = on_market;
    for (std::size_t a = first; a < last; ++a) decide(week, acting[a], room, out);
  });
  for (const std::uint32_t next : shuffled(week, resolutions)) carry_out(week, resolutions[next]);
  Options room;
  room.on_market = on_market;
  order_for_contracts(week, room);
}

}  // namespace entrepot::model
