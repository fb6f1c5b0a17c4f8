#include "entrepot/model/submodels/screening.hpp"

#include <algorithm>
#include <cmath>

namespace entrepot::submodels {

double red_flag_score(const OrderFeatures& order, const scenario::Screening& screening) {
  const double score = screening.intercept + screening.size * std::log1p(order.size) +
                       screening.age * std::exp(-order.age_years) +
                       screening.bill_to_differs * (order.bill_to_differs ? 1.0 : 0.0) +
                       screening.watch_list * (order.watch_listed ? 1.0 : 0.0) +
                       screening.absorption * std::log(std::max(1.0, order.absorption));
  return 1.0 / (1.0 + std::exp(-score));
}

}  // namespace entrepot::submodels
