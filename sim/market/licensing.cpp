#include "entrepot/market/licensing.hpp"

#include <algorithm>
#include <cmath>

namespace entrepot::market {

double weekly_capacity(const scenario::Licensing& licensing) {
  return licensing.officer_hours_per_week / licensing.hours_per_application;
}

double approval_probability(policy::Review review, bool military, const scenario::Licensing& licensing) {
  const double error = licensing.approval_error;
  switch (review) {
    case policy::Review::none:
      return 1.0;
    case policy::Review::approve:
      return military ? error : 1.0 - error;
    case policy::Review::case_by_case:
      return military ? error : licensing.case_by_case_approval;
    case policy::Review::presumption_of_denial:
      return military ? error : licensing.denial_approval;
    case policy::Review::deny:
      return 0.0;
  }
  return 0.0;
}

double expected_weeks(std::size_t queue, const scenario::Licensing& licensing) {
  return licensing.base_weeks + static_cast<double>(queue) / weekly_capacity(licensing);
}

Units cap_left(double share_of_home_sales, Units home_sales, Units licensed) {
  const auto cap = static_cast<Units>(std::floor(share_of_home_sales * static_cast<double>(home_sales)));
  return std::max<Units>(0, cap - licensed);
}

}  // namespace entrepot::market
