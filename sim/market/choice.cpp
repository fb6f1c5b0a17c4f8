#include "entrepot/market/choice.hpp"

namespace entrepot::market {

double generalised_cost(const Option& option, double delay_cost) {
  return option.unit_price.dollars() / option.effective + delay_cost * option.weeks + option.risk_cost +
         option.switching_cost;
}

double expected_surplus(const Option& option, double willingness_to_pay, double delay_cost) {
  const double when_it_succeeds = willingness_to_pay - generalised_cost(option, delay_cost);
  return option.probability * when_it_succeeds - (1.0 - option.probability) * delay_cost * option.weeks;
}

}  // namespace entrepot::market
