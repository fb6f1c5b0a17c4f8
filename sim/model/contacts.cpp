#include "entrepot/model/contacts.hpp"

#include <algorithm>
#include <optional>

#include "entrepot/model/submodels/entry.hpp"

namespace entrepot::model {
namespace {

/// A contact of another buyer of the same group: the one that buyer trusts most; none if it trusts nobody.
IntermediaryId referred(const Tick& tick, BuyerId b, Draws& draws) {
  const auto& buyers = tick.agents.buyers;
  const auto& begin = buyers.group_begin;
  const std::size_t group = buyers.group[b];
  const BuyerId other{begin[group] + std::size_t{draws.index(begin[group + 1] - begin[group])}};
  IntermediaryId best;
  float most = 0;
  for (std::uint32_t row = buyers.contact_begin[other.row()]; row < buyers.contact_begin[other.row() + 1]; ++row) {
    if (tick.state.buyers.trust[row] <= most) continue;
    most = tick.state.buyers.trust[row];
    best = tick.state.buyers.contacts[row];
  }
  return best;
}

/// A firm come across in one of the hubs the buyer looks in, by the buyer's habits and by what the hubs have delivered.
IntermediaryId found_around(const Tick& tick, BuyerId b, Draws& draws) {
  const auto& habits = tick.agents.buyers.group_contact_hubs[tick.agents.buyers.group[b]];
  const auto& hubs = tick.state.hubs;
  double all = 0;
  const auto weight = [&](std::size_t k) {
    const double before = k == 0 ? 0.0 : habits.running_share[k - 1];
    const JurisdictionId place = habits.places[k];
    return (habits.running_share[k] - before) *
           submodels::hub_promise(hubs.grey_asked[place], hubs.grey_met[place], tick.scenario().network);
  };
  for (std::size_t k = 0; k < habits.places.size(); ++k) all += weight(k);
  double at = draws.uniform() * all;
  for (std::size_t k = 0; k < habits.places.size(); ++k) {
    at -= weight(k);
    if (at < 0 || k + 1 == habits.places.size()) return world::pick_one(hubs.firms[habits.places[k]], draws);
  }
  return IntermediaryId::none();
}

IntermediaryId new_contact(const Tick& tick, BuyerId b, Draws& draws) {
  if (draws.bernoulli(tick.scenario().network.referral_share)) {
    const IntermediaryId friends_contact = referred(tick, b, draws);
    const bool of_use = friends_contact.exists() && !tick.listed(friends_contact);
    if (of_use && contact_row(tick, b, friends_contact) == no_contact) return friends_contact;
  }
  return found_around(tick, b, draws);
}

}  // namespace

std::uint32_t contact_row(const Tick& tick, BuyerId b, IntermediaryId i) {
  const auto& begin = tick.agents.buyers.contact_begin;
  for (std::uint32_t row = begin[b.row()]; row < begin[b.row() + 1]; ++row) {
    if (tick.state.buyers.contacts[row] == i) return row;
  }
  return no_contact;
}

BuyerId owner_of(const world::Buyers& buyers, std::uint32_t row) {
  const auto after = std::upper_bound(buyers.contact_begin.begin(), buyers.contact_begin.end(), row);
  return BuyerId{static_cast<std::size_t>(after - buyers.contact_begin.begin() - 1)};
}

void note_delivery(Tick& tick, BuyerId b, IntermediaryId i) {
  const std::uint32_t row = contact_row(tick, b, i);
  if (row == no_contact) return;
  float& trust = tick.state.buyers.trust[row];
  trust = static_cast<float>(submodels::trust_after_delivery(trust, tick.scenario().network));
}

void note_seizure(Tick& tick, BuyerId b, IntermediaryId i) {
  const std::uint32_t row = contact_row(tick, b, i);
  if (row == no_contact) return;
  float& trust = tick.state.buyers.trust[row];
  trust = static_cast<float>(submodels::trust_after_seizure(trust, tick.scenario().network));
}

void replace_contacts(Tick& tick) {
  auto& failed = tick.messages.failed_contacts;
  std::sort(failed.begin(), failed.end());
  failed.erase(std::unique(failed.begin(), failed.end()), failed.end());
  BuyerId owner;
  std::optional<Draws> draws;
  for (const std::uint32_t row : failed) {
    const BuyerId b = owner_of(tick.agents.buyers, row);
    if (!draws || b != owner) draws.emplace(tick.streams.at(tick.agents.buyers.id[b], tick.week, Purpose::search));
    owner = b;
    if (tick.agents.buyers.group_contact_hubs[tick.agents.buyers.group[b]].empty()) continue;
    const IntermediaryId found = new_contact(tick, b, *draws);
    if (!found.exists()) continue;
    tick.state.buyers.contacts[row] = found;
    tick.state.buyers.trust[row] = 0;
  }
}

void follow(Tick& tick, IntermediaryId listed, IntermediaryId successor) {
  auto& contacts = tick.state.buyers.contacts;
  for (std::uint32_t row = 0; row < contacts.size(); ++row) {
    if (contacts[row] != listed) continue;
    const StableId buyer = tick.agents.buyers.id[owner_of(tick.agents.buyers, row)];
    Draws draws =
        tick.streams.at(stable_pair(buyer, tick.agents.intermediaries.id[listed], 0), tick.week, Purpose::entry);
    if (draws.bernoulli(tick.state.buyers.trust[row])) contacts[row] = successor;
  }
}

}  // namespace entrepot::model
