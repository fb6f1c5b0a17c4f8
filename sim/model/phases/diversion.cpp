// Diversion: intermediaries accept or decline grey orders, and revise their prices.

#include "entrepot/model/submodels/diversion.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/parallel.hpp"
#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/orders.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/quotes.hpp"
#include "entrepot/model/red_flags.hpp"
#include "entrepot/model/submodels/grey_price.hpp"
#include "entrepot/model/submodels/screening.hpp"
#include "entrepot/model/submodels/splitting.hpp"
#include "entrepot/model/submodels/systems.hpp"
#include "entrepot/model/submodels/targeting.hpp"

namespace entrepot::model {
namespace {

using world::Order;

/// Units of a product that buyers ordered from an intermediary, units that it accepted, and what they were worth.
struct Interest {
  Units asked = 0;
  Units met = 0;
  double worth = 0;      ///< sum over units, USD
  JurisdictionId place;  ///< of the last buyer
};

/// Units of a product asked for in a week, and their value, USD.
struct Sales {
  double units = 0;
  double value = 0;
};

/// Units and sum of premiums of the week's accepted orders, for their mean.
struct Premium {
  double units = 0;
  double sum = 0;
  double squares = 0;
};

/// Units of the order that the intermediary accepts: all that it can finance, or none if they do not pay.
Units taken_on(const WeekContext& week, const Order& order) {
  const auto& market = week.scenario().grey_market;
  const auto& table = week.agents.intermediaries;
  const IntermediaryId i = order.via;
  if (order.from_stock)
    return submodels::cut_to(week.state.intermediaries.stock[week.cell(i, order.product)], order.open,
                             week.system_units(order.product));
  const Units units = affordable(week, order);
  if (units <= 0) return 0;

  const auto routes = week.setting.geography.routes(table.warehouse[i], week.agents.buyers.jurisdiction[order.buyer]);
  const double supply = order.supply_price.dollars();
  const double weeks =
      week.state.vendors.wait_weeks[order.product] + week.setting.geography.route(routes.front()).weeks;
  const submodels::DiversionCase diversion{
      .units = units,
      .margin = order.unit_price.dollars() - supply * (1.0 + market.capital_cost * weeks),
      .route_cost = week.setting.geography.route(routes.front()).cost.dollars() + market.concealment_cost,
      .wrongdoing_cost = table.integrity[i] * week.list_price(order.product).dollars(),
      .risk_aversion = table.risk_aversion[i],
      .perceived_risk = believed_detection(week, i, order.buyer),
      .loss_if_caught = loss_on(week, i, static_cast<double>(units) * supply)};
  const double uniform = week.streams.at(order.key, week.number, Purpose::diversion).uniform();
  return submodels::accepts(diversion, week.scenario().model.diversion, week.scenario().choice.noise, uniform) ? units
                                                                                                               : 0;
}

void reject_rest(Writes<BuyerState, Messages> week, const Order& order, Units taken) {
  release(week, order.buyer, order.product, order.open - taken, order.unit_price);
  if (taken > 0) return;
  const std::uint32_t row = contact_row(week, order.buyer, order.via);
  if (row != no_contact)
    week.messages().failed_contacts.push_back(
        {row, static_cast<double>(order.open), premium_over_list(week, order.product, order.unit_price.dollars())});
}

/// The firm's suppliers that carry the product's vendor, its usual one first.
std::vector<ChannelId> suppliers_for(const WeekContext& week, IntermediaryId i, ProductId p) {
  std::vector<ChannelId> all;
  for (const ChannelId c : week.agents.intermediaries.suppliers_of(i)) {
    const bool is_new = std::find(all.begin(), all.end(), c) == all.end();
    const bool sells = week.agents.channels.carries(c, week.vendor(p)) && !week.barred(c, week.vendor(p));
    if (is_new && sells) all.push_back(c);
  }
  return all;
}

/// Probability that a supplier refuses an order of that size.
double refusal_of(const WeekContext& week, Order order, Units units) {
  order.open = units;
  return submodels::refusal_probability(diligence(week, order), red_flags(week, order));
}

/// The order as the diverter places it: split among its suppliers where fewer red flags are worth the cost. A unit is
/// worth `unit_value` USD to it.
std::vector<Order> under_cover(Writes<Record> week, const Order& order, double unit_value) {
  const auto suppliers = suppliers_for(week, order.via, order.product);
  const double margin = unit_value - order.supply_price.dollars();
  const Units system = week->system_units(order.product);
  const Units systems = order.open / system;
  const auto most = std::min<std::int64_t>(static_cast<std::int64_t>(suppliers.size()), systems);
  const auto parts = submodels::best_parts(order.open, most, margin, week->scenario().grey_market.order_cost,
                                           [&](Units units) { return refusal_of(week, order, units); });
  if (parts > 1) {
    ++week.record().grey_orders_split(week->number);
    Event split = about(EventKind::grey_order_split, order);
    split.parts = parts;
    week->emit(split);
  }
  std::vector<Order> placed;
  for (const Units share : submodels::split_evenly(systems, parts)) {
    Order part = order;
    part.open = share * system;
    if (placed.empty()) {
      part.open += order.open % system;
    } else {
      part.channel = suppliers[placed.size()];
      part.supply_price = week->channel_price(part.channel, part.product);
      part.capital = capital_per_unit(week, part.via, part.supply_price, part.unit_price, part.deposit);
      part.key = stable_pair(order.key, placed.size(), order.placed);
    }
    placed.push_back(part);
  }
  return placed;
}

/// To the supplier, or first to the licence officers where the cover story needs a licence of its own.
void send_off(DiversionWeek week, const Order& order) {
  auto& dealers = week.intermediaries();
  dealers.committed[order.via] += order.capital * order.open;
  (order.buyer.exists() ? dealers.promised : dealers.own_orders)[week->cell(order.via, order.product)] += order.open;
  if (order.rule.exists()) {
    week.licensing().applications.push_back({order, week->number});
    ++week.record().licence_applications(week->number);
  } else {
    week.messages().diversions.push_back(order);
  }
}

/// Goods that the diverter has in stock leave for a buyer, who pays a deposit.
void sell_lot(DiversionWeek week, const Order& order, LotId id, Units left) {
  world::Lot& lot = week.shipments().lots[id];
  const Money deposit = (order.unit_price * lot.units).scaled(order.deposit);
  week.ledger().pay(holder(order.buyer), holder(order.via), deposit);
  week.buyers().paid[order.buyer] += deposit;
  const Money freed = std::min(lot.capital, order.unit_price.scaled(order.deposit));
  week.intermediaries().committed[order.via] -= freed * lot.units;
  lot.capital -= freed;
  lot.buyer = order.buyer;
  lot.key = order.key;
  lot.ordered = order.placed;
  lot.unit_price = order.unit_price;
  lot.deposit = deposit;
  lot.basis -= deposit;
  lot.chain = sell_from_stock(week, order, lot, left);
  lot.due = week->number;
  week.shipments().due[week->number].push_back(id);
}

/// Serve an order from the oldest lots in stock.
void sell_stock(DiversionWeek week, const Order& order) {
  auto& dealers = week.intermediaries();
  const std::size_t cell = week->cell(order.via, order.product);
  auto& shelf = dealers.lots[cell];
  Units open = order.open;
  dealers.stock[cell] -= open;
  std::size_t emptied = 0;
  for (std::int64_t part = 0; open > 0; ++part) {
    const LotId oldest = shelf[emptied];
    const Units there = week->state.shipments.lots[oldest].units;
    const Units units = std::min(open, there);
    Order piece = order;
    if (part > 0) piece.key = stable_pair(order.key, static_cast<StableId>(part), order.placed);
    sell_lot(week, piece, units == there ? oldest : week.shipments().lots.split(oldest, units), there - units);
    open -= units;
    if (units == there) ++emptied;
  }
  shelf.erase(shelf.begin(), shelf.begin() + static_cast<std::ptrdiff_t>(emptied));
}

void answer(DiversionWeek week, Order order, Interest& interest, Premium& premium) {
  note_quote(week, order);
  const Units taken = taken_on(week, order);
  interest.asked += order.open;
  interest.met += taken;
  interest.worth += static_cast<double>(order.open) * order.unit_price.dollars();
  interest.place = week->agents.buyers.jurisdiction[order.buyer];
  reject_rest(week, order, taken);
  if (taken == 0) return;
  week.intermediaries().last_diverted[order.via] = week->number;
  const double ratio = premium_over_list(week, order.product, order.unit_price.dollars());
  premium.units += static_cast<double>(taken);
  premium.sum += static_cast<double>(taken) * ratio;
  premium.squares += static_cast<double>(taken) * ratio * ratio;
  Event taken_on_event = about(EventKind::grey_order_taken_on, order);
  taken_on_event.units = taken;
  week->emit(taken_on_event);
  order.open = taken;
  if (order.from_stock) {
    sell_stock(week, order);
    return;
  }
  for (const Order& part : under_cover(week, order, order.unit_price.dollars())) send_off(week, part);
}

/// An intermediary learns what a product's units would fetch, and how many are asked for.
void learn(Writes<IntermediaryState> week, IntermediaryId i, ProductId p, JurisdictionId place, double units,
           double worth) {
  auto& dealers = week.intermediaries();
  const auto& market = week->scenario().grey_market;
  const std::size_t cell = week->cell(i, p);
  if (!dealers.sells_to[cell].exists()) dealers.deals_in.push_back(static_cast<std::uint32_t>(cell));
  dealers.sells_to[cell] = place;
  const auto position =
      seller_position(week, i, p, supplier_of(week, i, p), place, believed_detection_to(week, i, place));
  dealers.expected_price[cell] = submodels::learned_price(
      position, {.units = units, .worth = worth / units, .street_price = week->state.intermediaries.street_price[p]},
      week->scenario().model.price, market);
  dealers.expected_demand[cell] = position.weekly_demand + market.demand_learning * units;
  dealers.demand_week[cell] = week->number;
}

/// A dealer orders for its own stock what it expects to sell.
void order_for_stock(DiversionWeek week, IntermediaryId i, ProductId p) {
  const auto& market = week->scenario().grey_market;
  const auto& dealers = week->state.intermediaries;
  const std::size_t cell = week->cell(i, p);
  const JurisdictionId place = dealers.sells_to[cell];
  const ChannelId supplier = supplier_of(week, i, p);
  if (week->listed(i) || !supplier.exists() || !on_offer(week, p, supplier)) return;
  const JurisdictionId declared = week->agents.intermediaries.warehouse[i];
  // Officers license a cover story for a buyer, not for a dealer's stock.
  if (!week->setting.catalogue.is_sold_in(p, declared) || week->cover_decision(p, i).licence_required()) return;
  const auto position = seller_position(week, i, p, supplier, place, believed_detection_to(week, i, place));
  const double wanted = submodels::units_for_stock(position, market);
  const Money supply = week->channel_price(supplier, p);
  const Units in_one_order = static_cast<Units>(week->agents.intermediaries.plausible_units[i]);
  const Units financed = free_capital(week, i).scaled(market.own_account_share).cents /
                         std::max<std::int64_t>(1, capital_per_unit(week, i, supply, Money{}, 0).cents);
  const Units units = submodels::whole_systems(
      std::min({static_cast<Units>(std::floor(wanted)), in_one_order, financed}), week->system_units(p));
  if (units <= 0) return;
  Order order{.buyer = BuyerId::none(), .via = i, .channel = supplier, .product = p, .pathway = world::Pathway::grey};
  order.key = stable_pair(week->agents.intermediaries.id[i], week->setting.catalogue.products.id[p], week->number);
  order.placed = week->number;
  order.open = units;
  order.supply_price = supply;
  order.capital = capital_per_unit(week, i, supply, Money{}, 0);
  order.expires = week->number + patience_of(week, order);
  for (const Order& part : under_cover(week, order, position.expected_price)) send_off(week, part);
}

/// The trade remembers the mean price of the orders that it got, taken on or not.
void remember_price(Writes<IntermediaryState> week, ProductId p, double units, double value) {
  if (units <= 0) return;
  double& price = week.intermediaries().street_price[p];
  const double kept = price > 0 ? submodels::weekly_retention(week->scenario().grey_market.supply_memory_weeks) : 0.0;
  price = kept * price + (1.0 - kept) * value / units;
}

/// An intermediary answers this week's buyers in a random order.
std::vector<std::uint32_t> shuffled(const WeekContext& week, std::span<const std::uint32_t> orders) {
  std::vector<std::pair<double, std::uint32_t>> row;
  for (const auto o : orders) {
    const StableId buyer = week.agents.buyers.id[week.messages.grey[o].buyer];
    row.emplace_back(week.streams.at(buyer, week.number, Purpose::diversion).uniform(), o);
  }
  std::sort(row.begin(), row.end());
  std::vector<std::uint32_t> sorted;
  for (const auto& [draw, o] : row) sorted.push_back(o);
  return sorted;
}

/// Intermediaries answer the week's orders, each its own in a random order.
void answer_requests(DiversionWeek week) {
  const auto& grey = week->messages.grey;
  if (grey.empty()) return;
  const auto by_intermediary = parallel::group_by(grey.size(), week->agents.intermediaries.size(),
                                                  [&](std::size_t o) { return grey[o].via.row(); });
  Premium premium;
  Interest all;
  Column<ProductId, Sales> sales(week->products());
  for (const IntermediaryId i : Rows<IntermediaryId>(week->agents.intermediaries.size())) {
    if (by_intermediary.of(i.row()).empty()) continue;
    Column<ProductId, Interest> interest(week->products());
    for (const auto o : shuffled(week, by_intermediary.of(i.row())))
      answer(week, grey[o], interest[grey[o].product], premium);
    for (const ProductId p : Rows<ProductId>(week->products())) {
      if (interest[p].asked == 0) continue;
      learn(week, i, p, interest[p].place, static_cast<double>(interest[p].asked), interest[p].worth);
      sales[p].units += static_cast<double>(interest[p].asked);
      sales[p].value += interest[p].worth;
      all.asked += interest[p].asked;
      all.met += interest[p].met;
      const JurisdictionId place = week->agents.intermediaries.jurisdiction[i];
      week.hubs().grey_asked[place] += static_cast<double>(interest[p].asked);
      week.hubs().grey_met[place] += static_cast<double>(interest[p].met);
    }
  }
  for (const ProductId p : Rows<ProductId>(week->products())) remember_price(week, p, sales[p].units, sales[p].value);
  week.record().grey_units_asked(week->number) += all.asked;
  week.record().grey_units_accepted(week->number) += all.met;
  if (premium.units <= 0) return;
  const double mean = premium.sum / premium.units;
  week.record().grey_premium(week->number) = mean;
  week.record().grey_price_spread(week->number) =
      std::sqrt(std::max(0.0, premium.squares / premium.units - mean * mean));
}

/// Sellers learn from buyers that did not buy: what they would have paid.
void hear_inquiries(DiversionWeek week) {
  for (const Inquiry& inquiry : week->messages.inquiries) {
    const auto units = static_cast<double>(inquiry.units);
    learn(week, inquiry.seller, inquiry.product, inquiry.place, units, units * inquiry.worth);
  }
}

void restock(DiversionWeek week) {
  const auto& cells = week->state.intermediaries.deals_in;
  for (std::size_t k = 0; k < cells.size(); ++k)
    order_for_stock(week, IntermediaryId{cells[k] / week->products()}, ProductId{cells[k] % week->products()});
}

}  // namespace

void phases::diversion(DiversionWeek week) {
  answer_requests(week);
  hear_inquiries(week);
  if (submodels::holds_stock(week->scenario().model.price)) restock(week);
}

}  // namespace entrepot::model
