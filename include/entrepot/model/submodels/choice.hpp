#pragma once
// Which of the ways to buy a buyer takes (docs/odd.md, section 7): logit by Gumbel-max (McFadden 1974).

#include <optional>
#include <span>

#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/state.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"

namespace entrepot::submodels {

/// One way to buy.
struct Option {
  StableId name = 0;  ///< of product and pathway, for the buyer's taste
  ProductId product{};
  world::Pathway pathway = world::Pathway::open;
  bool exempt = false;           ///< needs no licence because it is small
  Units most_units = INT64_MAX;  ///< that can be had this way
  IntermediaryId via{};          ///< of a grey purchase
  RuleId rule{};                 ///< rule that asks for a licence, if any
  Money unit_price{};            ///< what the buyer pays for a unit, duty included
  double effective = 1;          ///< H100e that a unit is worth to this buyer
  double weeks = 0;              ///< expected until delivery
  double risk_cost = 0;          ///< USD/H100e, the buyer's own cost of a grey purchase
  double switching_cost = 0;     ///< USD/H100e, of moving work to another vendor's software
  double probability = 1;        ///< that the purchase goes through (a licence is given)
};

/// Price, delay, own risk and switching, USD/H100e. `delay_cost` is USD per H100e and week.
inline double generalised_cost(const Option& option, double delay_cost) {
  return option.unit_price.dollars() / option.effective + delay_cost * option.weeks + option.risk_cost +
         option.switching_cost;
}

/// Expected gain over not buying, USD/H100e. A purchase that may fail still costs its wait: while it is pending, the
/// buyer goes without.
inline double expected_surplus(const Option& option, double willingness_to_pay, double delay_cost) {
  const double when_it_succeeds = willingness_to_pay - generalised_cost(option, delay_cost);
  return option.probability * when_it_succeeds - (1.0 - option.probability) * delay_cost * option.weeks;
}

/// A buyer's taste for an option, by a form of the submodel (scenario model.choice). Logit: standard Gumbel. Threshold:
/// none.
double taste(scenario::ChoiceForm form, Draws draws);

/// The option with the highest surplus plus noise; null if waiting is better or nothing is worth its cost.
/// `noise` is a share of the willingness to pay. `taste(name)` is the same for the same name: an option that is added
/// or barred leaves the tastes for the others as they are. Waiting has the name 0.
template <class Taste>
const Option* choose(std::span<const Option* const> options, double willingness_to_pay, double delay_cost, double noise,
                     Taste&& taste) {
  const double scale = noise * willingness_to_pay;
  std::optional<double> best;  // the utility of waiting, drawn only if something is worth its cost
  const Option* chosen = nullptr;
  for (const Option* option : options) {
    const double surplus = expected_surplus(*option, willingness_to_pay, delay_cost);
    if (!(surplus > 0)) continue;  // nor is an endless wait that costs nothing (not a number) worth it
    if (!best) best = scale * taste(StableId{0});
    const double utility = surplus + scale * taste(option->name);
    if (utility > *best) {
      best = utility;
      chosen = option;
    }
  }
  return chosen;
}

}  // namespace entrepot::submodels
