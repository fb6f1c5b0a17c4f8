#pragma once
// The markup over list price that an intermediary posts for diverted goods (docs/reference/odd.md, section 7).

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Costs of a diverted unit for the intermediary beyond its purchase, USD/unit.
struct DiversionCosts {
  double route = 0;          ///< freight and concealment
  double wrongdoing = 0;     ///< its own cost of wrongdoing
  double expected_loss = 0;  ///< perceived risk times loss, with risk aversion, per unit of a typical lot
};

/// Minimum profitable markup over list price, as a ratio: covers the costs of supply, route, risk and capital.
double markup_floor(const DiversionCosts& costs, Money list_price, Money supply_price,
                    const scenario::GreyMarket& market);

/// Markup after a week with `asked` units requested and `met` of them accepted: rises with the unmet share, otherwise
/// falls.
double adjusted_markup(double markup, Units asked, Units met, const scenario::GreyMarket& market);

/// Markup after `weeks` without requests.
double idle_markup(double markup, Week weeks, const scenario::GreyMarket& market);

}  // namespace entrepot::submodels
