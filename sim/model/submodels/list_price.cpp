#include "entrepot/model/submodels/list_price.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

double next_price_change(double change, double wait_weeks, const scenario::PriceResponse& response) {
  double ratio = 1.0 + change;
  if (wait_weeks > response.rise_above_weeks) ratio *= 1.0 + response.step;
  if (wait_weeks < response.fall_below_weeks) ratio /= 1.0 + response.step;
  return std::clamp(ratio, response.floor, response.cap) - 1.0;
}

double levy_passed_on(bool line_is_full, const scenario::Supply& supply) {
  return line_is_full ? 1.0 : supply.levy_passed_on;
}

double software_gained(double before, double installed, const scenario::SoftwareLearning& learning) {
  if (learning.gain <= 0 || installed <= learning.base) return before;
  return std::max(before, learning.gain * core::log(installed / learning.base) / core::log(2.0));
}

double software_ratio(double factor, double gained, const scenario::SoftwareLearning& learning) {
  if (gained <= 0 || factor >= learning.ceiling) return 1;
  return std::min(learning.ceiling, factor + gained) / factor;
}

}  // namespace entrepot::submodels
