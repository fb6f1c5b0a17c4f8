#pragma once
// Red flags of an order, and a supplier's response (docs/reference/odd.md, section 7). The flags follow the "Know Your
// Customer" guidance and red flags of the US Export Administration Regulations, supplement no. 3 to part 732.

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Features of an order that a supplier can see.
struct OrderFeatures {
  double size = 0;               ///< units ordered / plausible units of this firm
  double age_years = 0;          ///< age of the firm
  bool bill_to_differs = false;  ///< invoice and goods go to different jurisdictions
  bool watch_listed = false;     ///< the hub is on a watch list
  double absorption = 0;         ///< annual imports of the hub / capacity of its data centres
};

/// Red-flag score r in (0, 1): logistic in log(1 + size), exp(-age), log of absorption above 1, and the flags. Honest
/// orders have scores too.
double red_flag_score(const OrderFeatures& order, const scenario::Screening& screening);

/// Probability that a supplier with this diligence (0..1) refuses.
inline double refusal_probability(double diligence, double score) { return diligence * score; }

/// Combined diligence of two suppliers in sequence: the order passes only if both accept it.
inline double combined_diligence(double first, double second) { return 1.0 - (1.0 - first) * (1.0 - second); }

}  // namespace entrepot::submodels
