// Remote access: buyers who chose to rent look for a cloud that takes them; rents are paid, contracts end, the rent
// moves.

#include "entrepot/model/submodels/rental.hpp"

#include <algorithm>

#include "entrepot/model/purchase.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

/// Compute that a provider has on offer, H100e.
double offered(const Tick& tick, ProviderId provider) {
  const BuyerId cloud = tick.agents.buyers.providers[provider];
  return tick.agents.buyers.parameters(cloud).rental_share * tick.state.buyers.installed[cloud];
}

double free_compute(const Tick& tick, ProviderId provider) {
  return submodels::free_compute(offered(tick, provider), tick.state.rental.rented_out[provider],
                                 tick.scenario().cloud);
}

void end_contracts(Tick& tick) {
  auto& rental = tick.state.rental;
  std::erase_if(rental.tenancies, [&](const world::Tenancy& t) {
    if (t.ends > tick.week) return false;
    rental.rented_out[t.provider] -= t.h100e;
    tick.state.buyers.rented[t.tenant] = std::max(0.0, tick.state.buyers.rented[t.tenant] - t.h100e);
    return true;
  });
}

/// What all providers have free, with sums of blocks of them: where tenants and providers are many, nobody looks
/// through them all.
class Supply {
 public:
  explicit Supply(const Tick& tick) : places_(tick.setting.geography.jurisdictions().size()) {
    const auto& buyers = tick.agents.buyers;
    for (const ProviderId provider : Rows<ProviderId>(buyers.providers.size())) {
      place_.push_back(buyers.jurisdiction[buyers.providers[provider]]);
      free_.push_back(free_compute(tick, provider));
    }
    all_.assign(blocks(), 0);
    at_home_.assign(blocks() * places_, 0);
    for (std::size_t block = 0; block < blocks(); ++block) add_up(block);
  }

  /// A provider abroad, in proportion to what it has free; none if all is taken.
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
  void update(const Tick& tick, ProviderId provider) {
    free_[provider] = free_compute(tick, provider);
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
Money front_fee(const Tick& tick, BuyerId tenant) {
  return Money::from_dollars(rent_for(tick, tenant) - tick.state.rental.rent);
}

/// What the provider's checks, or those that rules ask for, turn away; a front gets its tenant past a share of them.
double chance_of_refusal(const Tick& tick, BuyerId tenant, ProviderId provider) {
  const auto& buyers = tick.agents.buyers;
  const double checks =
      std::max(buyers.parameters(buyers.providers[provider]).tenant_kyc, tick.rules.levers().tenant_kyc);
  const bool fronted = tick.state.buyers.fronted[tenant] != 0;
  return checks * (fronted ? 1.0 - tick.scenario().cloud.front_concealment : 1.0);
}

/// The provider's know-your-customer check turns a restricted tenant away, or it does not see through the front.
void serve(Tick& tick, Supply& supply, const RentalWish& wish) {
  Draws draws = tick.streams.at(tick.agents.buyers.id[wish.tenant], tick.week, Purpose::rental);
  const ProviderId provider = supply.pick(tick.agents.buyers.jurisdiction[wish.tenant], draws.uniform());
  if (!provider.exists()) return;
  if (draws.bernoulli(chance_of_refusal(tick, wish.tenant, provider))) {
    ++tick.record.tenants_refused(tick.week);
    tick.state.buyers.fronted[wish.tenant] = 1;
    return;
  }
  const double h100e = std::min(wish.h100e, supply.free(provider));
  const auto ends = tick.week + static_cast<Week>(tick.scenario().cloud.contract_weeks);
  tick.state.rental.tenancies.push_back(
      {wish.tenant, provider, h100e, Money::from_dollars(tick.state.rental.rent), front_fee(tick, wish.tenant), ends});
  tick.state.rental.rented_out[provider] += h100e;
  supply.update(tick, provider);
  tick.state.buyers.rented[wish.tenant] += h100e;
  record_tenancy(tick, wish.tenant, h100e);
}

/// Fronts are no agents: what they earn leaves the trade with what carriers earn.
void pay_front(Tick& tick, const world::Tenancy& t) {
  const Money fee = t.fee.scaled(t.h100e);
  tick.ledger.pay(holder(t.tenant), carriers(), fee);
  tick.state.outside.carriers += fee;
  tick.state.buyers.paid[t.tenant] += fee;
  charge_budget(tick, t.tenant, fee);
}

void pay_rents(Tick& tick) {
  auto& buyers = tick.state.buyers;
  for (const auto& t : tick.state.rental.tenancies) {
    const Money due = t.rent.scaled(t.h100e);
    const BuyerId provider = tick.agents.buyers.providers[t.provider];
    tick.ledger.pay(holder(t.tenant), holder(provider), due);
    charge_budget(tick, t.tenant, due);
    buyers.paid[t.tenant] += due;
    buyers.paid[provider] -= due;
    pay_front(tick, t);
  }
}

void move_rent(Tick& tick) {
  double on_offer = 0;
  double rented = 0;
  for (const ProviderId provider : Rows<ProviderId>(tick.agents.buyers.providers.size())) {
    on_offer += offered(tick, provider);
    rented += tick.state.rental.rented_out[provider];
  }
  const auto& cloud = tick.scenario().cloud;
  auto& rent = tick.state.rental.rent;
  rent = submodels::adjusted_rent(rent, submodels::utilisation(on_offer, rented, cloud), cloud);
  tick.record.rented_h100e(tick.week) = rented;
  tick.record.rent(tick.week) = rent;
}

}  // namespace

void phases::rental(Tick& tick) {
  end_contracts(tick);
  if (!tick.messages.rentals.empty()) {
    Supply supply(tick);
    for (const RentalWish& wish : tick.messages.rentals) serve(tick, supply, wish);
  }
  pay_rents(tick);
  move_rent(tick);
}

}  // namespace entrepot::model
