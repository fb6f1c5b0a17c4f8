#pragma once
// Prices and costs of the grey market.

namespace entrepot::scenario {

struct GreyMarket {
  double initial_markup;
  double markup_step;
  double markup_decay;
  double maximum_markup;
  double carrying_cost;
  double deposit;
  double concealment_cost;
  double retained_share;
  double order_cost;
  double honest_profit_years;

  template <class Rows>
  static void rows(Rows& row) {
    using G = GreyMarket;
    // clang-format off
    row("initial_markup", &G::initial_markup, {.unit = "ratio", .min = 0, .max = 50, .fallback = "0.3", .meaning = "Markup over list price that intermediaries post before their first sale; it adjusts within weeks.", .source = "general knowledge, C"});
    row("markup_step", &G::markup_step, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Weekly relative rise of a posted price if no request could be met.", .source = "general knowledge, C"});
    row("markup_decay", &G::markup_decay, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.05", .meaning = "Weekly relative fall of a posted price if all requests could be met.", .source = "general knowledge, C"});
    row("maximum_markup", &G::maximum_markup, {.unit = "ratio", .min = 0, .max = 100, .fallback = "5", .meaning = "Maximum markup that an intermediary posts."});
    row("carrying_cost", &G::carrying_cost, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Cost of the capital tied up in a lot until it is paid for.", .source = "general knowledge, C"});
    row("deposit", &G::deposit, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of the price that a grey buyer pays in advance.", .source = "general knowledge, C"});
    row("concealment_cost", &G::concealment_cost, {.unit = "USD/unit", .min = 0, .fallback = "500", .meaning = "Cost of relabelling, dummy servers and documents.", .source = "general knowledge, C"});
    row("retained_share", &G::retained_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of an intermediary's margin that stays in the firm as working capital.", .source = "general knowledge, C"});
    row("order_cost", &G::order_cost, {.unit = "USD", .min = 0, .fallback = "3000", .meaning = "Cost of one more order under a cover story: documents, people, another supplier. An order is split where the lower risk of refusal outweighs it.", .source = "general knowledge, C"});
    row("honest_profit_years", &G::honest_profit_years, {.unit = "years", .min = 0, .max = 50, .fallback = "3", .meaning = "Multiple of annual gross profit at which an intermediary values its honest business, which it loses if it is caught.", .source = "general knowledge, C: the price of small trading firms"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
