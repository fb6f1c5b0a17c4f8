#include "entrepot/model/submodels/resale.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::submodels {

bool has_second_hand(scenario::ResaleForm form) { return form == scenario::ResaleForm::market; }

double used_value(double as_new, double h100e, double price_of_h100e, double age_weeks,
                  const scenario::Resale& resale) {
  const double years = age_weeks / double{weeks_per_year};
  return std::min(as_new, h100e * price_of_h100e) * core::pow(1.0 - resale.value_decline, years);
}

double offered_in_quarter(double bid, const scenario::Resale& resale) {
  const double quarter = double{weeks_per_quarter} / double{weeks_per_year};
  return std::min(1.0, quarter * resale.offered_share * core::pow(1.0 + bid, resale.price_response));
}

double next_bid(double bid, Units wanted, Units bought, const scenario::Resale& resale) {
  const double ratio = wanted > bought ? (1.0 + bid) * (1.0 + resale.bid_step) : (1.0 + bid) / (1.0 + resale.bid_step);
  return std::max(0.0, ratio - 1.0);
}

Units CarriedUnits::take(Units lot, double share) {
  const double before = std::floor(carried_);
  carried_ += share * static_cast<double>(lot);
  return std::min(lot, static_cast<Units>(std::floor(carried_) - before));
}

}  // namespace entrepot::submodels
