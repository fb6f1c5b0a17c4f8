#include "entrepot/model/contacts.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/running_sum.hpp"
#include "entrepot/model/submodels/entry.hpp"
#include "entrepot/model/submodels/targeting.hpp"

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

/// What a buyer looks for in a seller.
struct Wanted {
  double units = 0;
  double premium = 0;  ///< highest that it would pay, over list price
};

/// Whether a firm would think of selling at what the buyer would pay.
bool is_willing(const WeekContext& week, IntermediaryId i, const Wanted& wanted) {
  return week.agents.intermediaries.integrity[i] <= wanted.premium;
}

/// Whether a firm's suppliers sell it enough to matter to the buyer.
bool large_enough(const WeekContext& week, IntermediaryId i, const Wanted& wanted) {
  const double promises =
      week.scenario().grey_market.promise_weeks * static_cast<double>(week.agents.intermediaries.plausible_units[i]);
  return promises >= week.scenario().network.least_share * wanted.units;
}

/// Firms of a place as a search finds them: all alike, or by what they are known to have delivered and can deliver.
class Search {
 public:
  explicit Search(const WeekContext& week)
      : week_(week),
        by_reputation_(week.scenario().model.matching == scenario::MatchingForm::capacity &&
                       week.scenario().network.reputation > 0),
        by_place_(week.setting.geography.jurisdictions().size()) {}

  /// The first firm that is willing and large enough, of the several that a buyer asks; none if none is. To ask costs
  /// little.
  IntermediaryId in(JurisdictionId place, const Wanted& wanted, Draws& draws) {
    if (week_.scenario().model.matching == scenario::MatchingForm::blind) return any_in(place, draws);
    const auto& network = week_.scenario().network;
    for (std::int64_t asked = 0; asked < network.asks; ++asked) {
      const IntermediaryId found = any_in(place, draws);
      if (!found.exists()) break;
      const bool of_use = is_willing(week_, found, wanted);
      if (of_use && (large_enough(week_, found, wanted) || draws.bernoulli(network.misfit))) return found;
    }
    return IntermediaryId::none();
  }

 private:
  IntermediaryId any_in(JurisdictionId place, Draws& draws) {
    const auto& firms = week_.state.hubs.firms[place];
    if (!by_reputation_) return world::pick_one(firms, draws);
    if (firms.empty()) return IntermediaryId::none();
    auto& running = by_place_[place.row()];
    if (running.empty()) {
      double total = 0;
      for (const IntermediaryId i : firms) running.push_back(total += weight_of(i));
    }
    return firms[core::drawn_row(running, draws.uniform())];
  }

  [[nodiscard]] double weight_of(IntermediaryId i) const {
    const double known = reputation(week_, i);
    return known > 0 ? core::pow(1.0 + known, week_.scenario().network.reputation) : 1.0;
  }

  const WeekContext& week_;
  bool by_reputation_;
  std::vector<std::vector<double>> by_place_;  ///< running sums of weights; empty until somebody searches there
};

/// A firm drawn from one of the hubs the buyer searches, weighted by the buyer's preference and the hub's deliveries.
IntermediaryId found_around(const WeekContext& week, BuyerId b, const Wanted& wanted, Search& search, Draws& draws) {
  const auto& habits = week.agents.buyers.group_contact_hubs[week.agents.buyers.group[b]];
  const auto& hubs = week.state.hubs;
  std::vector<double> running;
  double total = 0;
  double before = 0;
  for (std::size_t k = 0; k < habits.places.size(); ++k) {
    const JurisdictionId place = habits.places[k];
    const double habit = habits.running_share[k] - std::exchange(before, habits.running_share[k]);
    running.push_back(
        total += habit * submodels::hub_promise(hubs.grey_asked[place], hubs.grey_met[place], week.scenario().network));
  }
  if (running.empty()) return IntermediaryId::none();
  return search.in(habits.places[core::drawn_row(running, draws.uniform())], wanted, draws);
}

IntermediaryId new_contact(const WeekContext& week, BuyerId b, const Wanted& wanted, Search& search, Draws& draws) {
  if (draws.bernoulli(week.scenario().network.referral_share)) {
    const IntermediaryId friends_contact = referred(week, b, draws);
    const bool of_use = friends_contact.exists() && !week.listed(friends_contact);
    if (of_use && contact_row(week, b, friends_contact) == no_contact) return friends_contact;
  }
  return found_around(week, b, wanted, search, draws);
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

double reputation(const WeekContext& week, IntermediaryId i) {
  const auto& table = week.state.intermediaries;
  if (table.delivered[i] <= 0) return 0;
  const double kept = submodels::weekly_retention(week.scenario().network.reputation_weeks);
  return table.delivered[i] * core::pow(kept, week.number - table.delivered_week[i]);
}

double first_deposit(const scenario::GreyMarket& market, const Streams& streams, StableId buyer, StableId seller) {
  Draws draws = streams.at(stable_pair(buyer, seller, 0), 0, Purpose::deposit);
  return market.deposit.sample(draws);
}

double deposit_for(const WeekContext& week, std::uint32_t contact) {
  const double stranger = week.state.buyers.deposit[contact];
  if (week.scenario().model.matching == scenario::MatchingForm::blind) return stranger;
  const auto trust = static_cast<double>(week.state.buyers.trust[contact]);
  return stranger * (1.0 - trust * (1.0 - week.scenario().network.trusted_deposit));
}

Units largest_deal(const WeekContext& week, std::uint32_t contact, double sought) {
  if (week.scenario().model.matching == scenario::MatchingForm::blind) return INT64_MAX;
  const auto& network = week.scenario().network;
  const auto got = static_cast<double>(week.state.buyers.got[contact]);
  const double first = std::max(network.starter_units, network.starter_share * sought);
  return static_cast<Units>(first + (1.0 + network.deal_growth) * got);
}

void note_delivery(Writes<BuyerState, IntermediaryState> week, BuyerId b, IntermediaryId i, Units units) {
  week.intermediaries().delivered[i] = reputation(week, i) + static_cast<double>(units);
  week.intermediaries().delivered_week[i] = week->number;
  const std::uint32_t row = contact_row(week, b, i);
  if (row == no_contact) return;
  week.buyers().got[row] += units;
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
  // A contact may fail in several products; the largest want decides.
  std::sort(failed.begin(), failed.end(), [](const FailedContact& a, const FailedContact& b) {
    return std::pair(a.row, -a.units) < std::pair(b.row, -b.units);
  });
  const auto same = [](const FailedContact& a, const FailedContact& b) { return a.row == b.row; };
  failed.erase(std::unique(failed.begin(), failed.end(), same), failed.end());
  BuyerId owner;
  Search search(week);
  std::optional<Draws> draws;
  for (const auto& [row, units, premium] : failed) {
    const BuyerId b = owner_of(week->agents.buyers, row);
    if (!draws || b != owner) draws.emplace(week->streams.at(week->agents.buyers.id[b], week->number, Purpose::search));
    owner = b;
    if (week->agents.buyers.group_contact_hubs[week->agents.buyers.group[b]].empty()) continue;
    const IntermediaryId found = new_contact(week, b, {units, premium}, search, *draws);
    if (!found.exists() || contact_row(week, b, found) != no_contact) continue;
    week.buyers().contacts[row] = found;
    week.buyers().trust[row] = 0;
    week.buyers().got[row] = 0;
    week.buyers().deposit[row] = first_deposit(week->scenario().grey_market, week->streams, week->agents.buyers.id[b],
                                               week->agents.intermediaries.id[found]);
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
