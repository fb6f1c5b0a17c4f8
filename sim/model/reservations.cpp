#include "entrepot/model/reservations.hpp"

#include <algorithm>

#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/sources.hpp"

namespace entrepot::model {
namespace {

using world::Reservation;

/// What a tenant prepays for some compute.
Money prepaid(const WeekContext& week, Money rent, double h100e) {
  const auto& cloud = week.scenario().cloud;
  return rent.scaled(h100e * cloud.prepaid_share * cloud.reserved_weeks);
}

/// Pay the prepaid rent of some compute; negative if it is paid back.
void prepay(Writes<BuyerState, Ledger> week, const Reservation& contract, double h100e) {
  const Money amount = prepaid(week, contract.rent, h100e);
  const BuyerId cloud = week->agents.buyers.providers[contract.provider];
  week.ledger().pay(holder(contract.tenant), holder(cloud), amount);
  week.buyers().paid[contract.tenant] += amount;
  week.buyers().paid[cloud] -= amount;
  charge_budget(week, contract.tenant, amount);
}

void await(Writes<BuyerState> week, BuyerId tenant, double h100e) {
  auto& on_order = week.buyers().on_order[tenant];
  on_order = std::max(0.0, on_order + h100e);
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

}  // namespace

double awaited(const WeekContext& week, BuyerId tenant) {
  double h100e = 0;
  for (const Reservation& contract : week.state.rental.reservations)
    h100e += contract.tenant == tenant ? contract.waiting : 0.0;
  return h100e;
}

double chance_of_refusal(const WeekContext& week, BuyerId tenant, ProviderId provider) {
  const auto& buyers = week.agents.buyers;
  const BuyerId cloud = buyers.providers[provider];
  const double checks = std::max(buyers.parameters(cloud).tenant_kyc, check_by_rules(week, tenant, cloud));
  const bool fronted = week.state.buyers.fronted[tenant] != 0;
  return checks * (fronted ? 1.0 - week.scenario().cloud.front_concealment : 1.0);
}

bool is_void(const WeekContext& week, const Reservation& contract) {
  const Week patience = week.agents.buyers.patience[contract.tenant];
  return week.number > contract.ready + patience ||
         contract.check < chance_of_refusal(week, contract.tenant, contract.provider);
}

void sign(Writes<BuyerState, RentalState, Ledger> week, const world::Tenancy& terms, double check) {
  const auto& agents = week->agents.buyers;
  const BuyerId cloud = agents.providers[terms.provider];
  const Week ready = week->number + static_cast<Week>(week->scenario().cloud.site_weeks);
  const Reservation contract{.tenant = terms.tenant,
                             .provider = terms.provider,
                             .key = stable_pair(agents.id[cloud], agents.id[terms.tenant], week->number),
                             .waiting = terms.h100e,
                             .rent = terms.rent,
                             .fee = terms.fee,
                             .check = check,
                             .ready = ready};
  prepay(week, contract, contract.waiting);
  await(week, contract.tenant, contract.waiting);
  auto& all = week.rental().reservations;
  // Two requests of a tenant in one week have the same draws, so the same cloud: they are one contract.
  const bool again = !all.empty() && all.back().key == contract.key;
  if (again) {
    all.back().waiting += contract.waiting;
  } else {
    all.push_back(contract);
  }
}

void release_void(Writes<BuyerState, RentalState, Ledger> week) {
  std::erase_if(week.rental().reservations, [&](const Reservation& contract) {
    if (!is_void(week, contract)) return false;
    prepay(week, contract, -contract.waiting);
    await(week, contract.tenant, -contract.waiting);
    week.rental().built[contract.provider] -= contract.arrived;
    return true;
  });
}

void receive_for_tenant(Writes<RentalState> week, const world::Lot& lot) {
  for (Reservation& contract : week.rental().reservations) {
    if (contract.key != lot.key) continue;
    const double h100e = static_cast<double>(lot.units) * week->agents.buyers.effective(lot.buyer, lot.product);
    // What whole systems bring beyond the contract is the cloud's own.
    const double due = std::min(h100e, contract.waiting - contract.arrived);
    contract.arrived += due;
    contract.ordered = std::max(0.0, contract.ordered - h100e);
    contract.financed -= lot.unit_price * lot.units;
    week.rental().built[contract.provider] += due;
  }
}

void hand_over(Writes<BuyerState, RentalState, Record> week) {
  const auto& cloud = week->scenario().cloud;
  auto& rental = week.rental();
  for (Reservation& contract : rental.reservations) {
    if (contract.arrived <= 0 || week->number < contract.ready) continue;
    const double h100e = std::min(contract.arrived, contract.waiting);
    const Week ends = week->number + static_cast<Week>(cloud.reserved_weeks);
    rental.tenancies.push_back({contract.tenant, contract.provider, h100e,
                                contract.rent.scaled(1.0 - cloud.prepaid_share), contract.fee, ends, true});
    contract.waiting -= h100e;
    contract.arrived = 0;
    await(week, contract.tenant, -h100e);
    week.buyers().rented[contract.tenant] += h100e;
    record_tenancy(week, contract.tenant, contract.provider, h100e);
  }
  std::erase_if(rental.reservations, [](const Reservation& contract) { return contract.waiting <= 0; });
}

double to_order(const WeekContext& week, const Reservation& contract) {
  const bool expired = week.number >= contract.order_expires;
  return contract.waiting - contract.arrived - (expired ? 0.0 : contract.ordered);
}

void enter_order(Writes<BuyerState, RentalState> week, std::size_t row, const world::Order& order) {
  Reservation& contract = week.rental().reservations[row];
  const Money price = order.unit_price * order.open;
  const double h100e = static_cast<double>(order.open) * week->agents.buyers.effective(order.buyer, order.product);
  // An order that expired has given its money back to the cloud's budget.
  const bool expired = week->number >= contract.order_expires;
  charge_budget(week, order.buyer, expired ? contract.financed - price : Money{} - price);
  contract.ordered = h100e + (expired ? 0.0 : contract.ordered);
  contract.financed = expired ? price : contract.financed + price;
  contract.order_expires = order.expires;
}

}  // namespace entrepot::model
