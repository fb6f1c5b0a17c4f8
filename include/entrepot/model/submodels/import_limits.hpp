#pragma once
// An importing government's limits on what its buyers may purchase abroad (docs/reference/odd.md, section 7).

#include "entrepot/core/quantity.hpp"
#include "entrepot/model/policy/levers.hpp"

namespace entrepot::submodels {

/// Terms on which a buyer's government lets a product in.
struct ImportTerms {
  bool barred = false;     ///< banned, or the buyer follows guidance not to buy
  double approval = 1;     ///< probability that an order is let in
  double weeks = 0;        ///< until that is decided
  double duty = 0;         ///< over the price
  double quota_share = 1;  ///< highest share of foreign compute in the buyer's purchases
  [[nodiscard]] bool decided_by_order() const { return approval < 1 || weeks > 0; }
};

/// Probability that an order passes a limit: approved, and not refused entry.
double entry_probability(const policy::ImportLimit& limit);

/// Adds a limit to the terms: every government office must agree, the slowest decides the time, the lowest quota binds.
/// A buyer follows guidance if its rank, uniform on (0, 1) and the same for every rule, is below the share of
/// followers.
void add_limit(ImportTerms& terms, const policy::ImportLimit& limit, double rank);

/// Foreign compute that a buyer may still order under a quota, H100e: until it is the share of all that it has ordered
/// this budget year, at home and abroad. Unlimited at a share of 1.
double quota_left(double share, double at_home, double abroad);

}  // namespace entrepot::submodels
