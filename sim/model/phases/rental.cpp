// Rental: buyers who chose to rent look for a cloud that accepts them, rents are paid, contracts end, and the rent of
// new contracts adjusts.

#include "entrepot/model/submodels/rental.hpp"

#include <algorithm>

#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/quotes.hpp"
#include "entrepot/model/submodels/demand.hpp"

namespace entrepot::model {
namespace {

/// Compute that a provider has on offer, H100e.
double offered(const WeekContext& week, ProviderId provider) {
  const BuyerId cloud = week.agents.buyers.providers[provider];
  return week.agents.buyers.parameters(cloud).rental_share * week.state.buyers.installed[cloud];
}

double free_compute(const WeekContext& week, ProviderId provider) {
  return submodels::free_compute(offered(week, provider), week.state.rental.rented_out[provider],
                                 week.scenario().cloud);
}

void end_contracts(Writes<BuyerState, RentalState, Record> week) {
  auto& rental = week.rental();
  std::erase_if(rental.tenancies, [&](const world::Tenancy& t) {
    if (t.ends > week->number) return false;
    rental.rented_out[t.provider] -= t.h100e;
    week.buyers().rented[t.tenant] = std::max(0.0, week->state.buyers.rented[t.tenant] - t.h100e);
    record_tenancy(week, t.tenant, t.provider, -t.h100e);
    return true;
  });
}

/// Free compute of all providers, with sums over blocks of them, so that a draw among many takes few steps.
class Supply {
 public:
  explicit Supply(const WeekContext& week) : places_(week.setting.geography.jurisdictions().size()) {
    const auto& buyers = week.agents.buyers;
    for (const ProviderId provider : Rows<ProviderId>(buyers.providers.size())) {
      place_.push_back(buyers.jurisdiction[buyers.providers[provider]]);
      free_.push_back(free_compute(week, provider));
    }
    all_.assign(blocks(), 0);
    at_home_.assign(blocks() * places_, 0);
    for (std::size_t block = 0; block < blocks(); ++block) add_up(block);
  }

  /// A provider abroad, drawn in proportion to its free compute; none if there is none.
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
  void update(const WeekContext& week, ProviderId provider) {
    free_[provider] = free_compute(week, provider);
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

/// Share of tenants of this kind that the rules in force make this cloud reject.
double check_by_rules(const WeekContext& week, BuyerId tenant, BuyerId cloud) {
  const auto& buyers = week.agents.buyers;
  double share = 0;
  for (const auto& check : week.rules.levers().tenant_checks) {
    const bool reaches =
        check.clouds[buyers.jurisdiction[cloud].row()] != 0 || check.seats[buyers.parent[cloud].row()] != 0;
    if (reaches && check.tenants[buyers.parent[tenant].row()] != 0) share = std::max(share, check.share);
  }
  return share;
}

/// Probability that the checks of the provider, or those that rules require, turn a tenant away; a front evades a
/// share.
double chance_of_refusal(const WeekContext& week, BuyerId tenant, ProviderId provider) {
  const auto& buyers = week.agents.buyers;
  const BuyerId cloud = buyers.providers[provider];
  const double checks = std::max(buyers.parameters(cloud).tenant_kyc, check_by_rules(week, tenant, cloud));
  const bool fronted = week.state.buyers.fronted[tenant] != 0;
  return checks * (fronted ? 1.0 - week.scenario().cloud.front_concealment : 1.0);
}

/// The provider's know-your-customer check rejects a restricted tenant, or misses its front company.
void serve(Writes<BuyerState, RentalState, Record> week, Supply& supply, const RentalRequest& wish) {
  Draws draws = week->streams.at(week->agents.buyers.id[wish.tenant], week->number, Purpose::rental);
  const ProviderId provider = supply.pick(week->agents.buyers.jurisdiction[wish.tenant], draws.uniform());
  if (!provider.exists()) return;
  if (draws.bernoulli(chance_of_refusal(week, wish.tenant, provider))) {
    ++week.record().tenants_refused(week->number);
    week.buyers().fronted[wish.tenant] = 1;
    return;
  }
  const double h100e = std::min(wish.h100e, supply.free(provider));
  const auto ends = week->number + static_cast<Week>(week->scenario().cloud.contract_weeks);
  week.rental().tenancies.push_back(
      {wish.tenant, provider, h100e, Money::from_dollars(week->state.rental.rent), front_fee(week, wish.tenant), ends});
  week.rental().rented_out[provider] += h100e;
  supply.update(week, provider);
  week.buyers().rented[wish.tenant] += h100e;
  record_tenancy(week, wish.tenant, provider, h100e);
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

/// What an H100-equivalent is worth to buyers in a week, over its worth at the start.
double worth(const WeekContext& week, Week number) {
  return submodels::market(week.scenario(), week.setting.catalogue, number).worth;
}

void move_rent(Writes<RentalState, Record> week) {
  double on_offer = 0;
  double rented = 0;
  for (const ProviderId provider : Rows<ProviderId>(week->agents.buyers.providers.size())) {
    on_offer += offered(week, provider);
    rented += week->state.rental.rented_out[provider];
  }
  const auto& cloud = week->scenario().cloud;
  auto& rent = week.rental().rent;
  // Rents, and the least of them, are of the start: they follow what an H100-equivalent is worth.
  const double of_start = rent / worth(week, std::max<Week>(0, week->number - 1));
  rent = submodels::adjusted_rent(of_start, submodels::utilisation(on_offer, rented, cloud), cloud) *
         worth(week, week->number);
  week.record().rented_h100e(week->number) = rented;
  week.record().rent(week->number) = rent;
}

}  // namespace

void phases::rental(RentalWeek week) {
  end_contracts(week);
  if (!week->messages.rentals.empty()) {
    Supply supply(week);
    for (const RentalRequest& wish : week->messages.rentals) serve(week, supply, wish);
  }
  pay_rents(week);
  move_rent(week);
}

}  // namespace entrepot::model
