#include "entrepot/model/submodels/screening.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

double red_flag_score(const OrderFeatures& order, const scenario::Screening& screening) {
  const double score = screening.intercept + screening.size * core::log1p(order.size) +
                       screening.age * core::exp(-order.age_years) +
                       screening.bill_to_differs * (order.bill_to_differs ? 1.0 : 0.0) +
                       screening.watch_list * (order.watch_listed ? 1.0 : 0.0) +
                       screening.absorption * core::log(std::max(1.0, order.absorption));
  return 1.0 / (1.0 + core::exp(-score));
}

}  // namespace entrepot::submodels
