// Resale: once a quarter units that their maker may not serve fail, those that earn nothing retire, and owners put old
// ones on sale. Dealers buy what they can divert every week.

#include "entrepot/model/submodels/resale.hpp"

#include <algorithm>
#include <optional>

#include "entrepot/core/units.hpp"
#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/discovery.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/quotes.hpp"
#include "entrepot/model/shipping.hpp"
#include "entrepot/model/submodels/systems.hpp"

namespace entrepot::model {
namespace {

using submodels::CarriedUnits;
using world::Cohort;
using world::UsedOffer;

/// Where a cohort stands in the table of what retires when.
struct Place {
  Week retires;
  std::uint32_t row;
};

const Cohort& cohort_at(const WeekContext& week, Place place) {
  return week.state.buyers.retiring[place.retires][place.row];
}

/// Visit all units in service, those that retire first before others.
template <class Visit>
void for_each_cohort(const WeekContext& week, Visit&& visit) {
  const auto& retiring = week.state.buyers.retiring;
  for (Week retires = week.number + 1; retires < static_cast<Week>(retiring.size()); ++retires) {
    for (std::uint32_t row = 0; row < retiring[retires].size(); ++row) {
      if (retiring[retires][row].units > 0) visit(Place{retires, row}, retiring[retires][row]);
    }
  }
}

/// One for each product. Where each begins is drawn.
Column<ProductId, CarriedUnits> carried(const WeekContext& week, StableId whose) {
  Column<ProductId, CarriedUnits> all;
  for (const ProductId p : Rows<ProductId>(week.products())) {
    const StableId key = stable_pair(week.setting.catalogue.products.id[p], whose, 0);
    all.push_back(CarriedUnits(week.streams.at(key, week.number, Purpose::resale).uniform()));
  }
  return all;
}

// ---- wear ----------------------------------------------------------------------------------------------------------

/// Units leave a cohort, and service.
void retire_from(Writes<BuyerState, PublicState, Ledger> week, Place place, Units units) {
  const Cohort cohort = cohort_at(week, place);
  week.buyers().retiring[place.retires][place.row].units -= units;
  retire(week, cohort.buyer, cohort.product, units);
}

void retire_what_earns_nothing(ResaleWeek week) {
  const auto& buyers = week->agents.buyers;
  const double rent = week->state.rental.rent;
  for_each_cohort(week, [&](Place place, const Cohort& cohort) {
    const double earned = buyers.effective(cohort.buyer, cohort.product) * rent;
    if (earned >= static_cast<double>(buyers.running_cost[cohort.buyer])) return;
    week.record().retired_early(week->number) += cohort.units;
    retire_from(week, place, cohort.units);
  });
}

/// What a unit is worth where buyers cannot get another lawfully.
double worth_of_repair(const WeekContext& week, ProductId p) {
  return std::max(week.list_price(p).dollars(), week.state.intermediaries.street_price[p]);
}

struct Failure {
  Place place;
  Units units;
  double worth;  ///< USD/unit
};

/// What failed in the quarter and the maker does not replace, because it was delivered against the rules; those
/// of the highest value first.
std::vector<Failure> failures(const WeekContext& week) {
  const double share = week.scenario().resale.failure_rate * double{weeks_per_quarter} / double{weeks_per_year};
  auto failing = carried(week, 0);
  std::vector<Failure> all;
  for_each_cohort(week, [&](Place place, const Cohort& cohort) {
    if (!cohort.barred) return;
    const Units units = failing[cohort.product].take(cohort.units, share);
    if (units > 0) all.push_back({place, units, worth_of_repair(week, cohort.product)});
  });
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.worth > b.worth; });
  return all;
}

void pay_for_repair(Writes<BuyerState, PublicState, Ledger> week, BuyerId b, Units units) {
  const Money price = Money::from_dollars(week->scenario().resale.repair_cost) * units;
  week.ledger().pay(holder(b), carriers(), price);
  week.outside().carriers += price;
  week.buyers().paid[b] += price;
  charge_budget(week, b, price);
}

/// Shops repair what they have capacity for; the rest is lost.
void repair_or_lose(ResaleWeek week) {
  const auto& resale = week->scenario().resale;
  const double weekly = resale.repair_capacity.at(week->setting.calendar.date_of(week->number));
  auto capacity = static_cast<Units>(weekly * double{weeks_per_quarter} * week->rules.levers().repairs);
  for (const Failure& failure : failures(week)) {
    const BuyerId owner = cohort_at(week, failure.place).buyer;
    const Units repaired = failure.worth > resale.repair_cost ? std::min(capacity, failure.units) : 0;
    capacity -= repaired;
    if (repaired > 0) pay_for_repair(week, owner, repaired);
    if (failure.units > repaired) retire_from(week, failure.place, failure.units - repaired);
    week.record().units_failed(week->number) += failure.units;
    week.record().units_repaired(week->number) += repaired;
  }
}

// ---- what owners sell ----------------------------------------------------------------------------------------------

void revise_bids(Writes<ResaleState> week) {
  auto& market = week.resale();
  for (const ProductId p : Rows<ProductId>(week->products())) {
    market.bid[p] = submodels::next_bid(market.bid[p], market.wanted[p], market.taken[p], week->scenario().resale);
    market.wanted[p] = 0;
    market.taken[p] = 0;
  }
}

/// Share of old units that is on sale to dealers. Who registers a sale keeps away from those that divert.
double on_sale_share(const WeekContext& week, ProductId p) {
  const double offered = submodels::offered_in_quarter(week.state.resale.bid[p], week.scenario().resale);
  return offered * (1.0 - week.rules.levers().registered);
}

/// What an H100-equivalent costs in the cheapest new part, USD; 0 without one.
double price_of_new_compute(const WeekContext& week) {
  const auto& catalogue = week.setting.catalogue;
  const auto today = static_cast<std::size_t>(week.number);
  const ProductId best = catalogue.cheapest_part[today];
  if (!best.exists()) return 0;
  return catalogue.products.list_price[best][today].dollars() / catalogue.products.h100e[best];
}

/// What dealers pay for a unit: the price of lawful buyers, and their bid on top.
Money asked_price(const WeekContext& week, const Cohort& cohort, double price_of_h100e) {
  const ProductId p = cohort.product;
  const double lawful = submodels::used_value(week.list_price(p).dollars(), week.setting.catalogue.products.h100e[p],
                                              price_of_h100e, week.number - cohort.bought, week.scenario().resale);
  return Money::from_dollars(lawful * (1.0 + week.state.resale.bid[p]));
}

/// Whether an owner sells on the open market: those that may not buy there have no use for its price.
bool sells_used(const WeekContext& week, BuyerId b) {
  const auto& group = week.agents.buyers.parameters(b);
  return group.sells_used && !restricted(group.segment);
}

/// Lawful owners put old units on sale for the quarter.
void put_on_sale(Writes<ResaleState, Record> week) {
  auto& offers = week.resale().offers;
  for (auto& of_product : offers) of_product.clear();
  auto selling = carried(week, 1);
  Column<ProductId, double> share;
  for (const ProductId p : Rows<ProductId>(week->products())) share.push_back(on_sale_share(week, p));
  const double price_of_h100e = price_of_new_compute(week);
  for_each_cohort(week, [&](Place place, const Cohort& cohort) {
    const bool old = week->number - cohort.bought >= week->scenario().resale.offer_age_weeks;
    if (!old || !sells_used(week, cohort.buyer)) return;
    const Units units = selling[cohort.product].take(cohort.units, share[cohort.product]);
    if (units == 0) return;
    offers[cohort.product].push_back({place.retires, place.row, units, asked_price(week, cohort, price_of_h100e)});
    week.record().used_offered(week->number) += units;
  });
  for (auto& of_product : offers) std::reverse(of_product.begin(), of_product.end());
}

// ---- what dealers buy ----------------------------------------------------------------------------------------------

/// What a new unit costs a dealer under its cover story, if it can order one.
std::optional<Money> price_of_new(const WeekContext& week, IntermediaryId i, ProductId p) {
  const ChannelId supplier = supplier_of(week, i, p);
  const bool can_order = !week.listed(i) && supplier.exists() && on_offer(week, p, supplier) &&
                         !week.cover_decision(p, i).licence_required();
  return can_order ? std::optional(week.channel_price(supplier, p)) : std::nullopt;
}

/// Whether a dealer can have a unit of that owner: in the same place, or from abroad without a licence.
bool within_reach(const WeekContext& week, IntermediaryId i, const Cohort& cohort) {
  const JurisdictionId warehouse = week.agents.intermediaries.warehouse[i];
  return cohort.units > 0 && (week.agents.buyers.jurisdiction[cohort.buyer] == warehouse ||
                              !week.cover_decision(cohort.product, i).licence_required());
}

/// Whether a dealer expects to sell a system of a product in the time for which it buys. Most do not, which saves most
/// of the work.
bool sells_any(const WeekContext& week, IntermediaryId i, ProductId p) {
  const double demand = week.state.intermediaries.expected_demand[week.cell(i, p)];
  return demand * (1.0 + week.scenario().grey_market.cover_weeks) >= static_cast<double>(week.system_units(p));
}

/// Units that a dealer looks for at a price, within its capital.
Units sought(const WeekContext& week, IntermediaryId i, ProductId p, Money price) {
  const auto& market = week.scenario().grey_market;
  const JurisdictionId place = week.state.intermediaries.sells_to[week.cell(i, p)];
  const auto position = position_with_used(week, i, p, price, place, believed_detection_to(week, i, place));
  const auto wanted = static_cast<Units>(submodels::units_for_stock(position, market));
  const Units financed =
      free_capital(week, i).scaled(market.own_account_share).cents / std::max<std::int64_t>(1, price.cents);
  return submodels::whole_systems(std::min(wanted, financed), week.system_units(p));
}

/// The dealer pays; brokers keep a part. The seller has its money, and soon a need, again.
void pay_seller(Writes<BuyerState, PublicState, Ledger> week, IntermediaryId i, BuyerId seller, Money price) {
  const Money brokers = price.scaled(week->scenario().resale.friction);
  week.ledger().pay(holder(i), holder(seller), price - brokers);
  week.ledger().pay(holder(i), carriers(), brokers);
  week.buyers().paid[seller] -= price - brokers;
  week.outside().carriers += brokers;
  charge_budget(week, seller, Money{} - (price - brokers));
}

/// The goods as they leave their first owner.
world::Lot lot_of(const WeekContext& week, IntermediaryId i, const Cohort& cohort, Units units, Money price) {
  const auto& buyers = week.agents.buyers;
  world::Lot lot{.stage = world::LotStage::to_intermediary,
                 .pathway = world::Pathway::grey,
                 .key = stable_pair(buyers.id[cohort.buyer], week.agents.intermediaries.id[i], cohort.bought),
                 .ordered = week.number,
                 .located = cohort.located,
                 .stops = cohort.stops,
                 .registered = cohort.registered,
                 .used = true,
                 .product = cohort.product,
                 .units = units,
                 .intermediary = i,
                 .place = buyers.jurisdiction[cohort.buyer],
                 .basis = price * units,
                 .capital = price};
  lot.bought_under = lot.key;
  // The vendor booked the sale when the goods were new: none of its revenue moves again.
  lot.first_sale = {week.vendor(cohort.product), Money{}, week.month(), week.number, lot.place, lot.place,
                    buyers.parent[cohort.buyer]};
  return lot;
}

void buy(ResaleWeek week, IntermediaryId i, Place place, Units units, Money price) {
  const Cohort cohort = cohort_at(week, place);
  week.buyers().retiring[place.retires][place.row].units -= units;
  take_out(week, cohort.buyer, cohort.product, units);
  week.ledger().move(holder(cohort.buyer), transit(), cohort.product, units);
  pay_seller(week, i, cohort.buyer, price * units);
  const JurisdictionId from = week->agents.buyers.jurisdiction[cohort.buyer];
  note_installation(week, from, cohort.product, -units);
  declare_re_export(week, from, week->agents.intermediaries.warehouse[i], cohort.product, units, price * units);
  auto& dealers = week.intermediaries();
  dealers.committed[i] += price * units;
  dealers.own_orders[week->cell(i, cohort.product)] += units;
  world::Lot lot = lot_of(week, i, cohort, units, price);
  begin_used_custody(
      week, {.via = i, .product = cohort.product, .key = lot.key, .placed = week->number, .supply_price = price}, lot);
  const LotId id = week.shipments().lots.add(lot);
  watch_from_sale(week, id);
  send(week, id, week->agents.intermediaries.warehouse[i]);
  week.resale().taken[cohort.product] += units;
  week.record().used_taken(week->number) += units;
}

/// Offers that are sold, or whose units have retired, leave the market.
void close_offers(Writes<ResaleState> week, ProductId p) {
  auto& offers = week.resale().offers[p];
  while (!offers.empty() && (offers.back().units == 0 || offers.back().retires < week->number)) offers.pop_back();
}

/// A dealer buys what is on offer, oldest first, while it is cheaper than new goods and pays.
void restock_used(ResaleWeek week, IntermediaryId i, ProductId p) {
  auto& offers = week.resale().offers[p];
  const auto new_price = price_of_new(week, i, p);
  Units open = -1;
  for (auto offer = offers.rbegin(); offer != offers.rend(); ++offer) {
    if (offer->units == 0 || offer->retires < week->number) continue;
    const Place place{offer->retires, offer->cohort};
    if (!within_reach(week, i, cohort_at(week, place))) continue;
    if (new_price && *new_price <= offer->price) break;
    if (open < 0) {
      open = sought(week, i, p, offer->price);
      week.resale().wanted[p] += open;
    }
    const Units units = std::min({open, offer->units, cohort_at(week, place).units});
    if (units <= 0) break;
    buy(week, i, place, units, offer->price);
    offer->units -= units;
    open -= units;
  }
  close_offers(week, p);
}

void restock(ResaleWeek week) {
  const auto& cells = week->state.intermediaries.deals_in;
  for (const std::uint32_t cell : cells) {
    const IntermediaryId i{cell / week->products()};
    const ProductId p{cell % week->products()};
    if (!week->state.resale.offers[p].empty() && sells_any(week, i, p)) restock_used(week, i, p);
  }
}

}  // namespace

void phases::resale(ResaleWeek week) {
  if (!submodels::has_second_hand(week->scenario().model.resale)) return;
  if (week->number % weeks_per_quarter == 0) {
    retire_what_earns_nothing(week);
    repair_or_lose(week);
    revise_bids(week);
    put_on_sale(week);
  }
  restock(week);
}

}  // namespace entrepot::model
