#include "entrepot/model/submodels/grey_price.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

double markup_floor(const DiversionCosts& costs, Money list_price, Money supply_price,
                    const scenario::GreyMarket& market) {
  const double list = list_price.dollars();
  const double supply = supply_price.dollars();
  const double capital = market.carrying_cost * supply;
  return (supply + capital + costs.route + costs.wrongdoing + costs.expected_loss) / list - 1.0;
}

double adjusted_markup(double markup, Units asked, Units met, const scenario::GreyMarket& market) {
  if (asked == 0) return idle_markup(markup, 1, market);
  const double unmet = static_cast<double>(asked - met) / static_cast<double>(asked);
  const double step = unmet > 0 ? market.markup_step * unmet : -market.markup_decay;
  return std::clamp((1.0 + markup) * (1.0 + step) - 1.0, 0.0, market.maximum_markup);
}

double idle_markup(double markup, Week weeks, const scenario::GreyMarket& market) {
  return std::max(0.0, (1.0 + markup) * core::pow(1.0 - market.markup_decay, weeks) - 1.0);
}

}  // namespace entrepot::submodels
