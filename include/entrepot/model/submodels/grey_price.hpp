#pragma once
// The markup over list that an intermediary posts for goods that may not be sold (docs/odd.md, section 7).

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// What a diverted unit costs the intermediary beyond its purchase, USD/unit.
struct DiversionCosts {
  double route = 0;          ///< carriage and concealment
  double wrongdoing = 0;     ///< its own cost of wrongdoing
  double expected_loss = 0;  ///< perceived risk times loss, risk aversion included, spread over a usual lot
};

/// Least markup over list at which a diverted unit pays: cost of supply, route, risk and capital. Ratio of list price.
double markup_floor(const DiversionCosts& costs, Money list_price, Money supply_price,
                    const scenario::GreyMarket& market);

/// Markup after a week with `asked` units requested and `met` of them accepted: up with the unmet share, down
/// otherwise.
double adjusted_markup(double markup, Units asked, Units met, const scenario::GreyMarket& market);

/// Markup after `weeks` without any request.
double idle_markup(double markup, Week weeks, const scenario::GreyMarket& market);

}  // namespace entrepot::submodels
