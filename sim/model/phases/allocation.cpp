// Allocation and billing: lines finish and start production, scarce goods are shared out, first sales are booked.

#include "entrepot/model/submodels/allocation.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/share_out.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/flows.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/purchase.hpp"
#include "entrepot/model/shipping.hpp"
#include "entrepot/model/submodels/billing.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

using world::Lot;
using world::LotStage;
using world::Order;
using world::Pathway;

// ---- production ----------------------------------------------------------------------------------------------------

void finish_production(Tick& tick, ProductId p) {
  auto& vendors = tick.state.vendors;
  const Units made = vendors.finishing[p][tick.week];
  vendors.in_production[p] -= made;
  vendors.stock[p] += made;
  tick.ledger.move(production(), vendor_stock(), p, made);
  tick.record.produced(tick.week, p.row()) += made;
}

/// Before a release there is no demand to plan by: a vendor plans an equal share of the line for each product made
/// there.
Units launch_plan(const Tick& tick, LineId line, Week finished) {
  const auto& catalogue = tick.setting.catalogue;
  const auto& made_here = catalogue.lines.products[line];
  const auto made = std::count_if(made_here.begin(), made_here.end(),
                                  [&](ProductId p) { return catalogue.products.made(p, finished); });
  const double weekly = catalogue.lines.capacity[line].at(tick.setting.calendar.date_of(tick.week));
  return static_cast<Units>(std::floor(weekly / static_cast<double>(std::max<std::ptrdiff_t>(1, made))));
}

/// Units of a product that its vendor would start now if its line had the room.
Units wanted(const Tick& tick, ProductId p, Week lead) {
  const auto& catalogue = tick.setting.catalogue;
  const auto& vendors = tick.state.vendors;
  const Week finished = tick.week + lead;
  if (finished < catalogue.products.release[p]) return 0;
  if (tick.week < catalogue.products.release[p]) return launch_plan(tick, catalogue.products.line[p], finished);
  // What would be finished after the end is made only for orders that wait.
  if (!catalogue.products.made(p, finished))
    return std::max<Units>(0, vendors.unmet[p] - vendors.stock[p] - vendors.in_production[p]);
  const double cover = tick.setting.catalogue.vendors.stock_cover_weeks[tick.vendor(p)];
  return submodels::base_stock_order(vendors.weekly_shipments[p], cover, lead, vendors.unmet[p], vendors.stock[p],
                                     vendors.in_production[p]);
}

void start_production(Tick& tick, LineId line) {
  const auto& lines = tick.setting.catalogue.lines;
  const auto& made_here = lines.products[line];
  const Week lead = lines.lead_weeks[line];
  std::vector<Units> wants;
  for (const ProductId p : made_here) wants.push_back(wanted(tick, p, lead));
  const double weekly = lines.capacity[line].at(tick.setting.calendar.date_of(tick.week));
  const auto started = share_out(static_cast<Units>(std::floor(weekly)), wants);
  for (std::size_t k = 0; k < made_here.size(); ++k) {
    tick.state.vendors.finishing[made_here[k]][tick.week + lead] += started[k];
    tick.state.vendors.in_production[made_here[k]] += started[k];
  }
}

// ---- order books ---------------------------------------------------------------------------------------------------

/// Take out the orders whose buyers have lost patience; returns their units.
Units expire(Tick& tick, std::vector<Order>& book) {
  Units gone = 0;
  std::erase_if(book, [&](const Order& order) {
    if (order.expires > tick.week) return false;
    cancel(tick, order, order.open);
    gone += order.open;
    return true;
  });
  return gone;
}

void expire_orders(Tick& tick) {
  for (auto& book : tick.state.vendors.book) expire(tick, book);
  auto& channels = tick.state.channels;
  for (std::size_t cell = 0; cell < channels.book.size(); ++cell)
    channels.backlog[cell] -= expire(tick, channels.book[cell]);
}

// ---- first sales ---------------------------------------------------------------------------------------------------

/// The vendor books its revenue: by bill-to and ship-to now, by true destination once the goods are there.
world::FirstSale book_revenue(Tick& tick, ProductId p, Units units, Money unit_price, submodels::Invoice invoice) {
  const Money revenue = unit_price * units;
  const VendorId v = tick.vendor(p);
  const world::FirstSale sale{v, unit_price, tick.month(), tick.week, invoice.bill_to, invoice.ship_to};
  tick.state.vendors.revenue[v] += revenue;
  auto& record = tick.record;
  const std::size_t unresolved = tick.setting.geography.jurisdictions().size();
  const auto book = [&](std::size_t place, View view) {
    record.revenue(tick.month(), v.row(), place, static_cast<std::size_t>(view)) += revenue.cents;
  };
  book(invoice.bill_to.row(), View::bill_to);
  book(invoice.ship_to.row(), View::ship_to);
  book(unresolved, View::true_destination);
  book_flow(tick, sale, revenue);

  record.revenue_by_fate(tick.month(), v.row(), static_cast<std::size_t>(GoodsFate::pending)) += revenue.cents;
  record.sold(tick.week, p.row()) += units;
  if (!tick.rules.controlled(p)) return sale;
  record.controlled_sold(tick.week, p.row()) += units;
  record.controlled_h100e_sold(tick.week) += static_cast<double>(units) * tick.setting.catalogue.products.h100e[p];
  record.controlled_value_sold(tick.week) += revenue.cents;
  return sale;
}

/// Duty and revenue share on a licensed sale: the buyer pays the one, the vendor the other.
void collect_levies(Tick& tick, const Order& order, Units units, Money first_sale_price) {
  if (order.pathway != Pathway::licensed) return;
  const auto levy = tick.rules.levy(order.rule);
  const VendorId v = tick.vendor(order.product);
  const Money duty = (order.unit_price * units).scaled(levy.duty);
  const Money share = (first_sale_price * units).scaled(levy.revenue_share);
  tick.ledger.pay(holder(order.buyer), treasury(), duty);
  tick.ledger.pay(holder(v), treasury(), share);
  tick.state.buyers.paid[order.buyer] += duty;
  tick.state.vendors.levies[v] += share;
  tick.state.outside.treasury += duty + share;
  tick.record.duty_paid(tick.month(), v.row()) += duty.cents;
  tick.record.revenue_share_paid(tick.month(), v.row()) += share.cents;
}

void count_home_sale(Tick& tick, const Order& order, Units units) {
  const JurisdictionId home = tick.setting.catalogue.vendors.home[tick.vendor(order.product)];
  if (tick.agents.buyers.jurisdiction[order.buyer] == home) tick.state.enforcement.home_sales[order.product] += units;
}

void ship_direct(Tick& tick, const Order& order, Units units) {
  const ProductId p = order.product;
  const VendorId v = tick.vendor(p);
  const Money price = order.unit_price * units;
  tick.ledger.pay(holder(order.buyer), holder(v), price);
  tick.state.buyers.paid[order.buyer] += price;
  const Draws billing = tick.streams.at(tick.agents.buyers.id[order.buyer], tick.week, Purpose::billing);
  const auto invoice = submodels::invoice_direct(tick.agents.buyers, order.buyer, tick.week, billing);
  const auto sale = book_revenue(tick, p, units, order.unit_price, invoice);
  collect_levies(tick, order, units, order.unit_price);
  count_home_sale(tick, order, units);
  tick.decided(order.rule, RuleOutcome::sold, units);

  tick.state.vendors.stock[p] -= units;
  tick.ledger.move(vendor_stock(), transit(), p, units);
  Lot lot{.stage = LotStage::to_buyer, .pathway = order.pathway, .product = p, .units = units, .buyer = order.buyer};
  lot.place = tick.setting.catalogue.vendors.ships_from[v];
  lot.key = order.key;
  lot.ordered = order.placed;
  lot.unit_price = order.unit_price;
  lot.deposit = price;
  lot.first_sale = sale;
  declare_shipment(tick, tick.agents.buyers.jurisdiction[order.buyer], p, units);
  send(tick, tick.state.lots.add(lot), tick.agents.buyers.jurisdiction[order.buyer]);
}

void ship_to_channel(Tick& tick, ChannelId c, ProductId p, Units units) {
  const VendorId v = tick.vendor(p);
  const Money price = tick.list_price(p) * units;
  tick.ledger.pay(holder(c), holder(v), price);
  const auto sale =
      book_revenue(tick, p, units, tick.list_price(p), submodels::invoice_channel(tick.agents.channels, c));

  tick.state.vendors.stock[p] -= units;
  tick.ledger.move(vendor_stock(), transit(), p, units);
  tick.state.channels.inbound[tick.cell(c, p)] += units;
  Lot lot{.stage = LotStage::to_channel, .product = p, .units = units, .channel = c};
  lot.place = tick.setting.catalogue.vendors.ships_from[v];
  lot.basis = price;
  lot.first_sale = sale;
  lot.located = tick.rules.levers().location[p].coverage > 0;
  send(tick, tick.state.lots.add(lot), tick.agents.channels.jurisdiction[c]);
}

// ---- the vendor shares its stock out -------------------------------------------------------------------------------

/// What a channel partner orders to refill its stock.
Units replenishment(const Tick& tick, ChannelId c, ProductId p) {
  const auto& channels = tick.state.channels;
  const std::size_t cell = tick.cell(c, p);
  const double lead = 1.0 + std::min(tick.scenario().supply.longest_plan_weeks, tick.state.vendors.wait_weeks[p]);
  if (!tick.agents.channels.carries(c, tick.vendor(p)) || !tick.setting.catalogue.products.made(p, tick.week)) {
    return std::max<Units>(0, channels.backlog[cell] - channels.stock[cell] - channels.inbound[cell]);
  }
  return submodels::base_stock_order(channels.weekly_demand[cell], tick.agents.channels.stock_cover_weeks[c], lead,
                                     channels.backlog[cell], channels.stock[cell], channels.inbound[cell]);
}

/// A duty to serve customers at home first puts the others behind all of them. Classes only rank: the distance of 128
/// between the two halves is no quantity.
std::uint8_t allocation_class(const Tick& tick, VendorId v, JurisdictionId place, std::int64_t priority) {
  const bool behind = tick.rules.levers().home_first[v] != 0 && place != tick.setting.catalogue.vendors.home[v];
  return static_cast<std::uint8_t>(std::min<std::int64_t>(255, behind ? priority + 128 : priority));
}

/// Direct orders in the order of the book, then channel partners by row.
std::vector<submodels::Claim> claims(const Tick& tick, ProductId p) {
  std::vector<submodels::Claim> all;
  const auto& buyers = tick.agents.buyers;
  for (const Order& order : tick.state.vendors.book[p]) {
    const auto priority = buyers.group_parameters[buyers.group[order.buyer]]->priority;
    all.push_back({allocation_class(tick, tick.vendor(p), buyers.jurisdiction[order.buyer], priority), order.open});
  }
  for (const ChannelId c : Rows<ChannelId>(tick.agents.channels.size())) {
    const auto& channels = tick.agents.channels;
    all.push_back({allocation_class(tick, tick.vendor(p), channels.jurisdiction[c], channels.priority[c]),
                   replenishment(tick, c, p)});
  }
  return all;
}

void share_stock(Tick& tick, ProductId p) {
  auto& vendors = tick.state.vendors;
  const auto all = claims(tick, p);
  const auto allotted = submodels::allocate(vendors.stock[p], all);
  Units claimed = 0;
  Units shipped = 0;
  for (std::size_t k = 0; k < all.size(); ++k) {
    claimed += all[k].units;
    shipped += allotted[k];
  }
  const std::size_t direct = vendors.book[p].size();
  for (std::size_t k = 0; k < direct; ++k) {
    if (allotted[k] == 0) continue;
    ship_direct(tick, vendors.book[p][k], allotted[k]);
    vendors.book[p][k].open -= allotted[k];
  }
  for (std::size_t k = direct; k < all.size(); ++k) {
    if (allotted[k] > 0) ship_to_channel(tick, ChannelId{k - direct}, p, allotted[k]);
  }
  std::erase_if(vendors.book[p], [](const Order& order) { return order.open == 0; });
  vendors.unmet[p] = claimed - shipped;
  vendors.weekly_shipments[p] =
      submodels::smoothed_demand(vendors.weekly_shipments[p], shipped, tick.scenario().supply.planning_memory_weeks);
}

// ---- channel partners serve their books ----------------------------------------------------------------------------

/// A piece of stock leaves for an end user who bought from the channel partner itself.
void hand_to_buyer(Tick& tick, const Order& order, Lot& lot) {
  const Money price = order.unit_price * lot.units;
  tick.ledger.pay(holder(order.buyer), holder(order.channel), price);
  tick.state.buyers.paid[order.buyer] += price;
  tick.state.channels.margin[order.channel] += price - lot.basis;
  lot.stage = LotStage::to_buyer;
  lot.channel = ChannelId::none();
  lot.basis = Money{};
  lot.deposit = price;
}

/// A piece of stock leaves for an intermediary, who pays for it; a grey buyer pays a deposit first.
void hand_to_intermediary(Tick& tick, const Order& order, Lot& lot) {
  const Money price = order.supply_price * lot.units;
  const bool grey = order.pathway == Pathway::grey;
  const Money deposit = grey ? (order.unit_price * lot.units).scaled(tick.scenario().grey_market.deposit) : Money{};
  tick.ledger.pay(holder(order.via), holder(order.channel), price);
  tick.ledger.pay(holder(order.buyer), holder(order.via), deposit);
  tick.state.buyers.paid[order.buyer] += deposit;
  tick.state.channels.margin[order.channel] += price - lot.basis;
  lot.stage = LotStage::to_intermediary;
  lot.intermediary = order.via;
  lot.basis = price - deposit;
  lot.deposit = deposit;
}

void ship_from_channel(Tick& tick, const Order& order, LotId id) {
  Lot& lot = tick.state.lots[id];
  lot.pathway = order.pathway;
  lot.buyer = order.buyer;
  lot.key = order.key;
  lot.ordered = order.placed;
  lot.unit_price = order.unit_price;
  lot.place = tick.agents.channels.jurisdiction[order.channel];
  if (order.pathway == Pathway::grey) begin_custody(tick, order, lot);
  tick.ledger.move(holder(order.channel), transit(), lot.product, lot.units);
  collect_levies(tick, order, lot.units, lot.first_sale.unit_price);
  count_home_sale(tick, order, lot.units);
  tick.decided(order.rule, RuleOutcome::sold, lot.units);
  const JurisdictionId to = order.via.exists() ? tick.agents.intermediaries.warehouse[order.via]
                                               : tick.agents.buyers.jurisdiction[order.buyer];
  if (order.via.exists()) {
    hand_to_intermediary(tick, order, lot);
  } else {
    hand_to_buyer(tick, order, lot);
  }
  declare_shipment(tick, to, lot.product, lot.units);
  send(tick, id, to);
}

/// Serve one order from the oldest lots on the shelf.
void serve(Tick& tick, Order& order, std::size_t cell) {
  auto& channels = tick.state.channels;
  auto& shelf = channels.lots[cell];
  std::size_t emptied = 0;
  while (order.open > 0 && emptied < shelf.size()) {
    const LotId oldest = shelf[emptied];
    const Units units = std::min(order.open, tick.state.lots[oldest].units);
    const bool whole = units == tick.state.lots[oldest].units;
    ship_from_channel(tick, order, whole ? oldest : tick.state.lots.split(oldest, units));
    order.open -= units;
    channels.stock[cell] -= units;
    channels.backlog[cell] -= units;
    if (whole) ++emptied;
  }
  shelf.erase(shelf.begin(), shelf.begin() + static_cast<std::ptrdiff_t>(emptied));
}

void serve_books(Tick& tick) {
  auto& channels = tick.state.channels;
  for (std::size_t cell = 0; cell < channels.book.size(); ++cell) {
    auto& book = channels.book[cell];
    if (book.empty() || channels.stock[cell] == 0) continue;
    auto next = book.begin();
    for (; next != book.end() && channels.stock[cell] > 0; ++next) serve(tick, *next, cell);
    if (next != book.begin() && std::prev(next)->open > 0) --next;  // the last one got a part
    book.erase(book.begin(), next);
  }
}

}  // namespace

void phases::allocation(Tick& tick) {
  const auto& catalogue = tick.setting.catalogue;
  for (const ProductId p : Rows<ProductId>(tick.products())) finish_production(tick, p);
  expire_orders(tick);
  for (const LineId line : Rows<LineId>(catalogue.lines.size())) start_production(tick, line);
  for (const ProductId p : Rows<ProductId>(tick.products())) share_stock(tick, p);
  serve_books(tick);
}

}  // namespace entrepot::model
