#pragma once
// Entry and return of diverting firms (docs/reference/odd.md, section 7).

#include <algorithm>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Probability that a firm in reserve is founded this week, from the annual grey profit of a firm of the place, USD,
/// its firms that divert and those in reserve. Form "proportional": entry rate x profit / cost of entry, capped to
/// 0..1. Form "saturating", with the profit y that is left after all those in reserve have entered, over the cost:
///     entry rate x max(0, y - 1) / (1 + max(0, y - 1)).
inline double entry_probability(double profit_of_a_firm, double diverters, double in_reserve,
                                const scenario::Entry& entry, scenario::EntryForm form) {
  const double profit = profit_of_a_firm / entry.entry_cost;
  if (form == scenario::EntryForm::proportional) return std::clamp(entry.entry_rate * profit, 0.0, 1.0);
  const double shared = profit * diverters / std::max(1.0, diverters + in_reserve * entry.entry_rate);
  const double gain = std::max(0.0, shared - 1.0);
  return std::clamp(entry.entry_rate * gain / (1.0 + gain), 0.0, 1.0);
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
