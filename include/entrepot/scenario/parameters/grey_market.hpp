#pragma once
// Prices and costs of the grey market.

#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct GreyMarket {
  Distribution deposit;
  double concealment_cost;
  double retained_share;
  double order_cost;
  double honest_profit_years;
  double person_years;
  double seller_share;
  double capital_cost;
  double holding_cost;
  double cover_weeks;
  double cover_response;
  double posted_step;
  double promise_weeks;
  double own_account_share;
  double learning;
  double demand_learning;
  double news;
  double supply_memory_weeks;
  double used_value;

  template <class Rows>
  static void rows(Rows& row) {
    using G = GreyMarket;
    // clang-format off
    row("deposit", &G::deposit, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of the price that a grey buyer pays in advance, drawn for each pair of buyer and seller.", .source = "general knowledge, C"});
    row("concealment_cost", &G::concealment_cost, {.unit = "USD/unit", .min = 0, .fallback = "500", .meaning = "Cost of relabelling, dummy servers and documents.", .source = "general knowledge, C"});
    row("retained_share", &G::retained_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of an intermediary's margin that stays in the firm as working capital.", .source = "general knowledge, C"});
    row("order_cost", &G::order_cost, {.unit = "USD", .min = 0, .fallback = "3000", .meaning = "Cost of one more order under a cover story: documents, people, another supplier. An order is split where the lower risk of refusal outweighs it.", .source = "general knowledge, C"});
    row("honest_profit_years", &G::honest_profit_years, {.unit = "years", .min = 0, .max = 50, .fallback = "3", .meaning = "Multiple of annual gross profit at which an intermediary values its honest business, which it loses if it is caught.", .source = "general knowledge, C: the price of small trading firms"});
    row("person_years", &G::person_years, {.unit = "years", .min = 0, .max = 100, .fallback = "0", .meaning = "Years of income from the trade that an owner who can be arrested fears to lose if a lot is detected: the chance of a charge, times what a sentence costs.", .source = "general knowledge, C"});
    row("seller_share", &G::seller_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.6", .meaning = "Share of the gain from a grey sale that goes to the seller: 0 is a market where sellers compete, 1 one where they name the price. The gain is the buyer's over its next best alternative, at the seller's lowest price.", .source = "general knowledge, C"});
    row("capital_cost", &G::capital_cost, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.005", .meaning = "Cost of the capital tied up in goods on order and in transit.", .source = "general knowledge, C: 30 % a year"});
    row("holding_cost", &G::holding_cost, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.015", .meaning = "Cost of holding a unit in stock: capital, the risk of a raid, and the fall of its value.", .source = "general knowledge, C"});
    row("cover_weeks", &G::cover_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "5", .meaning = "Weeks of expected sales that a dealer wants in stock, beyond those that a new order takes to arrive.", .source = "general knowledge, C"});
    row("cover_response", &G::cover_response, {.unit = "1/week", .min = 0, .max = 10, .fallback = "0.05", .meaning = "Relative change of the asked price for each week of sales by which stock differs from the plan, in the form stock_ask.", .source = "general knowledge, C"});
    row("posted_step", &G::posted_step, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Relative change of the asked price in a week while stock is below or above the plan, in the form posted.", .source = "general knowledge, C"});
    row("promise_weeks", &G::promise_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "8", .meaning = "Weeks of supply that a dealer promises at most; plausible_units is what its suppliers sell it in a week without doubts.", .source = "general knowledge, C: quoted lead times are 2 to 8 weeks"});
    row("own_account_share", &G::own_account_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of a dealer's free capital that it ties up in an order for its own stock.", .source = "general knowledge, C"});
    row("learning", &G::learning, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.25", .meaning = "Share of the difference between the price that a dealer expects and what this week's requests were worth by which its expectation moves.", .source = "general knowledge, C"});
    row("demand_learning", &G::demand_learning, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.07", .meaning = "Share of the difference between the weekly demand that a dealer expects and this week's requests by which its expectation moves.", .source = "general knowledge, C"});
    row("news", &G::news, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.04", .meaning = "Share of the difference between the price that a dealer expects and the mean price of the trade by which its expectation moves.", .source = "general knowledge, C"});
    row("supply_memory_weeks", &G::supply_memory_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "4", .meaning = "Half-life of what dealers remember of the share of their orders that suppliers filled, and of the prices of the trade.", .source = "general knowledge, C"});
    row("used_value", &G::used_value, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.6", .meaning = "Lowest price at which a dealer sells off its stock, over list price: what the unit fetches elsewhere.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
