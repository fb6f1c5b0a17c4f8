// Demand: the buyers that decide this week compare their ways to buy and ask for what they are short of.

#include "entrepot/model/submodels/demand.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "entrepot/core/parallel.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/purchase.hpp"
#include "entrepot/model/submodels/choice.hpp"
#include "entrepot/model/submodels/licensing.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

using submodels::Option;
using world::Order;
using world::Pathway;

/// What a buyer resolves to do: to order, to rent, or to look for a better contact than this one.
struct Resolution {
  BuyerId buyer;
  Order order{};
  RentalWish rental{};
  std::uint32_t drop_contact = no_contact;
  double unserved = 0;  ///< units for which no contact was worth its price
};

/// Through whose hands a lawful purchase goes, and at what prices before duty.
struct LawfulPath {
  ChannelId channel;
  IntermediaryId via;
  Money supply_price;
  Money unit_price;
};

LawfulPath lawful_path(const Tick& tick, BuyerId b, ProductId p) {
  const auto& buyers = tick.agents.buyers;
  const LawfulPath direct{{}, {}, tick.list_price(p), tick.list_price(p)};
  if (buyers.procurement[b] == world::Procurement::reseller) {
    const IntermediaryId reseller = buyers.reseller[b];
    const ChannelId supplier = supplier_of(tick, reseller, p);
    if (supplier.exists() && !tick.listed(reseller)) {
      const Money supply = tick.agents.channels.price_of(supplier, p);
      const double margin = tick.agents.intermediaries.margin[reseller];
      return {supplier, reseller, supply, supply.scaled(1.0 + margin)};
    }
  }
  const ChannelId channel = buyers.channel[b];
  const bool by_channel = buyers.procurement[b] != world::Procurement::direct && channel.exists() &&
                          tick.agents.channels.carries(channel, tick.vendor(p));
  if (!by_channel) return direct;
  const Money price = tick.agents.channels.price_of(channel, p);
  return {channel, {}, price, price};
}

/// Whether a product that is out can be had by a channel partner, or from the vendor if there is none: while it is
/// made, and then while stock lasts.
bool on_offer(const Tick& tick, ProductId p, ChannelId c) {
  if (tick.week < tick.setting.catalogue.products.end[p] || tick.state.vendors.stock[p] > 0) return true;
  return c.exists() && tick.state.channels.stock[tick.cell(c, p)] > tick.state.channels.backlog[tick.cell(c, p)];
}

/// A buyer's taste for a product by a pathway.
StableId option_name(const Tick& tick, ProductId p, Pathway pathway) {
  const std::size_t product = p.exists() ? p.row() : tick.products();
  return tick.setting.option_id[product * world::pathway_names.size() + static_cast<std::size_t>(pathway)];
}

/// What it costs a buyer to move its work to the product's vendor, USD/H100e; nothing before it has a platform.
double switching_cost(const Tick& tick, BuyerId b, ProductId p) {
  const VendorId platform = tick.state.buyers.platform[b];
  return platform.exists() && platform != tick.vendor(p) ? tick.scenario().choice.switching_cost : 0.0;
}

/// Make an option one that asks for a licence; false if it would be asked for in vain.
bool ask_for_licence(const Tick& tick, BuyerId b, ProductId p, policy::Decision decision, Option& option) {
  const auto& licensing = tick.scenario().licensing;
  const bool military = tick.agents.buyers.segment[b] == scenario::Segment::restricted_military;
  option.pathway = Pathway::licensed;
  option.probability = submodels::approval_probability(decision.review, military, licensing);
  option.weeks += submodels::expected_weeks(tick.state.applications.size(), licensing);
  return option.probability > 0 && licensable(tick, p, decision.rule, tick.agents.buyers.jurisdiction[b]) > 0;
}

/// Fill in the lawful way to buy a product; false if there is none.
bool lawful_option(const Tick& tick, BuyerId b, ProductId p, policy::Decision decision, Option& option) {
  const LawfulPath path = lawful_path(tick, b, p);
  if (!on_offer(tick, p, path.channel)) return false;
  if (!tick.rules.levers().may_import(p, tick.agents.buyers.jurisdiction[b])) return false;
  option.product = p;
  option.unit_price = path.unit_price;
  option.effective = tick.agents.buyers.effective(b, p);
  option.weeks = tick.state.vendors.wait_weeks[p];
  if (decision.licence_required()) {
    const double exempt = exempt_compute(tick, b, decision.rule);
    const auto small = static_cast<Units>(std::floor(exempt / tick.setting.catalogue.products.h100e[p]));
    option.rule = decision.rule;
    if (small > 0) {
      option.exempt = true;
      option.most_units = small;
    } else if (!ask_for_licence(tick, b, p, decision, option)) {
      return false;
    }
    if (!option.exempt) option.unit_price = path.unit_price.scaled(1.0 + tick.rules.levy(decision.rule).duty);
  }
  option.name = option_name(tick, p, option.pathway);
  option.switching_cost = switching_cost(tick, b, p);
  return option.weeks < tick.agents.buyers.patience[b];
}

/// Where even the cover story needs a licence, the diverter applies for it; false if that would be in vain.
bool under_cover(const Tick& tick, ProductId p, IntermediaryId i, Option& option) {
  const auto declared = tick.declared(p, i);
  if (!declared.licence_required()) return true;
  const auto& licensing = tick.scenario().licensing;
  option.rule = declared.rule;
  option.probability = submodels::approval_probability(declared.review, false, licensing);
  option.weeks += submodels::expected_weeks(tick.state.applications.size(), licensing);
  return option.probability > 0 && licensable(tick, p, declared.rule, tick.agents.intermediaries.warehouse[i]) > 0;
}

/// Fill in what a contact offers under a cover story, at the markup it quotes; false if it cannot get the product.
bool grey_option(const Tick& tick, BuyerId b, ProductId p, std::uint32_t contact, double believed, Option& option) {
  const auto& buyers = tick.agents.buyers;
  const IntermediaryId i = tick.state.buyers.contacts[contact];
  const ChannelId supplier = supplier_of(tick, i, p);
  if (tick.listed(i) || !supplier.exists() || !on_offer(tick, p, supplier)) return false;
  const auto routes = tick.setting.geography.routes(tick.agents.intermediaries.warehouse[i], buyers.jurisdiction[b]);
  if (routes.empty()) return false;
  option.name = option_name(tick, p, Pathway::grey);
  option.product = p;
  option.pathway = Pathway::grey;
  option.via = i;
  option.unit_price = tick.list_price(p).scaled(1.0 + posted_markup(tick, i, p, b, believed));
  option.effective = buyers.effective(b, p);
  option.weeks = tick.state.vendors.wait_weeks[p] + tick.setting.geography.route(routes.front()).weeks;
  option.risk_cost = buyers.wrongdoing_cost[b] * (1.0 - tick.state.buyers.trust[contact]);
  option.switching_cost = switching_cost(tick, b, p);
  return under_cover(tick, p, i, option) && option.weeks < buyers.patience[b];
}

/// Compute abroad, by the hour: its price is the rent of the weeks that a purchase is weighed against.
void add_rental_option(const Tick& tick, BuyerId b, std::vector<Option>& options) {
  const auto& buyers = tick.agents.buyers;
  if (!buyers.group_parameters[buyers.group[b]]->rents_abroad || buyers.providers.empty()) return;
  const double price = rent_for(tick, b) * tick.scenario().cloud.weighed_weeks;
  options.push_back({.name = option_name(tick, ProductId::none(), Pathway::rental),
                     .pathway = Pathway::rental,
                     .unit_price = Money::from_dollars(price)});
}

/// Room for the options of one decision after the other.
struct Options {
  std::vector<Option> all;
  std::vector<const Option*> listed;
  std::vector<double> believed;  ///< detection that each of the buyer's contacts expects
};

void ask_contacts(const Tick& tick, BuyerId b, std::vector<double>& believed) {
  const auto& begin = tick.agents.buyers.contact_begin;
  believed.clear();
  for (std::uint32_t row = begin[b.row()]; row < begin[b.row() + 1]; ++row)
    believed.push_back(believed_detection(tick, tick.state.buyers.contacts[row], b));
}

/// Add an option if `fill(option)` finds that it exists. It is filled in where it stands: an option is large.
template <class Fill>
void add_option(std::vector<Option>& options, Fill&& fill) {
  if (!fill(options.emplace_back())) options.pop_back();
}

/// All ways to buy that would deliver before the buyer's patience ends: nobody orders what will come after the order
/// has lapsed.
void list_options(const Tick& tick, BuyerId b, Options& room) {
  auto& options = room.all;
  options.clear();
  bool barred = false;
  const auto& catalogue = tick.setting.catalogue;
  const auto& buyers = tick.agents.buyers;
  const JurisdictionId place = buyers.jurisdiction[b];
  const std::uint32_t first = buyers.contact_begin[b.row()];
  for (const ProductId p : Rows<ProductId>(catalogue.products.size())) {
    if (buyers.effective(b, p) <= 0) continue;
    if (!catalogue.vendors.sells_to[tick.vendor(p)][place.row()]) continue;
    const auto decision = tick.decision(p, b);
    const bool in_time =
        tick.week >= catalogue.products.release[p] && tick.state.vendors.wait_weeks[p] < buyers.patience[b];
    if (in_time) add_option(options, [&](Option& o) { return lawful_option(tick, b, p, decision, o); });
    if (!decision.licence_required()) continue;
    if (!barred) ask_contacts(tick, b, room.believed);
    barred = true;
    for (std::size_t c = 0; c < room.believed.size() && in_time; ++c) {
      const auto contact = first + static_cast<std::uint32_t>(c);
      add_option(options, [&](Option& o) { return grey_option(tick, b, p, contact, room.believed[c], o); });
    }
  }
  // Renting abroad takes the place of a purchase that is barred; what anybody may buy anybody may rent.
  if (barred) add_rental_option(tick, b, options);
}

Order order_for(const Tick& tick, BuyerId b, const Option& option, Units units) {
  Order order{.buyer = b, .via = option.via, .product = option.product, .pathway = option.pathway, .rule = option.rule};
  order.key = stable_pair(tick.agents.buyers.id[b], option.via.exists() ? tick.agents.intermediaries.id[option.via] : 0,
                          tick.week);
  order.placed = tick.week;
  order.exempt = option.exempt;
  order.open = units;
  order.expires = tick.week + tick.agents.buyers.patience[b];
  if (option.pathway == Pathway::grey) {
    order.channel = supplier_of(tick, option.via, option.product);
    order.supply_price = tick.agents.channels.price_of(order.channel, option.product);
    order.unit_price = option.unit_price;
  } else {
    const LawfulPath path = lawful_path(tick, b, option.product);
    order.channel = path.channel;
    order.via = path.via;
    order.supply_price = path.supply_price;
    order.unit_price = path.unit_price;
  }
  return order;
}

/// The contact whose quotes serve the buyer least: the one it gives up when it looks further.
std::uint32_t dearest_contact(const Tick& tick, BuyerId b, ProductId p) {
  const auto& begin = tick.agents.buyers.contact_begin;
  std::uint32_t dearest = no_contact;
  double highest = -1;
  for (std::uint32_t row = begin[b.row()]; row < begin[b.row() + 1]; ++row) {
    const IntermediaryId i = tick.state.buyers.contacts[row];
    const double markup = tick.listed(i) ? 1e300 : posted_markup(tick, i, p, b, believed_detection(tick, i, b));
    if (markup > highest) {
      highest = markup;
      dearest = row;
    }
  }
  return dearest;
}

/// What a buyer compares: its lawful ways, and for each product its best contact. More contacts bring better quotes,
/// not more tickets in a lottery.
template <class Surplus>
std::span<const Option* const> shortlist(Options& options, Surplus&& surplus) {
  auto& listed = options.listed;
  listed.clear();
  for (const Option& option : options.all) {
    const auto rival =
        std::find_if(listed.begin(), listed.end(), [&](const Option* o) { return o->name == option.name; });
    if (rival == listed.end()) {
      listed.push_back(&option);
    } else if (surplus(option) > surplus(**rival)) {
      *rival = &option;
    }
  }
  return listed;
}

/// Choose until the gap is closed: a contact that cannot cover it leaves the rest to the next best way.
void decide(const Tick& tick, const submodels::Trend& trend, BuyerId b, Options& room,
            std::vector<Resolution>& resolutions) {
  const auto& scenario = tick.scenario();
  const auto& buyers = tick.agents.buyers;
  const StableId id = buyers.id[b];
  const Week ahead = submodels::buys_ahead(tick.agents, tick.setting.catalogue, tick.rules, b, tick.week);
  const double shock = submodels::demand_shock(tick.streams, id, tick.week, scenario.demand.shock_weeks);
  auto need = submodels::need(buyers, tick.state.buyers, trend, b, tick.week, ahead, shock);
  if (need.gap <= 0 || need.budget <= 0) return;

  auto& options = room.all;
  list_options(tick, b, room);
  const double delay_cost = buyers.group_parameters[buyers.group[b]]->delay_cost;
  const auto taste = [&](StableId option) {
    return submodels::taste(scenario.model.choice,
                            tick.streams.at(stable_pair(id, option, 0), tick.week, Purpose::choice));
  };
  const auto surplus = [&](const Option& o) {
    return submodels::expected_surplus(o, need.willingness_to_pay, delay_cost);
  };
  const auto sought =
      std::find_if(options.begin(), options.end(), [](const Option& o) { return o.pathway == Pathway::grey; });
  const ProductId sought_product = sought == options.end() ? ProductId::none() : sought->product;
  while (!options.empty()) {
    const Option* best =
        submodels::choose(shortlist(room, surplus), need.willingness_to_pay, delay_cost, scenario.choice.noise, taste);
    if (best == nullptr) break;
    const Option chosen = *best;
    if (chosen.pathway == Pathway::rental) {
      const double yearly = rent_for(tick, b) * weeks_per_year;
      resolutions.push_back({.buyer = b, .rental = {b, std::min(need.gap, need.budget / yearly)}});
      return;
    }
    const double wanted = std::min(need.gap / chosen.effective, need.budget / chosen.unit_price.dollars());
    const auto units = std::min(chosen.most_units, static_cast<Units>(std::floor(wanted)));
    if (units < 1) {
      std::erase_if(options, [&](const Option& o) { return o.name == chosen.name; });
      continue;
    }
    const Order order = order_for(tick, b, chosen, units);
    resolutions.push_back({.buyer = b, .order = order});
    if (chosen.pathway != Pathway::grey) return;
    const auto expected = static_cast<double>(affordable(tick, order));
    need.gap -= expected * chosen.effective;
    need.budget -= expected * chosen.unit_price.dollars();
    std::erase_if(options, [&](const Option& o) { return o.via == chosen.via || o.pathway != Pathway::grey; });
  }
  if (sought_product.exists()) {
    resolutions.push_back({.buyer = b,
                           .drop_contact = dearest_contact(tick, b, sought_product),
                           .unserved = need.gap / buyers.effective(b, sought_product)});
  }
}

void place(Tick& tick, const Order& order) {
  commit(tick, order.buyer, order.product, order.open, order.unit_price);
  switch (order.pathway) {
    case Pathway::open:
      tick.messages.lawful.push_back(order);
      break;
    case Pathway::licensed:
      tick.messages.to_license.push_back(order);
      break;
    case Pathway::grey:
      tick.messages.grey.push_back(order);
      break;
    case Pathway::rental:
      break;  // rents are no orders
  }
}

/// Word gets around that a hub is too dear, as it does that one cannot deliver.
void give_up_on(Tick& tick, std::uint32_t contact, double unserved) {
  tick.messages.failed_contacts.push_back(contact);
  const IntermediaryId i = tick.state.buyers.contacts[contact];
  tick.state.hubs.grey_asked[tick.agents.intermediaries.jurisdiction[i]] += unserved;
}

/// Books and queues serve who comes first; nobody comes first every week. What one buyer resolved stays together, in
/// the order in which it did.
std::vector<std::uint32_t> shuffled(const Tick& tick, const std::vector<Resolution>& resolutions) {
  std::vector<std::pair<double, std::uint32_t>> turns(resolutions.size());
  parallel::for_blocks(resolutions.size(), [&](std::size_t first, std::size_t last, std::size_t) {
    for (std::size_t r = first; r < last; ++r) {
      const StableId buyer = tick.agents.buyers.id[resolutions[r].buyer];
      turns[r] = {tick.streams.at(buyer, tick.week, Purpose::queue).uniform(), static_cast<std::uint32_t>(r)};
    }
  });
  std::sort(turns.begin(), turns.end());
  std::vector<std::uint32_t> order(turns.size());
  std::transform(turns.begin(), turns.end(), order.begin(), [](const auto& turn) { return turn.second; });
  return order;
}

void carry_out(Tick& tick, const Resolution& resolution) {
  if (resolution.order.open > 0) place(tick, resolution.order);
  if (resolution.rental.h100e > 0) tick.messages.rentals.push_back(resolution.rental);
  if (resolution.drop_contact != no_contact) give_up_on(tick, resolution.drop_contact, resolution.unserved);
}

}  // namespace

void phases::demand(Tick& tick) {
  std::vector<BuyerId> acting;
  tick.agents.wake.acting(tick.week, acting);
  const auto trend = submodels::trend(tick.scenario().demand, tick.week);
  std::vector<Resolution> resolutions;
  parallel::collect(acting.size(), resolutions, [&](std::size_t first, std::size_t last, std::vector<Resolution>& out) {
    Options room;
    for (std::size_t a = first; a < last; ++a) decide(tick, trend, acting[a], room, out);
  });
  for (const std::uint32_t next : shuffled(tick, resolutions)) carry_out(tick, resolutions[next]);
}

}  // namespace entrepot::model
