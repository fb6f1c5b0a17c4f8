// Diversion: intermediaries accept or decline grey orders, and revise their prices.

#include "entrepot/model/submodels/diversion.hpp"

#include <algorithm>

#include "entrepot/core/parallel.hpp"
#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/red_flags.hpp"
#include "entrepot/model/submodels/grey_price.hpp"
#include "entrepot/model/submodels/screening.hpp"
#include "entrepot/model/submodels/splitting.hpp"

namespace entrepot::model {
namespace {

using world::Order;

/// Units of a product that buyers ordered from an intermediary, and units that it accepted.
struct Interest {
  Units asked = 0;
  Units met = 0;
};

/// Units and sum of premiums of the week's accepted orders, for their mean.
struct Premium {
  double units = 0;
  double sum = 0;
};

/// Units of the order that the intermediary accepts: all that it can finance, or none if they do not pay.
Units taken_on(const WeekContext& week, const Order& order) {
  const auto& market = week.scenario().grey_market;
  const auto& table = week.agents.intermediaries;
  const IntermediaryId i = order.via;
  const Units units = affordable(week, order);
  if (units <= 0) return 0;

  const auto routes = week.setting.geography.routes(table.warehouse[i], week.agents.buyers.jurisdiction[order.buyer]);
  const double supply = order.supply_price.dollars();
  const submodels::DiversionCase diversion{
      .units = units,
      .margin = order.unit_price.dollars() - supply * (1.0 + market.carrying_cost),
      .route_cost = week.setting.geography.route(routes.front()).cost.dollars() + market.concealment_cost,
      .wrongdoing_cost = table.wrongdoing_cost[i],
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
  if (row != no_contact) week.messages().failed_contacts.push_back(row);
}

/// The firm's suppliers that carry the product's vendor, its usual one first.
std::vector<ChannelId> suppliers_for(const WeekContext& week, IntermediaryId i, ProductId p) {
  std::vector<ChannelId> all;
  for (const ChannelId c : week.agents.intermediaries.suppliers_of(i)) {
    const bool is_new = std::find(all.begin(), all.end(), c) == all.end();
    if (is_new && week.agents.channels.carries(c, week.vendor(p))) all.push_back(c);
  }
  return all;
}

/// Probability that a supplier refuses an order of that size.
double refusal_of(const WeekContext& week, Order order, Units units) {
  order.open = units;
  return submodels::refusal_probability(diligence(week, order), red_flags(week, order));
}

/// The order as the diverter places it: split among its suppliers where fewer red flags are worth the cost.
std::vector<Order> under_cover(Writes<Record> week, const Order& order) {
  const auto suppliers = suppliers_for(week, order.via, order.product);
  const double margin = (order.unit_price - order.supply_price).dollars();
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
      part.key = stable_pair(order.key, placed.size(), order.placed);
    }
    placed.push_back(part);
  }
  return placed;
}

/// To the supplier, or first to the licence officers where the cover story needs a licence of its own.
void send_off(DiversionWeek week, const Order& order) {
  const Money capital = capital_per_unit(week->scenario().grey_market, order.supply_price, order.unit_price);
  week.intermediaries().committed[order.via] += capital * order.open;
  if (order.rule.exists()) {
    week.licensing().applications.push_back({order, week->number});
    ++week.record().licence_applications(week->number);
  } else {
    week.messages().diversions.push_back(order);
  }
}

void answer(DiversionWeek week, Order order, Interest& interest, Premium& premium) {
  note_quote(week, order);
  const Units taken = taken_on(week, order);
  interest.asked += order.open;
  interest.met += taken;
  reject_rest(week, order, taken);
  if (taken == 0) return;
  week.intermediaries().last_diverted[order.via] = week->number;
  const double ratio = order.unit_price.dollars() / week->list_price(order.product).dollars() - 1.0;
  premium.units += static_cast<double>(taken);
  premium.sum += static_cast<double>(taken) * ratio;
  Event taken_on_event = about(EventKind::grey_order_taken_on, order);
  taken_on_event.units = taken;
  week->emit(taken_on_event);
  order.open = taken;
  for (const Order& part : under_cover(week, order)) send_off(week, part);
}

void revise_markup(Writes<IntermediaryState> week, IntermediaryId i, ProductId p, const Interest& interest) {
  auto& table = week.intermediaries();
  const auto& market = week->scenario().grey_market;
  const std::size_t cell = week->cell(i, p);
  const double before = submodels::idle_markup(table.markup[cell], week->number - table.markup_week[cell], market);
  table.markup[cell] = static_cast<float>(submodels::adjusted_markup(before, interest.asked, interest.met, market));
  table.markup_week[cell] = week->number;
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

}  // namespace

void phases::diversion(DiversionWeek week) {
  const auto& grey = week->messages.grey;
  if (grey.empty()) return;
  const auto by_intermediary = parallel::group_by(grey.size(), week->agents.intermediaries.size(),
                                                  [&](std::size_t o) { return grey[o].via.row(); });
  Premium premium;
  Interest all;
  for (const IntermediaryId i : Rows<IntermediaryId>(week->agents.intermediaries.size())) {
    if (by_intermediary.of(i.row()).empty()) continue;
    Column<ProductId, Interest> interest(week->products());
    for (const auto o : shuffled(week, by_intermediary.of(i.row())))
      answer(week, grey[o], interest[grey[o].product], premium);
    for (const ProductId p : Rows<ProductId>(week->products())) {
      if (interest[p].asked == 0) continue;
      revise_markup(week, i, p, interest[p]);
      all.asked += interest[p].asked;
      all.met += interest[p].met;
      const JurisdictionId place = week->agents.intermediaries.jurisdiction[i];
      week.hubs().grey_asked[place] += static_cast<double>(interest[p].asked);
      week.hubs().grey_met[place] += static_cast<double>(interest[p].met);
    }
  }
  week.record().grey_units_asked(week->number) += all.asked;
  week.record().grey_units_accepted(week->number) += all.met;
  if (premium.units > 0) week.record().grey_premium(week->number) = premium.sum / premium.units;
}

}  // namespace entrepot::model
