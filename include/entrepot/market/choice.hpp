#pragma once
// Which of the ways to buy a buyer takes (MODEL.md section 5, Choice): logit by Gumbel-max (McFadden 1974).

#include <optional>
#include <span>

#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/world/state.hpp"

namespace entrepot::market {

/// One way to buy.
struct Option {
  ProductId product{};
  world::Pathway pathway = world::Pathway::open;
  IntermediaryId via{};    ///< of a grey purchase
  RuleId rule{};           ///< rule that asks for a licence, if any
  Money unit_price{};      ///< what the buyer pays for a unit, duty included
  double effective = 1;    ///< H100e that a unit is worth to this buyer
  double weeks = 0;        ///< expected until delivery
  double risk_cost = 0;    ///< USD/H100e, the buyer's own cost of a grey purchase
  double probability = 1;  ///< that the purchase goes through (a licence is given)
};

/// Price, delay and own risk, USD/H100e. `delay_cost` is USD per H100e and week.
double generalised_cost(const Option& option, double delay_cost);

/// Expected gain over not buying, USD/H100e. A purchase that may fail still costs its wait: while it is pending, the
/// buyer goes without.
double expected_surplus(const Option& option, double willingness_to_pay, double delay_cost);

/// The option with the highest surplus plus noise; none if waiting is better or nothing is worth its cost.
/// `noise` is a share of the willingness to pay. Draws one number per admissible option and one for waiting.
std::optional<Option> choose(std::span<const Option> options, double willingness_to_pay, double delay_cost,
                             double noise, Draws& draws);

}  // namespace entrepot::market
