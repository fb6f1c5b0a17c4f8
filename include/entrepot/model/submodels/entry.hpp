#pragma once
// Entry and return of diverting firms (docs/reference/odd.md, section 7).

#include <algorithm>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Probability that a firm in reserve is founded this week: entry rate x (annual grey profit of a firm of the place,
/// USD / cost of entry, USD), capped to 0..1.
inline double entry_probability(double profit_of_a_firm, const scenario::Entry& entry) {
  return std::clamp(entry.entry_rate * profit_of_a_firm / entry.entry_cost, 0.0, 1.0);
}

/// Share of an exponentially weighted annual sum that is left a week later.
inline double yearly_retention() { return 1.0 - 1.0 / double{weeks_per_year}; }

/// Weight in the count of diverters of a firm that last diverted some weeks ago: it fades as past profit does.
inline double diverter_weight(Week weeks_ago) { return core::pow(yearly_retention(), weeks_ago); }

/// A firm's share of a place's profit from diversion; all of it where nobody else diverts.
inline double profit_share(double profit, double diverters) { return profit / std::max(1.0, diverters); }

/// Trust after a delivery: a share of the gap to full trust is closed.
inline double trust_after_delivery(double trust, const scenario::Network& network) {
  return trust + network.trust_gain * (1.0 - trust);
}

/// Trust after a seizure.
inline double trust_after_seizure(double trust, const scenario::Network& network) {
  return trust * (1.0 - network.trust_loss);
}

/// Expected success of a search in a hub: the accepted share of requests there, with a prior for hubs without evidence
/// (network.benefit_of_doubt).
inline double hub_promise(double asked, double met, const scenario::Network& network) {
  return (met + network.benefit_of_doubt) / (asked + network.benefit_of_doubt);
}

}  // namespace entrepot::submodels
