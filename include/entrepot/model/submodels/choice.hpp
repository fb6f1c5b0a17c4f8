#pragma once
// A buyer's choice among purchase options (docs/reference/odd.md, section 7): nested logit by Gumbel-max (McFadden
// 1978). The products of a line by one pathway form a nest.

#include <limits>
#include <optional>
#include <span>

#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/state.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"

namespace entrepot::submodels {

/// A purchase option.
struct Option {
  StableId name = 0;  ///< stable id of product and pathway, for the buyer's taste
  StableId nest = 0;  ///< stable id of line and pathway, for the taste common to its products; 0: none
  ProductId product{};
  world::Pathway pathway = world::Pathway::open;
  bool exempt = false;           ///< whether a volume exemption frees it from a licence
  bool from_stock = false;       ///< whether a grey seller has it in stock
  bool under_quota = false;      ///< whether a quota of the importing government limits its units
  Units most_units = INT64_MAX;  ///< maximum units available
  IntermediaryId via{};          ///< seller of a grey purchase
  RuleId rule{};                 ///< rule that requires a licence, if any
  Money unit_price{};            ///< price per unit, including duty
  double effective = 1;          ///< H100e per unit for this buyer
  double software = 1;           ///< usable compute today over that of the scenario's software factor
  double weeks = 0;              ///< expected weeks until delivery
  double risk_cost = 0;          ///< USD/H100e, the buyer's own cost of a grey purchase
  double switching_cost = 0;     ///< USD/H100e, cost of moving work to another vendor's software
  double probability = 1;        ///< probability that the purchase succeeds (a licence is granted)
  double taste = std::numeric_limits<double>::quiet_NaN();  ///< the buyer's taste for it, once drawn
};

/// Price, delay, own risk and switching, USD/H100e. `delay_cost` is USD per H100e and week.
inline double generalised_cost(const Option& option, double delay_cost) {
  return option.unit_price.dollars() / (option.effective * option.software) + delay_cost * option.weeks +
         option.risk_cost + option.switching_cost;
}

/// Expected gain over not buying, USD/H100e. A purchase that may fail still costs its delay: while it is pending, the
/// buyer has no compute.
inline double expected_surplus(const Option& option, double willingness_to_pay, double delay_cost) {
  const double when_it_succeeds = willingness_to_pay - generalised_cost(option, delay_cost);
  return option.probability * when_it_succeeds - (1.0 - option.probability) * delay_cost * option.weeks;
}

/// A buyer's taste for an option is the sum of two parts, by a form of the submodel (scenario model.choice). Logit: a
/// standard Gumbel, in which the part of the nest makes tastes for two of its options correlate. Threshold: none.
/// `nest` are draws of the nest, `own` of the option; an option without a nest has a correlation of 0.
double taste_of_nest(scenario::ChoiceForm form, double nest_correlation, Draws nest);
double own_taste(scenario::ChoiceForm form, double nest_correlation, Draws own);

/// The option with the highest surplus plus noise; nullptr if waiting is better or no option has a positive surplus.
/// `noise` is a share of the willingness to pay. `taste(option)` depends only on its name and nest, so adding or
/// removing an option does not change the tastes for others. Waiting has the name 0 and no nest.
template <class Taste>
const Option* choose(std::span<Option* const> options, double willingness_to_pay, double delay_cost, double noise,
                     Taste&& taste) {
  const double scale = noise * willingness_to_pay;
  std::optional<double> best;  // the utility of waiting, drawn only if an option has a positive surplus
  const Option* chosen = nullptr;
  Option waiting;
  for (Option* option : options) {
    const double surplus = expected_surplus(*option, willingness_to_pay, delay_cost);
    if (!(surplus > 0)) continue;  // also excludes NaN, from an infinite delay without cost
    if (!best) best = scale * taste(waiting);
    const double utility = surplus + scale * taste(*option);
    if (utility > *best) {
      best = utility;
      chosen = option;
    }
  }
  return chosen;
}

}  // namespace entrepot::submodels
