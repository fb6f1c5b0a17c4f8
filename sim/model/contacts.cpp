#include "entrepot/model/contacts.hpp"

#include <algorithm>
#include <optional>

#include "entrepot/model/submodels/entry.hpp"

namespace entrepot::model {
namespace {

/// A contact of another buyer of the same group: the one that buyer trusts most; none if it trusts nobody.
IntermediaryId referred(const WeekContext& week, BuyerId b, Draws& draws) {
  const auto& buyers = week.agents.buyers;
  const auto& begin = buyers.group_begin;
  const std::size_t group = buyers.group[b];
  const BuyerId other{begin[group] + std::size_t{draws.index(begin[group + 1] - begin[group])}};
  IntermediaryId best;
  float most = 0;
  for (std::uint32_t row = buyers.contact_begin[other.row()]; row < buyers.contact_begin[other.row() + 1]; ++row) {
    if (week.state.buyers.trust[row] <= most) continue;
    most = week.state.buyers.trust[row];
    best = week.state.buyers.contacts[row];
  }
  return best;
}

/// A firm drawn from one of the hubs the buyer searches, weighted by the buyer's preference and the hub's deliveries.
IntermediaryId found_around(const WeekContext& week, BuyerId b, Draws& draws) {
  const auto& habits = week.agents.buyers.group_contact_hubs[week.agents.buyers.group[b]];
  const auto& hubs = week.state.hubs;
  double all = 0;
  const auto weight = [&](std::size_t k) {
    const double before = k == 0 ? 0.0 : habits.running_share[k - 1];
    const JurisdictionId place = habits.places[k];
    return (habits.running_share[k] - before) *
           submodels::hub_promise(hubs.grey_asked[place], hubs.grey_met[place], week.scenario().network);
  };
  for (std::size_t k = 0; k < habits.places.size(); ++k) all += weight(k);
  double at = draws.uniform() * all;
  for (std::size_t k = 0; k < habits.places.size(); ++k) {
    at -= weight(k);
    if (at < 0 || k + 1 == habits.places.size()) return world::pick_one(hubs.firms[habits.places[k]], draws);
  }
  return IntermediaryId::none();
}

IntermediaryId new_contact(const WeekContext& week, BuyerId b, Draws& draws) {
  if (draws.bernoulli(week.scenario().network.referral_share)) {
    const IntermediaryId friends_contact = referred(week, b, draws);
    const bool of_use = friends_contact.exists() && !week.listed(friends_contact);
    if (of_use && contact_row(week, b, friends_contact) == no_contact) return friends_contact;
  }
  return found_around(week, b, draws);
}

}  // namespace

std::uint32_t contact_row(const WeekContext& week, BuyerId b, IntermediaryId i) {
  const auto& begin = week.agents.buyers.contact_begin;
  for (std::uint32_t row = begin[b.row()]; row < begin[b.row() + 1]; ++row) {
    if (week.state.buyers.contacts[row] == i) return row;
  }
  return no_contact;
}

BuyerId owner_of(const world::Buyers& buyers, std::uint32_t row) {
  const auto after = std::upper_bound(buyers.contact_begin.begin(), buyers.contact_begin.end(), row);
  return BuyerId{static_cast<std::size_t>(after - buyers.contact_begin.begin() - 1)};
}

void note_delivery(Writes<BuyerState> week, BuyerId b, IntermediaryId i) {
  const std::uint32_t row = contact_row(week, b, i);
  if (row == no_contact) return;
  float& trust = week.buyers().trust[row];
  trust = static_cast<float>(submodels::trust_after_delivery(trust, week->scenario().network));
}

void note_seizure(Writes<BuyerState> week, BuyerId b, IntermediaryId i) {
  const std::uint32_t row = contact_row(week, b, i);
  if (row == no_contact) return;
  float& trust = week.buyers().trust[row];
  trust = static_cast<float>(submodels::trust_after_seizure(trust, week->scenario().network));
}

void replace_contacts(Writes<BuyerState> week) {
  auto failed = week->messages.failed_contacts;
  std::sort(failed.begin(), failed.end());
  failed.erase(std::unique(failed.begin(), failed.end()), failed.end());
  BuyerId owner;
  std::optional<Draws> draws;
  for (const std::uint32_t row : failed) {
    const BuyerId b = owner_of(week->agents.buyers, row);
    if (!draws || b != owner) draws.emplace(week->streams.at(week->agents.buyers.id[b], week->number, Purpose::search));
    owner = b;
    if (week->agents.buyers.group_contact_hubs[week->agents.buyers.group[b]].empty()) continue;
    const IntermediaryId found = new_contact(week, b, *draws);
    if (!found.exists()) continue;
    week.buyers().contacts[row] = found;
    week.buyers().trust[row] = 0;
  }
}

void follow(Writes<BuyerState> week, IntermediaryId listed, IntermediaryId successor) {
  auto& contacts = week.buyers().contacts;
  for (std::uint32_t row = 0; row < contacts.size(); ++row) {
    if (contacts[row] != listed) continue;
    const StableId buyer = week->agents.buyers.id[owner_of(week->agents.buyers, row)];
    Draws draws =
        week->streams.at(stable_pair(buyer, week->agents.intermediaries.id[listed], 0), week->number, Purpose::entry);
    if (draws.bernoulli(week.buyers().trust[row])) contacts[row] = successor;
  }
}

}  // namespace entrepot::model
