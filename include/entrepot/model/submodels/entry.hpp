#pragma once
// How firms that divert come and go (docs/odd.md, section 7).

#include <algorithm>

#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Chance that a firm in reserve is founded this week: entry rate x (yearly grey profit of a firm of the place / cost
/// of entry), 0..1. Both in USD.
inline double entry_probability(double profit_of_a_firm, const scenario::Entry& entry) {
  return std::clamp(entry.entry_rate * profit_of_a_firm / entry.entry_cost, 0.0, 1.0);
}

/// Trust after a delivery: a share of what is missing is added.
inline double trust_after_delivery(double trust, const scenario::Network& network) {
  return trust + network.trust_gain * (1.0 - trust);
}

/// Trust after a seizure.
inline double trust_after_seizure(double trust, const scenario::Network& network) {
  return trust * (1.0 - network.trust_loss);
}

/// How promising a hub is to a buyer that looks for a contact: the share of what was asked there that was taken on. A
/// hub of which nothing is known has the benefit of the doubt.
inline double hub_promise(double asked, double met, const scenario::Network& network) {
  return (met + network.benefit_of_doubt) / (asked + network.benefit_of_doubt);
}

}  // namespace entrepot::submodels
