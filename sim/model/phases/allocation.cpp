// Allocation: lines finish and start units, scarce goods are allocated, first sales are invoiced.

#include "entrepot/model/submodels/allocation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "entrepot/core/apportion.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/discovery.hpp"
#include "entrepot/model/flows.hpp"
#include "entrepot/model/imports.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/orders.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/quotes.hpp"
#include "entrepot/model/shipping.hpp"
#include "entrepot/model/submodels/billing.hpp"
#include "entrepot/model/submodels/chip_supply.hpp"
#include "entrepot/model/submodels/systems.hpp"

namespace entrepot::model {
namespace {

using world::Lot;
using world::LotStage;
using world::Order;
using world::Pathway;

// ---- production ----------------------------------------------------------------------------------------------------

void finish_production(Writes<VendorState, Ledger, Record> week, ProductId p) {
  auto& vendors = week.vendors();
  const Units made = vendors.finishing[p][week->number];
  vendors.in_production[p] -= made;
  vendors.stock[p] += made;
  week.ledger().move(production(), vendor_stock(), p, made);
  week.record().produced(week->number, p.row()) += made;
}

/// Before a release there is no demand to plan for: each product made on a line gets an equal share of it.
Units launch_plan(const WeekContext& week, LineId line, Week finished) {
  const auto& catalogue = week.setting.catalogue;
  const auto& made_here = catalogue.lines.products[line];
  const auto made = std::count_if(made_here.begin(), made_here.end(),
                                  [&](ProductId p) { return catalogue.products.made(p, finished); });
  const double weekly = catalogue.lines.capacity[line].at(week.setting.calendar.date_of(week.number));
  return static_cast<Units>(std::floor(weekly / static_cast<double>(std::max<std::ptrdiff_t>(1, made))));
}

/// Units of a product that its vendor would start now if its line had the capacity.
Units wanted(const WeekContext& week, ProductId p, Week lead) {
  const auto& catalogue = week.setting.catalogue;
  const auto& vendors = week.state.vendors;
  const Week finished = week.number + lead;
  if (finished < catalogue.products.release[p]) return 0;
  if (week.number < catalogue.products.release[p]) return launch_plan(week, catalogue.products.line[p], finished);
  // Units that would be finished after production ends are made for waiting orders alone.
  if (!catalogue.products.made(p, finished))
    return std::max<Units>(0, vendors.unmet[p] - vendors.stock[p] - vendors.in_production[p]);
  const double cover = week.setting.catalogue.vendors.stock_cover_weeks[week.vendor(p)];
  const Units order = submodels::base_stock_order(vendors.weekly_shipments[p], cover, lead, vendors.unmet[p],
                                                  vendors.stock[p], vendors.in_production[p]);
  const bool ramps = week.number < catalogue.products.release[p] + week.scenario().supply.launch_weeks;
  return ramps ? std::max(order, launch_plan(week, catalogue.products.line[p], finished)) : order;
}

/// The rules on tools, dies and memory that have an effect on a line by now.
policy::SupplyRule supply_rules(const WeekContext& week, LineId line) {
  policy::SupplyRule all;
  for (const auto& rule : week.rules.levers().supply) {
    const Week effective = week.setting.calendar.week_of(week.setting.rules.rule(rule.rule).effective);
    if (rule.vendors[week.setting.catalogue.lines.vendor[line]] == 0) continue;
    if (week.number >= effective + rule.lag_weeks) submodels::combine(all, rule);
  }
  return all;
}

/// Units that a line with supply limits starts, from the dies and the memory that it has.
std::vector<Units> start_from_parts(Writes<VendorState, Record> week, LineId line, Units capacity,
                                    const std::vector<Units>& wants) {
  const auto& catalogue = week->setting.catalogue;
  const auto& limits = catalogue.lines.limits[line];
  auto& stock = week.vendors().parts[line];
  const Date today = week->setting.calendar.date_of(week->number);
  submodels::receive_parts(stock, limits, supply_rules(week, line), today + -days_per_week, today);
  std::vector<submodels::Parts> per_unit;
  for (const ProductId p : catalogue.lines.products[line])
    per_unit.push_back({catalogue.products.facts[p].dies_per_unit, catalogue.products.facts[p].stacks_per_unit});
  const auto starts =
      submodels::limited_starts(capacity, wants, per_unit,
                                {submodels::dies_available(stock, limits), submodels::stacks_available(stock, limits)});
  submodels::Parts used;
  Units total = 0;
  for (std::size_t k = 0; k < wants.size(); ++k) {
    used.dies += static_cast<double>(starts.units[k]) * per_unit[k].dies;
    used.stacks += static_cast<double>(starts.units[k]) * per_unit[k].stacks;
    total += starts.units[k];
  }
  submodels::use_parts(stock, used.dies, used.stacks);
  const bool bound = starts.limit != submodels::SupplyLimit::demand;
  week.vendors().startable[line] = static_cast<double>(bound ? total : capacity);
  week.record().supply_limit_weeks(week->month(), line.row(), static_cast<std::size_t>(starts.limit)) += 1;
  week.record().dies_left(week->number, line.row()) = stock.dies + stock.foreign_dies;
  week.record().stacks_left(week->number, line.row()) = stock.stacks;
  return starts.units;
}

void start_production(Writes<VendorState, Record> week, LineId line) {
  const auto& lines = week->setting.catalogue.lines;
  const auto& made_here = lines.products[line];
  const Week lead = lines.lead_weeks[line];
  std::vector<Units> wants;
  for (const ProductId p : made_here) wants.push_back(wanted(week, p, lead));
  const auto weekly =
      static_cast<Units>(std::floor(lines.capacity[line].at(week->setting.calendar.date_of(week->number))));
  const auto started =
      lines.limits[line].exist() ? start_from_parts(week, line, weekly, wants) : apportion(weekly, wants);
  const bool full =
      std::accumulate(started.begin(), started.end(), Units{0}) < std::accumulate(wants.begin(), wants.end(), Units{0});
  week.vendors().full[line] = full ? 1 : 0;
  if (full) ++week.record().full_line_weeks(week->month(), line.row());
  for (std::size_t k = 0; k < made_here.size(); ++k) {
    week.vendors().finishing[made_here[k]][week->number + lead] += started[k];
    week.vendors().in_production[made_here[k]] += started[k];
  }
}

// ---- order books ---------------------------------------------------------------------------------------------------

/// Remove the orders that have expired; returns their units.
Units expire(Writes<BuyerState, IntermediaryState, LicensingState, Record> week, std::vector<Order>& book) {
  Units gone = 0;
  std::erase_if(book, [&](const Order& order) {
    if (order.expires > week->number) return false;
    cancel(week, order, order.open);
    gone += order.open;
    return true;
  });
  return gone;
}

void expire_orders(AllocationWeek week) {
  for (auto& book : week.vendors().book) expire(week, book);
  auto& channels = week.channels();
  for (std::size_t cell = 0; cell < channels.book.size(); ++cell)
    channels.backlog[cell] -= expire(week, channels.book[cell]);
}

// ---- first sales ---------------------------------------------------------------------------------------------------

/// The vendor books its revenue: by bill-to and ship-to place and by headquarters now, by true destination on delivery.
world::FirstSale book_revenue(Writes<VendorState, Record> week, ProductId p, Units units, Money unit_price,
                              submodels::Invoice invoice) {
  const Money revenue = unit_price * units;
  const VendorId v = week->vendor(p);
  const world::FirstSale sale{v,           unit_price, week->month(), week->number, invoice.bill_to, invoice.ship_to,
                              invoice.seat};
  week.vendors().revenue[v] += revenue;
  auto& record = week.record();
  record.location_cost(week->month(), v.row()) +=
      (Money::from_dollars(week->rules.levers().location[p].cost) * units).cents;
  const std::size_t unresolved = week->setting.geography.jurisdictions().size();
  const auto book = [&](std::size_t place, View view) {
    record.revenue(week->month(), v.row(), place, static_cast<std::size_t>(view)) += revenue.cents;
  };
  book(invoice.bill_to.row(), View::bill_to);
  book(invoice.ship_to.row(), View::ship_to);
  book(invoice.seat.row(), View::headquarters);
  book(unresolved, View::true_destination);
  book_flow(week, sale, revenue);

  record.revenue_by_fate(week->month(), v.row(), static_cast<std::size_t>(GoodsFate::pending)) += revenue.cents;
  record.sold(week->number, p.row()) += units;
  if (!week->rules.controlled(p)) return sale;
  record.controlled_sold(week->number, p.row()) += units;
  record.controlled_h100e_sold(week->number) += static_cast<double>(units) * week->setting.catalogue.products.h100e[p];
  record.controlled_value_sold(week->number) += revenue.cents;
  return sale;
}

/// What is due on a sale: under its licence, and to the government of the buyer's place. Diverters declare an end use
/// of their own, so no duty of the true buyer's place.
policy::Levy levy_on(const WeekContext& week, const Order& order) {
  policy::Levy levy;
  if (order.pathway == Pathway::licensed) levy = week.rules.levy(order.rule);
  if (order.pathway != Pathway::grey) levy.duty += import_terms(week, order.buyer, order.product).duty;
  return levy;
}

/// The buyer pays the duty on a sale, the vendor the revenue share, of which the buyer bears what is passed on.
void collect_levies(AllocationWeek week, const Order& order, Units units, Money first_sale_price) {
  const auto levy = levy_on(week, order);
  if (levy == policy::Levy{}) return;
  const VendorId v = week->vendor(order.product);
  const Money duty = (order.unit_price * units).scaled(levy.duty);
  const Money share = (first_sale_price * units).scaled(levy.revenue_share);
  const Money passed_on = share.scaled(passed_on_share(week, order.product));
  week.ledger().pay(holder(order.buyer), treasury(), duty);
  week.ledger().pay(holder(order.buyer), holder(v), passed_on);
  week.ledger().pay(holder(v), treasury(), share);
  week.buyers().paid[order.buyer] += duty + passed_on;
  week.vendors().levies[v] += share - passed_on;
  week.outside().treasury += duty + share;
  week.record().duty_paid(week->month(), v.row()) += duty.cents;
  week.record().revenue_share_paid(week->month(), v.row()) += share.cents;
  week.record().levy_passed_on(week->month(), v.row()) += passed_on.cents;
}

void count_home_sale(Writes<EnforcementState> week, const Order& order, Units units) {
  const JurisdictionId home = week->setting.catalogue.vendors.home[week->vendor(order.product)];
  if (week->agents.buyers.jurisdiction[order.buyer] == home) week.enforcement().home_sales[order.product] += units;
}

/// What rules in force demand of units that are sold now.
void mark_functions(const WeekContext& week, Lot& lot) {
  const auto& levers = week.rules.levers();
  lot.located = levers.location[lot.product].coverage > 0;
  lot.stops = static_cast<float>(levers.stops[lot.product]);
  lot.registered = levers.registered > 0;
}

void ship_direct(AllocationWeek week, const Order& order, Units units) {
  const ProductId p = order.product;
  const VendorId v = week->vendor(p);
  const Money price = order.unit_price * units;
  week.ledger().pay(holder(order.buyer), holder(v), price);
  week.buyers().paid[order.buyer] += price;
  const Draws billing = week->streams.at(week->agents.buyers.id[order.buyer], week->number, Purpose::billing);
  const auto invoice = submodels::invoice_direct(week->agents.buyers, order.buyer, week->number,
                                                 week->setting.calendar.date_of(week->number), billing);
  const auto sale = book_revenue(week, p, units, order.unit_price, invoice);
  collect_levies(week, order, units, order.unit_price);
  count_home_sale(week, order, units);
  count_decided(week, order.rule, RuleOutcome::sold, units);

  week.vendors().stock[p] -= units;
  week.ledger().move(vendor_stock(), transit(), p, units);
  Lot lot{.stage = LotStage::to_buyer, .pathway = order.pathway, .product = p, .units = units, .buyer = order.buyer};
  lot.place = week->setting.catalogue.vendors.ships_from[v];
  lot.key = order.key;
  lot.ordered = order.placed;
  lot.unit_price = order.unit_price;
  lot.deposit = price;
  lot.first_sale = sale;
  mark_functions(week, lot);
  declare_shipment(week, week->agents.buyers.jurisdiction[order.buyer], p, units);
  send(week, week.shipments().lots.add(lot), week->agents.buyers.jurisdiction[order.buyer]);
}

void ship_to_channel(AllocationWeek week, ChannelId c, ProductId p, Units units) {
  const VendorId v = week->vendor(p);
  const Money price = week->list_price(p) * units;
  week.ledger().pay(holder(c), holder(v), price);
  const auto sale =
      book_revenue(week, p, units, week->list_price(p), submodels::invoice_channel(week->agents.channels, c));

  week.vendors().stock[p] -= units;
  week.ledger().move(vendor_stock(), transit(), p, units);
  week.channels().inbound[week->cell(c, p)] += units;
  Lot lot{.stage = LotStage::to_channel, .product = p, .units = units, .channel = c};
  lot.place = week->setting.catalogue.vendors.ships_from[v];
  lot.basis = price;
  lot.first_sale = sale;
  mark_functions(week, lot);
  send(week, week.shipments().lots.add(lot), week->agents.channels.jurisdiction[c]);
}

// ---- the vendor shares its stock out -------------------------------------------------------------------------------

/// What a channel partner orders to refill its stock.
Units replenishment(const WeekContext& week, ChannelId c, ProductId p) {
  const auto& channels = week.state.channels;
  const std::size_t cell = week.cell(c, p);
  const double lead = 1.0 + std::min(week.scenario().supply.longest_plan_weeks, week.state.vendors.wait_weeks[p]);
  if (week.barred(c, week.vendor(p))) return 0;
  if (!week.agents.channels.carries(c, week.vendor(p)) || !week.setting.catalogue.products.made(p, week.number)) {
    return std::max<Units>(0, channels.backlog[cell] - channels.stock[cell] - channels.inbound[cell]);
  }
  return submodels::base_stock_order(channels.weekly_demand[cell], week.agents.channels.stock_cover_weeks[c], lead,
                                     channels.backlog[cell], channels.stock[cell], channels.inbound[cell]);
}

/// Customers whom a vendor must serve last rank behind all others. Only the order of classes counts: 128 is half their
/// range.
std::uint8_t allocation_class(const WeekContext& week, VendorId v, JurisdictionId place, std::int64_t priority) {
  const std::size_t places = week.setting.geography.jurisdictions().size();
  const bool behind = week.rules.levers().behind[v.row() * places + place.row()] != 0;
  return static_cast<std::uint8_t>(std::min<std::int64_t>(255, behind ? priority + 128 : priority));
}

/// Direct orders in the order of the book, then channel partners by row.
std::vector<submodels::Claim> claims(const WeekContext& week, ProductId p) {
  std::vector<submodels::Claim> all;
  const auto& buyers = week.agents.buyers;
  for (const Order& order : week.state.vendors.book[p]) {
    const auto priority = buyers.group_parameters[buyers.group[order.buyer]]->priority;
    all.push_back({allocation_class(week, week.vendor(p), buyers.jurisdiction[order.buyer], priority), order.open});
  }
  for (const ChannelId c : Rows<ChannelId>(week.agents.channels.size())) {
    const auto& channels = week.agents.channels;
    all.push_back({allocation_class(week, week.vendor(p), channels.jurisdiction[c], channels.priority[c]),
                   submodels::systems_to_cover(replenishment(week, c, p), week.system_units(p))});
  }
  return all;
}

void share_stock(AllocationWeek week, ProductId p) {
  auto& vendors = week.vendors();
  if (week->number < week->setting.catalogue.products.release[p]) return;  // nobody claims it yet
  const auto all = claims(week, p);
  const auto allotted = submodels::allocate(vendors.stock[p], all, week->system_units(p));
  Units claimed = 0;
  Units shipped = 0;
  for (std::size_t k = 0; k < all.size(); ++k) {
    claimed += all[k].units;
    shipped += allotted[k];
  }
  const std::size_t direct = vendors.book[p].size();
  for (std::size_t k = 0; k < direct; ++k) {
    if (allotted[k] == 0) continue;
    ship_direct(week, vendors.book[p][k], allotted[k]);
    vendors.book[p][k].open -= allotted[k];
  }
  for (std::size_t k = direct; k < all.size(); ++k) {
    if (allotted[k] > 0) ship_to_channel(week, ChannelId{k - direct}, p, allotted[k]);
  }
  std::erase_if(vendors.book[p], [](const Order& order) { return order.open == 0; });
  vendors.unmet[p] = claimed - shipped;
  vendors.weekly_shipments[p] =
      submodels::smoothed_demand(vendors.weekly_shipments[p], shipped, week->scenario().supply.planning_memory_weeks);
}

// ---- channel partners serve their books ----------------------------------------------------------------------------

/// Stock leaves for an end user who bought from the channel partner.
void hand_to_buyer(Writes<BuyerState, ChannelState, Ledger> week, const Order& order, Lot& lot) {
  const Money price = order.unit_price * lot.units;
  week.ledger().pay(holder(order.buyer), holder(order.channel), price);
  week.buyers().paid[order.buyer] += price;
  week.channels().margin[order.channel] += price - lot.basis;
  lot.stage = LotStage::to_buyer;
  lot.channel = ChannelId::none();
  lot.basis = Money{};
  lot.deposit = price;
}

/// Stock leaves for an intermediary, who pays for it. A grey buyer pays the intermediary a deposit first.
void hand_to_intermediary(Writes<BuyerState, ChannelState, Ledger> week, const Order& order, Lot& lot) {
  const Money price = order.supply_price * lot.units;
  const bool grey = order.pathway == Pathway::grey;
  const Money deposit = grey ? (order.unit_price * lot.units).scaled(order.deposit) : Money{};
  week.ledger().pay(holder(order.via), holder(order.channel), price);
  if (order.buyer.exists()) {
    week.ledger().pay(holder(order.buyer), holder(order.via), deposit);
    week.buyers().paid[order.buyer] += deposit;
  }
  week.channels().margin[order.channel] += price - lot.basis;
  lot.stage = LotStage::to_intermediary;
  lot.intermediary = order.via;
  lot.capital = order.capital;
  lot.bought_under = order.key;
  lot.basis = price - deposit;
  lot.deposit = deposit;
}

void ship_from_channel(AllocationWeek week, const Order& order, LotId id) {
  Lot& lot = week.shipments().lots[id];
  lot.pathway = order.pathway;
  lot.buyer = order.buyer;
  lot.key = order.key;
  lot.ordered = order.placed;
  lot.unit_price = order.unit_price;
  lot.place = week->agents.channels.jurisdiction[order.channel];
  if (order.pathway == Pathway::grey) begin_custody(week, order, lot);
  week.ledger().move(holder(order.channel), transit(), lot.product, lot.units);
  collect_levies(week, order, lot.units, lot.first_sale.unit_price);
  if (order.buyer.exists()) count_home_sale(week, order, lot.units);
  count_decided(week, order.rule, RuleOutcome::sold, lot.units);
  const JurisdictionId to = order.via.exists() ? week->agents.intermediaries.warehouse[order.via]
                                               : week->agents.buyers.jurisdiction[order.buyer];
  if (order.via.exists()) {
    hand_to_intermediary(week, order, lot);
    if (order.pathway == Pathway::grey) watch_from_sale(week, id);
  } else {
    hand_to_buyer(week, order, lot);
  }
  declare_shipment(week, to, lot.product, lot.units);
  send(week, id, to);
}

/// Serve one order from the oldest lots on the shelf.
void serve(AllocationWeek week, Order& order, std::size_t cell) {
  auto& channels = week.channels();
  auto& shelf = channels.lots[cell];
  std::size_t emptied = 0;
  while (order.open > 0 && emptied < shelf.size()) {
    const LotId oldest = shelf[emptied];
    const Units units = std::min(order.open, week->state.shipments.lots[oldest].units);
    const bool whole = units == week->state.shipments.lots[oldest].units;
    ship_from_channel(week, order, whole ? oldest : week.shipments().lots.split(oldest, units));
    order.open -= units;
    channels.stock[cell] -= units;
    channels.backlog[cell] -= units;
    if (whole) ++emptied;
  }
  shelf.erase(shelf.begin(), shelf.begin() + static_cast<std::ptrdiff_t>(emptied));
}

Units grey_units(const std::vector<Order>& book) {
  Units open = 0;
  for (const Order& order : book) open += order.pathway == Pathway::grey ? order.open : 0;
  return open;
}

void serve_books(AllocationWeek week) {
  auto& channels = week.channels();
  for (std::size_t cell = 0; cell < channels.book.size(); ++cell) {
    auto& book = channels.book[cell];
    if (book.empty()) continue;
    const ProductId p{cell % week->products()};
    const Units wanted = grey_units(book);
    channels.grey_wanted[p] += static_cast<double>(wanted);
    if (channels.stock[cell] == 0) continue;
    auto next = book.begin();
    for (; next != book.end() && channels.stock[cell] > 0; ++next) serve(week, *next, cell);
    if (next != book.begin() && std::prev(next)->open > 0) --next;  // the last one was served in part
    book.erase(book.begin(), next);
    if (wanted > 0) channels.grey_served[p] += static_cast<double>(wanted - grey_units(book));
  }
}

}  // namespace

void phases::allocation(AllocationWeek week) {
  const auto& catalogue = week->setting.catalogue;
  for (const ProductId p : Rows<ProductId>(week->products())) finish_production(week, p);
  expire_orders(week);
  for (const LineId line : Rows<LineId>(catalogue.lines.size())) start_production(week, line);
  for (const ProductId p : Rows<ProductId>(week->products())) share_stock(week, p);
  serve_books(week);
}

}  // namespace entrepot::model
