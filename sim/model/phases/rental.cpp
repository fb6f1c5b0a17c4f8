// Rental: buyers who chose to rent look for a cloud that accepts them, clouds hand over what they built, rents are
// paid, contracts end, and the rent of new contracts adjusts.

#include "entrepot/model/submodels/rental.hpp"

#include <algorithm>

#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/quotes.hpp"
#include "entrepot/model/reservations.hpp"
#include "entrepot/model/submodels/demand.hpp"

namespace entrepot::model {
namespace {

/// Open compute that a provider has on offer, H100e: a share of what it did not buy for a tenant.
double offered(const WeekContext& week, ProviderId provider) {
  const BuyerId cloud = week.agents.buyers.providers[provider];
  const double open = std::max(0.0, week.state.buyers.installed[cloud] - week.state.rental.built[provider]);
  return week.agents.buyers.parameters(cloud).rental_share * open;
}

/// What an H100-equivalent is worth to buyers in a week, over its worth at the start.
double worth(const WeekContext& week, Week number) {
  return submodels::market(week.scenario(), week.setting.catalogue, number).worth;
}

/// The market for open compute. Rents, and the least of them, are of the start: they follow what an H100-equivalent is
/// worth.
submodels::RentalMarket open_market(const WeekContext& week) {
  submodels::RentalMarket market{.planned = week.state.rental.planned};
  for (const ProviderId provider : Rows<ProviderId>(week.agents.buyers.providers.size())) {
    market.offered += offered(week, provider);
    market.rented += week.state.rental.rented_out[provider];
  }
  market.rent = week.state.rental.rent / worth(week, std::max<Week>(0, week.number - 1));
  return market;
}

double lawful_share(const WeekContext& week) {
  return submodels::lawful_share(open_market(week), week.scenario().model.rental, week.scenario().cloud);
}

void end_contracts(Writes<BuyerState, RentalState, Record> week) {
  auto& rental = week.rental();
  std::erase_if(rental.tenancies, [&](const world::Tenancy& t) {
    if (t.ends > week->number) return false;
    (t.reserved ? rental.built : rental.rented_out)[t.provider] -= t.h100e;
    week.buyers().rented[t.tenant] = std::max(0.0, week->state.buyers.rented[t.tenant] - t.h100e);
    record_tenancy(week, t.tenant, t.provider, -t.h100e);
    return true;
  });
}

/// Free compute or size of all providers, with sums over blocks of them, so that a draw among many takes few steps.
class Supply {
 public:
  template <class Amount>
  Supply(const WeekContext& week, Amount&& amount) : places_(week.setting.geography.jurisdictions().size()) {
    const auto& buyers = week.agents.buyers;
    for (const ProviderId provider : Rows<ProviderId>(buyers.providers.size())) {
      place_.push_back(buyers.jurisdiction[buyers.providers[provider]]);
      free_.push_back(amount(provider));
    }
    all_.assign(blocks(), 0);
    at_home_.assign(blocks() * places_, 0);
    for (std::size_t block = 0; block < blocks(); ++block) add_up(block);
  }

  /// A provider abroad, drawn in proportion to its amount; none if there is none.
  [[nodiscard]] ProviderId pick(JurisdictionId home, double luck) const {
    double all = 0;
    for (std::size_t block = 0; block < blocks(); ++block) all += abroad(block, home);
    double at = luck * all;
    for (std::size_t block = 0; block < blocks(); ++block) {
      if (at >= abroad(block, home)) {
        at -= abroad(block, home);
        continue;
      }
      for (std::size_t row = first(block); row < last(block); ++row) {
        at -= place_.cells()[row] == home ? 0.0 : free_.cells()[row];
        if (at < 0) return ProviderId{row};
      }
    }
    return ProviderId::none();
  }
  [[nodiscard]] double free(ProviderId provider) const { return free_[provider]; }  ///< H100e
  void update(ProviderId provider, double amount) {
    free_[provider] = amount;
    add_up(provider.row() / block_size);
  }

 private:
  static constexpr std::size_t block_size = 256;
  [[nodiscard]] std::size_t blocks() const { return (free_.size() + block_size - 1) / block_size; }
  [[nodiscard]] std::size_t first(std::size_t block) const { return block * block_size; }
  [[nodiscard]] std::size_t last(std::size_t block) const { return std::min(free_.size(), first(block + 1)); }
  [[nodiscard]] double abroad(std::size_t block, JurisdictionId home) const {
    return all_[block] - at_home_[block * places_ + home.row()];
  }
  void add_up(std::size_t block) {
    const auto at_home = at_home_.begin() + static_cast<std::ptrdiff_t>(block * places_);
    std::fill_n(at_home, places_, 0.0);
    all_[block] = 0;
    for (std::size_t row = first(block); row < last(block); ++row) {
      all_[block] += free_.cells()[row];
      at_home[static_cast<std::ptrdiff_t>(place_.cells()[row].row())] += free_.cells()[row];
    }
  }

  std::size_t places_;
  Column<ProviderId, JurisdictionId> place_;
  Column<ProviderId, double> free_;  ///< H100e
  std::vector<double> all_;          ///< by block
  std::vector<double> at_home_;      ///< [block x place] of all, what is free in the place
};

/// Fee of the tenant's front for a unit of compute and a week; nothing without one.
Money front_fee(const WeekContext& week, BuyerId tenant) {
  return Money::from_dollars(rent_for(week, tenant) - week.state.rental.rent);
}

/// What clouds can let this week.
struct Offers {
  explicit Offers(const WeekContext& week)
      : lawful(lawful_share(week)),
        free(week, [&](ProviderId provider) { return free_compute(week, provider); }),
        builders(week, [](ProviderId) { return 1.0; }) {}
  [[nodiscard]] double free_compute(const WeekContext& week, ProviderId provider) const {
    return submodels::free_compute(offered(week, provider), week.state.rental.rented_out[provider], lawful);
  }

  double lawful;  ///< share of the open compute that lawful tenants use
  Supply free;
  Supply builders;  ///< any cloud may build, whatever its size
};

/// Let free compute to a tenant.
void let(Writes<BuyerState, RentalState, Record> week, Offers& offers, const world::Tenancy& terms) {
  week.rental().tenancies.push_back(terms);
  week.rental().rented_out[terms.provider] += terms.h100e;
  offers.free.update(terms.provider, offers.free_compute(week, terms.provider));
  week.buyers().rented[terms.tenant] += terms.h100e;
  record_tenancy(week, terms.tenant, terms.provider, terms.h100e);
}

void note_contract(Writes<Record> week, double h100e) {
  double& largest = week.record().largest_contract(week->month());
  largest = std::max(largest, h100e);
}

/// The provider's know-your-customer check rejects a restricted tenant, or misses its front company. Of a large request
/// the cloud builds what it does not have; a small tenant turns to clouds that have some.
void serve(Writes<BuyerState, RentalState, Ledger, Record> week, Offers& offers, const RentalRequest& wish) {
  Draws draws = week->streams.at(week->agents.buyers.id[wish.tenant], week->number, Purpose::rental);
  const auto& cloud = week->scenario().cloud;
  const auto form = week->scenario().model.rental;
  const Supply& among = submodels::builds_for(wish.h100e, form, cloud) ? offers.builders : offers.free;
  const ProviderId provider = among.pick(week->agents.buyers.jurisdiction[wish.tenant], draws.uniform());
  if (!provider.exists()) return;
  const double check = draws.uniform();
  if (check < chance_of_refusal(week, wish.tenant, provider)) {
    ++week.record().tenants_refused(week->number);
    week.buyers().fronted[wish.tenant] = 1;
    return;
  }
  world::Tenancy terms{.tenant = wish.tenant,
                       .provider = provider,
                       .h100e = std::min(wish.h100e, offers.free.free(provider)),
                       .rent = Money::from_dollars(week->state.rental.rent),
                       .fee = front_fee(week, wish.tenant),
                       .ends = week->number + static_cast<Week>(cloud.contract_weeks)};
  const double rest = wish.h100e - terms.h100e;
  const bool reserved = submodels::builds_for(rest, form, cloud);
  note_contract(week, terms.h100e + (reserved ? rest : 0.0));
  if (terms.h100e > 0) let(week, offers, terms);
  terms.h100e = rest;
  if (reserved) sign(week, terms, check);
}

/// Front companies are not agents: their fees leave the trade, as carriers' fees do.
void pay_front(Writes<BuyerState, PublicState, Ledger> week, const world::Tenancy& t) {
  const Money fee = t.fee.scaled(t.h100e);
  week.ledger().pay(holder(t.tenant), carriers(), fee);
  week.outside().carriers += fee;
  week.buyers().paid[t.tenant] += fee;
  charge_budget(week, t.tenant, fee);
}

void pay_rents(Writes<BuyerState, PublicState, Ledger> week) {
  auto& buyers = week.buyers();
  for (const auto& t : week->state.rental.tenancies) {
    const Money due = t.rent.scaled(t.h100e);
    const BuyerId provider = week->agents.buyers.providers[t.provider];
    week.ledger().pay(holder(t.tenant), holder(provider), due);
    charge_budget(week, t.tenant, due);
    buyers.paid[t.tenant] += due;
    buyers.paid[provider] -= due;
    pay_front(week, t);
  }
}

/// Compute that clouds planned to add in a week to what they offer, H100e: what lawful tenants will want if all goes as
/// clouds expect.
double planned_in(const WeekContext& week, Week number) {
  const auto& buyers = week.agents.buyers;
  double h100e = 0;
  for (const BuyerId cloud : buyers.providers) {
    const auto& parameters = buyers.parameters(cloud);
    const auto& path = buyers.group_budget[buyers.group[cloud]];
    const double price = week.setting.catalogue.reference_price[static_cast<std::size_t>(number)];
    const double added = parameters.spending ? buyers.budget[cloud] * path.between(number, number + 1) / price
                                             : submodels::target_stock(buyers, cloud, number + 1) -
                                                   submodels::target_stock(buyers, cloud, number);
    h100e += parameters.rental_share * added;
  }
  return h100e;
}

void move_plans(Writes<RentalState> week) {
  const Week retired = week->number - static_cast<Week>(week->scenario().demand.service_life_weeks);
  week.rental().planned += planned_in(week, week->number);
  if (retired >= 0) week.rental().planned -= planned_in(week, retired);
}

void move_rent(Writes<RentalState> week) {
  const auto& scenario = week->scenario();
  week.rental().rent =
      submodels::next_rent(open_market(week), scenario.model.rental, scenario.cloud) * worth(week, week->number);
}

/// Compute on offer and used in a place, H100e.
struct Use {
  double all = 0;
  double used = 0;
};

/// By place: open compute, and what was built for tenants.
Column<JurisdictionId, Use> use_by_place(const WeekContext& week) {
  const auto& buyers = week.agents.buyers;
  const double lawful = lawful_share(week);
  Column<JurisdictionId, Use> places(week.setting.geography.jurisdictions().size());
  for (const ProviderId provider : Rows<ProviderId>(buyers.providers.size())) {
    Use& use = places[buyers.jurisdiction[buyers.providers[provider]]];
    const double open = offered(week, provider);
    use.all += open + week.state.rental.built[provider];
    use.used += open * submodels::utilisation(open, week.state.rental.rented_out[provider], lawful);
  }
  for (const auto& t : week.state.rental.tenancies) {
    if (t.reserved) places[buyers.jurisdiction[buyers.providers[t.provider]]].used += t.h100e;
  }
  return places;
}

void record_market(Writes<Record> week) {
  const auto& rental = week->state.rental;
  auto& record = week.record();
  double open = 0;
  for (const double h100e : rental.rented_out) open += h100e;
  double reserved = 0;
  for (const auto& t : rental.tenancies) reserved += t.reserved ? t.h100e : 0.0;
  record.rented_h100e(week->number) = open + reserved;
  record.rent(week->number) = rental.rent;
  if (open + reserved > 0) record.reserved_share(week->number) = reserved / (open + reserved);
  for (const auto& contract : rental.reservations) record.reserved_waiting(week->number) += contract.waiting;
  const auto places = use_by_place(week);
  for (const JurisdictionId place : Rows<JurisdictionId>(places.size())) {
    if (places[place].all > 0)
      record.cloud_utilisation(week->month(), place.row()) = places[place].used / places[place].all;
  }
}

}  // namespace

void phases::rental(RentalWeek week) {
  end_contracts(week);
  release_void(week);
  hand_over(week);
  if (!week->messages.rentals.empty()) {
    Offers offers(week);
    for (const RentalRequest& wish : week->messages.rentals) serve(week, offers, wish);
  }
  pay_rents(week);
  move_plans(week);
  move_rent(week);
  record_market(week);
}

}  // namespace entrepot::model
