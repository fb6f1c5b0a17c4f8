#include "entrepot/model/opening.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/submodels/chip_supply.hpp"
#include "entrepot/model/submodels/staffing.hpp"

namespace entrepot::model {
namespace {

// Size of the tables of weeks to come: above the longest lead time (104) and lane (26) that a scenario may have. What
// falls due later, because a lane is full, falls due after the run and cannot change a result.
constexpr Week past_the_end = 128;

/// The product with the earliest release that the buyer's place could get before the run.
ProductId oldest_product(const Setting& setting, const world::Buyers& buyers, BuyerId b) {
  const auto& products = setting.catalogue.products;
  ProductId oldest;
  for (const ProductId p : Rows<ProductId>(products.size())) {
    const bool sold_there = setting.catalogue.is_sold_in(p, buyers.jurisdiction[b]);
    if (!sold_there || buyers.effective(b, p) <= 0 || products.release[p] > 0) continue;
    if (!oldest.exists() || products.release[p] < products.release[oldest]) oldest = p;
  }
  return oldest;
}

void open_buyer(const Setting& setting, const world::Buyers& buyers, BuyerId b, world::State& state, Ledger& ledger) {
  const ProductId p = oldest_product(setting, buyers, b);
  if (!p.exists()) return;
  const auto units = static_cast<Units>(std::floor(buyers.initial_target[b] / buyers.effective(b, p)));
  if (units <= 0) return;
  state.buyers.installed[b] = static_cast<double>(units) * buyers.effective(b, p);
  state.buyers.in_service[b] = static_cast<FewUnits>(units);
  state.buyers.in_service_of[p] += units;
  ledger.move(production(), holder(b), p, units);

  const auto& demand = setting.scenario.demand;
  const auto life = static_cast<Week>(demand.service_life_weeks);
  const auto age_classes = static_cast<Week>(demand.initial_age_classes);
  const auto oldest_stock = static_cast<Week>(demand.initial_stock_age_weeks);
  Units left = units;
  for (Week k = 0; k < age_classes; ++k) {
    const Units part = k + 1 == age_classes ? left : units / age_classes;
    const Week retires = std::max<Week>(0, life - k * oldest_stock / age_classes);
    if (part > 0) {
      state.buyers.retiring[retires].push_back({.buyer = b, .product = p, .units = part, .bought = retires - life});
    }
    left -= part;
  }
}

/// Import statistics of the two years before the run: what buyers added to reach their stock at the rate at which it
/// grows.
void recall_imports(const world::Buyers& buyers, double reference_price, world::HubState& hubs) {
  for (const BuyerId b : Rows<BuyerId>(buyers.size())) {
    if (buyers.parameters(b).spending) {
      const double yearly = buyers.budget[b] * buyers.group_budget[buyers.group[b]].between(-weeks_per_year, 0);
      const double added = std::min<double>(buyers.initial_target[b], yearly / reference_price);
      hubs.imports[buyers.jurisdiction[b]] += added;
      hubs.earlier_imports[buyers.jurisdiction[b]] += added / 2;  // as of a market that doubles each year
      continue;
    }
    const double shrink =
        core::exp(-double{weeks_per_year} * static_cast<double>(buyers.log_growth_week[b]));  // over a year, backwards
    const double added = std::max(0.0, buyers.initial_target[b] * (1.0 - shrink));
    hubs.imports[buyers.jurisdiction[b]] += added;
    hubs.earlier_imports[buyers.jurisdiction[b]] += added * std::min(1.0, shrink);
  }
}

/// Whose software a buyer's work runs on before its first purchase of the run.
VendorId first_platform(const Setting& setting, const world::Buyers& buyers, BuyerId b) {
  const std::string& name = buyers.group_parameters[buyers.group[b]]->platform;
  const auto& names = setting.catalogue.vendors.names;
  const auto it = std::find(names.begin(), names.end(), name);
  return it == names.end() ? VendorId::none() : VendorId{static_cast<std::size_t>(it - names.begin())};
}

/// Units a week that a line has started before the run: its capacity, or what its wafers gave if that is less.
double opening_rate(const Setting& setting, LineId line, ProductId made) {
  const Date start = setting.calendar.start();
  const double capacity = setting.catalogue.lines.capacity[line].at(start);
  const auto& limits = setting.catalogue.lines.limits[line];
  const double dies_per_unit = setting.catalogue.products.facts[made].dies_per_unit;
  if (!limits.wafers || dies_per_unit <= 0) return capacity;
  const double dies = submodels::weekly_dies(limits.wafers->at(start), limits.accelerator_share.at(start),
                                             limits.dies_per_wafer, limits.yield.at(start));
  return std::min(capacity, dies / dies_per_unit);
}

void open_lines(const Setting& setting, world::State& state) {
  const auto& catalogue = setting.catalogue;
  for (const LineId line : Rows<LineId>(catalogue.lines.size())) {
    state.vendors.parts[line].foreign_dies = catalogue.lines.limits[line].foreign_die_stock;
    state.vendors.parts[line].stacks = catalogue.lines.limits[line].stack_stock;
    ProductId made;
    for (const ProductId p : catalogue.lines.products[line]) {
      if (catalogue.products.made(p, 0) &&
          (!made.exists() || catalogue.products.release[p] < catalogue.products.release[made])) {
        made = p;
      }
    }
    if (!made.exists()) continue;
    const auto weekly = static_cast<Units>(std::floor(opening_rate(setting, line, made)));
    state.vendors.weekly_shipments[made] = static_cast<double>(weekly);
    for (Week week = 0; week < catalogue.lines.lead_weeks[line]; ++week) {
      state.vendors.finishing[made][week] += weekly;
      state.vendors.in_production[made] += weekly;
    }
  }
}

void stock_retail_traders(const world::RetailTrade& trade, world::RetailState& retail, Ledger& ledger) {
  for (const auto& market : trade.markets) {
    for (std::uint32_t k = 0; k < market.traders; ++k) {
      const RetailTraderId trader{market.first_trader + k};
      retail.price[trader] = static_cast<float>(market.parameters->first_price);
      retail.expected[trader] = static_cast<float>(market.parameters->first_demand);
      retail.stock[trader] = market.parameters->first_stock;
      ledger.move(production(), retail_traders(), market.product_of(k), market.parameters->first_stock);
    }
  }
}

/// How many rows there are along each axis of the state.
using Extents = std::array<std::size_t, axis_count>;

Extents extents_of(const Setting& setting, const world::Agents& agents) {
  Extents rows{};
  const auto set = [&](Axis axis, std::size_t extent) { rows[static_cast<std::size_t>(axis)] = extent; };
  for_each_agent_table(agents, [&]<class RowId>(const auto& table) { set(axis_of<RowId>, table.size()); });
  set(Axis::vendor, setting.catalogue.vendors.size());
  set(Axis::line, setting.catalogue.lines.size());
  set(Axis::product, setting.catalogue.products.size());
  set(Axis::place, setting.geography.jurisdictions().size());
  set(Axis::lane, setting.geography.lanes());
  set(Axis::rule, setting.rules.size());
  set(Axis::week, static_cast<std::size_t>(weeks_ahead(setting)));
  set(Axis::contact, agents.buyers.first_contacts.size());
  set(Axis::provider, agents.buyers.providers.size());
  set(Axis::retail_trader, agents.retail.product.size());
  return rows;
}

/// Give every column as many cells as its axes have rows. Cells begin as zero or empty; lists without axes stay empty.
template <class T>
void size_columns(T& table, const Extents& rows);

template <class T, Axis first, Axis second>
void size_cells(Along<T, first, second>& cells, const Extents& rows) {
  const auto extent = [&](Axis axis) { return axis == Axis::position ? 1 : rows[static_cast<std::size_t>(axis)]; };
  cells.assign(extent(first) * extent(second), T{});
}

template <class RowId, class T>
void size_cells(Column<RowId, T>& column, const Extents& rows) {
  column.assign(rows[static_cast<std::size_t>(axis_of<RowId>)], T{});
  if constexpr (shape_of<T>[0] != Axis::position) {
    for (T& cell : column) size_cells(cell, rows);
  }
}

template <class T>
void size_columns(T& table, const Extents& rows) {
  for_each_field<T>([&]<class Member>(const Field<T, Member>& field) {
    Member& member = table.*(field.member);
    if constexpr (Declared<Member>) {
      size_columns(member, rows);
    } else if constexpr (requires { size_cells(member, rows); }) {
      size_cells(member, rows);
    }
  });
}

/// The deposits on which buyers and their first contacts have agreed.
void agree_on_deposits(const Setting& setting, const world::Agents& agents, const Streams& streams,
                       world::BuyerState& state) {
  const auto& begin = agents.buyers.contact_begin;
  for (const BuyerId b : Rows<BuyerId>(agents.buyers.size())) {
    for (std::uint32_t row = begin[b.row()]; row < begin[b.row() + 1]; ++row)
      state.deposit[row] = first_deposit(setting.scenario.grey_market, streams, agents.buyers.id[b],
                                         agents.intermediaries.id[state.contacts[row]]);
  }
}

}  // namespace

Week weeks_ahead(const Setting& setting) { return setting.calendar.weeks() + past_the_end; }

world::State opening_state(const Setting& setting, const world::Agents& agents, const Streams& streams,
                           Ledger& ledger) {
  world::State state;
  size_columns(state, extents_of(setting, agents));
  const auto life = static_cast<std::size_t>(setting.scenario.demand.service_life_weeks);
  state.buyers.retiring.resize(static_cast<std::size_t>(setting.calendar.weeks()) + life);

  state.buyers.contacts = agents.buyers.first_contacts;
  agree_on_deposits(setting, agents, streams, state.buyers);
  std::fill(state.buyers.purse_week.begin(), state.buyers.purse_week.end(),
            -static_cast<Week>(setting.scenario.demand.opening_budget_weeks));
  for (const BuyerId b : Rows<BuyerId>(agents.buyers.size()))
    state.buyers.platform[b] = first_platform(setting, agents.buyers, b);

  auto& i = state.intermediaries;
  std::fill(i.sells_to.begin(), i.sells_to.end(), JurisdictionId::none());
  std::fill(i.missed_check.begin(), i.missed_check.end(), world::never);
  std::fill(i.listed_from.begin(), i.listed_from.end(), weeks_ahead(setting));
  std::fill(i.affiliate_from.begin(), i.affiliate_from.end(), weeks_ahead(setting));
  state.enforcement.trained = submodels::authorised_agents(setting.scenario.enforcement, setting.calendar.date_of(0));
  std::fill(i.last_diverted.begin(), i.last_diverted.end(), -weeks_ahead(setting));
  for (const auto& firms : agents.intermediaries.reserve_in) {
    for (const IntermediaryId firm : firms) i.founded[firm] = weeks_ahead(setting);
  }

  auto& h = state.hubs;
  h.firms = agents.intermediaries.registered_in;
  state.rental.rent = setting.scenario.cloud.first_rent;
  stock_retail_traders(agents.retail, state.retail, ledger);

  recall_imports(agents.buyers, setting.catalogue.reference_price.front(), h);
  h.recalled_imports = h.imports;
  h.recalled_earlier_imports = h.earlier_imports;
  for (const BuyerId buyer : Rows<BuyerId>(agents.buyers.size()))
    open_buyer(setting, agents.buyers, buyer, state, ledger);
  for (const BuyerId cloud : agents.buyers.providers)
    state.rental.planned += agents.buyers.parameters(cloud).rental_share * state.buyers.installed[cloud];
  open_lines(setting, state);
  return state;
}

}  // namespace entrepot::model
