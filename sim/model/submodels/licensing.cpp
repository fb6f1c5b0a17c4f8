#include "entrepot/model/submodels/licensing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entrepot::submodels {

double weekly_capacity(const scenario::Licensing& licensing) {
  return licensing.officer_hours_per_week / licensing.hours_per_application;
}

double approval_probability(policy::Review review, bool military, const scenario::Licensing& licensing) {
  const double error = licensing.approval_error;
  // By error, an officer treats a military end user like a civilian one, so the error never increases approvals.
  const auto of = [&](double civilian) { return military ? std::min(error, civilian) : civilian; };
  switch (review) {
    case policy::Review::none:
      return 1.0;
    case policy::Review::approve:
      return of(1.0 - error);
    case policy::Review::case_by_case:
      return of(licensing.case_by_case_approval);
    case policy::Review::presumption_of_denial:
      return of(licensing.denial_approval);
    case policy::Review::deny:
      return 0.0;
  }
  return 0.0;
}

double expected_weeks(std::size_t queue, const scenario::Licensing& licensing) {
  const double capacity = weekly_capacity(licensing);
  if (capacity <= 0) return std::numeric_limits<double>::infinity();
  // The queue advances during the minimum processing time, so the longer of the two counts, not their sum.
  return std::max(licensing.base_weeks, static_cast<double>(queue) / capacity);
}

Units cap_left(double share_of_home_sales, Units home_sales, Units licensed) {
  // Shares such as 0.29 are slightly smaller in binary; one millionth of a unit compensates for it.
  const auto cap = static_cast<Units>(std::floor(share_of_home_sales * static_cast<double>(home_sales) + 1e-6));
  return std::max<Units>(0, cap - licensed);
}

}  // namespace entrepot::submodels
