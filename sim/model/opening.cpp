#include "entrepot/model/opening.hpp"

#include <algorithm>
#include <cmath>

namespace entrepot::model {
namespace {

constexpr Week past_the_end = 128;  // the longest wait that any lead time or lane may cause
constexpr Week age_classes = 4;
constexpr Week oldest_stock = 104;  // the installed base of a market that more than doubles each year is young

/// The product with the earliest release that the buyer's place could get before the run.
ProductId oldest_product(const Setting& setting, const world::Buyers& buyers, BuyerId b) {
  const auto& products = setting.catalogue.products;
  ProductId oldest;
  for (const ProductId p : Rows<ProductId>(products.size())) {
    const bool sold_there = setting.catalogue.vendors.sells_to[products.vendor[p]][buyers.jurisdiction[b].row()];
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

  const auto life = static_cast<Week>(setting.scenario.demand.service_life_weeks);
  Units left = units;
  for (Week k = 0; k < age_classes; ++k) {
    const Units part = k + 1 == age_classes ? left : units / age_classes;
    const Week retires = std::max<Week>(0, life - k * oldest_stock / age_classes);
    if (part > 0 && retires < setting.calendar.weeks()) state.retiring[retires].push_back({b, p, part});
    left -= part;
  }
}

/// Import statistics of the two years before the run: what buyers added to reach their stock at the rate at which it
/// grows.
void recall_imports(const world::Buyers& buyers, world::HubState& hubs) {
  for (const BuyerId b : Rows<BuyerId>(buyers.size())) {
    const double shrink = std::exp(-52.0 * static_cast<double>(buyers.log_growth_week[b]));  // over a year, backwards
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

void open_lines(const Setting& setting, world::State& state) {
  const auto& catalogue = setting.catalogue;
  for (const LineId line : Rows<LineId>(catalogue.lines.size())) {
    ProductId made;
    for (const ProductId p : catalogue.lines.products[line]) {
      if (catalogue.products.made(p, 0) &&
          (!made.exists() || catalogue.products.release[p] < catalogue.products.release[made])) {
        made = p;
      }
    }
    if (!made.exists()) continue;
    const auto weekly = static_cast<Units>(std::floor(catalogue.lines.capacity[line].at(setting.calendar.start())));
    state.vendors.weekly_shipments[made] = static_cast<double>(weekly);
    for (Week week = 0; week < catalogue.lines.lead_weeks[line]; ++week) {
      state.vendors.finishing[made][week] += weekly;
      state.vendors.in_production[made] += weekly;
    }
  }
}

void open_shops(const world::RetailTrade& trade, std::size_t products, world::RetailState& retail, Ledger& ledger) {
  retail.bought.assign(products, 0);
  for (const auto& market : trade.markets) {
    for (std::uint32_t trader = 0; trader < market.traders; ++trader) {
      retail.price.push_back(static_cast<float>(market.parameters->first_price));
      retail.caution.push_back(0.0F);
      retail.expected.push_back(static_cast<float>(market.parameters->first_demand));
      retail.stock.push_back(market.parameters->first_stock);
      ledger.move(production(), retail_traders(), market.product_of(trader), market.parameters->first_stock);
    }
  }
}

}  // namespace

Week weeks_ahead(const Setting& setting) { return setting.calendar.weeks() + past_the_end; }

world::State opening_state(const Setting& setting, const world::Agents& agents, Ledger& ledger) {
  const std::size_t products = setting.catalogue.products.size();
  const std::size_t buyers = agents.buyers.size();
  const std::size_t intermediaries = agents.intermediaries.size();
  const std::size_t channels = agents.channels.size();
  const std::size_t jurisdictions = setting.geography.jurisdictions().size();
  const auto ahead = static_cast<std::size_t>(weeks_ahead(setting));

  world::State state;
  auto& b = state.buyers;
  b.installed.assign(buyers, 0);
  b.on_order.assign(buyers, 0);
  b.rented.assign(buyers, 0);
  b.in_service.assign(buyers, 0);
  b.in_service_of.assign(products, 0);
  b.spent.assign(buyers, Money{});
  b.bought.assign(buyers, 0);
  b.budget_year.assign(buyers, 0);
  b.paid.assign(buyers, Money{});
  b.contacts = agents.buyers.first_contacts;
  b.trust.assign(b.contacts.size(), 0.0F);
  b.fronted.assign(buyers, 0);
  for (const BuyerId buyer : Rows<BuyerId>(buyers)) b.platform.push_back(first_platform(setting, agents.buyers, buyer));

  auto& i = state.intermediaries;
  i.markup.assign(intermediaries * products, static_cast<float>(setting.scenario.grey_market.initial_markup));
  i.markup_week.assign(intermediaries * products, 0);
  for (auto* money : {&i.committed, &i.margin, &i.losses, &i.fines, &i.diverted_value})
    money->assign(intermediaries, Money{});
  for (auto* number : {&i.own_detections, &i.own_trials, &i.suspicion}) number->assign(intermediaries, 0);
  for (auto* week : {&i.belief_week, &i.suspicion_week}) week->assign(intermediaries, 0);
  i.under_case.assign(intermediaries, 0);
  i.missed_check.assign(intermediaries, world::never);
  i.listed_from.assign(intermediaries, weeks_ahead(setting));
  i.last_diverted.assign(intermediaries, -weeks_ahead(setting));
  i.founded.assign(intermediaries, 0);
  for (const auto& firms : agents.intermediaries.reserve_in) {
    for (const IntermediaryId firm : firms) i.founded[firm] = weeks_ahead(setting);
  }

  auto& c = state.channels;
  for (auto* units : {&c.stock, &c.backlog, &c.inbound, &c.asked}) units->assign(channels * products, 0);
  c.lots.resize(channels * products);
  c.book.resize(channels * products);
  c.weekly_demand.assign(channels * products, 0);
  c.margin.assign(channels, Money{});
  for (auto* number : {&c.detections, &c.trials}) number->assign(channels, 0);

  auto& v = state.vendors;
  for (auto* units : {&v.stock, &v.in_production, &v.unmet}) units->assign(products, 0);
  v.finishing.assign(products, std::vector<Units>(ahead, 0));
  v.weekly_shipments.assign(products, 0);
  v.wait_weeks.assign(products, 0);
  v.book.assign(products, {});
  v.revenue.assign(setting.catalogue.vendors.size(), Money{});
  v.levies.assign(setting.catalogue.vendors.size(), Money{});

  auto& h = state.hubs;
  for (auto* number : {&h.imports, &h.earlier_imports, &h.detections, &h.trials, &h.grey_asked, &h.grey_met,
                       &h.grey_profit, &h.listings}) {
    number->assign(jurisdictions, 0);
  }
  h.watch_listed.assign(jurisdictions, 0);
  h.firms = agents.intermediaries.registered_in;

  auto& e = state.enforcement;
  for (auto* number : {&e.hub_check_budget, &e.checks_made, &e.checks_failed, &e.cases_closed, &e.cases_proved})
    number->assign(jurisdictions, 0);
  e.returns.resize(ahead);

  for (auto* units : {&state.enforcement.home_sales, &state.outside.seized, &state.outside.retired}) {
    units->assign(products, 0);
  }
  state.rental.rent = setting.scenario.cloud.first_rent;
  state.rental.rented_out.assign(agents.buyers.providers.size(), 0);
  open_shops(agents.retail, products, state.retail, ledger);
  state.lanes.assign(setting.geography.lanes(), {});
  state.enforcement.reveals.resize(ahead);
  state.enforcement.licensed_units.assign(setting.rules.size() * products, 0);
  state.enforcement.licensed_compute.assign(setting.rules.size() * jurisdictions, 0);
  state.enforcement.listed_buyers.assign(buyers, RuleId::none());
  state.due.resize(ahead);
  state.retiring.resize(setting.calendar.weeks());

  recall_imports(agents.buyers, h);
  h.recalled_imports = h.imports;
  h.recalled_earlier_imports = h.earlier_imports;
  for (const BuyerId buyer : Rows<BuyerId>(buyers)) open_buyer(setting, agents.buyers, buyer, state, ledger);
  open_lines(setting, state);
  return state;
}

}  // namespace entrepot::model
