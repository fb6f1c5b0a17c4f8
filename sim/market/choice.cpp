#include "entrepot/market/choice.hpp"

namespace entrepot::market {

double generalised_cost(const Option& option, double delay_cost) {
  return option.unit_price.dollars() / option.effective + delay_cost * option.weeks + option.risk_cost;
}

double expected_surplus(const Option& option, double willingness_to_pay, double delay_cost) {
  const double when_it_succeeds = willingness_to_pay - generalised_cost(option, delay_cost);
  return option.probability * when_it_succeeds - (1.0 - option.probability) * delay_cost * option.weeks;
}

std::optional<Option> choose(std::span<const Option> options, double willingness_to_pay, double delay_cost,
                             double noise, Draws& draws) {
  const double scale = noise * willingness_to_pay;
  double best = scale * draws.gumbel();  // waiting: surplus 0
  std::optional<Option> chosen;
  for (const Option& option : options) {
    const double surplus = expected_surplus(option, willingness_to_pay, delay_cost);
    if (!(surplus > 0)) continue;  // nor is an endless wait that costs nothing (not a number) worth it
    const double utility = surplus + scale * draws.gumbel();
    if (utility > best) {
      best = utility;
      chosen = option;
    }
  }
  return chosen;
}

}  // namespace entrepot::market
