#pragma once
// Demand common to all buyers.

#include <cstdint>

namespace entrepot::scenario {

struct Demand {
  double service_life_weeks;
  double budget_growth;
  double price_decline;
  std::int64_t shock_weeks;
  std::int64_t budget_carry_weeks;
  std::int64_t opening_budget_weeks;
  std::int64_t reference_price_weeks;
  std::int64_t initial_stock_age_weeks;
  std::int64_t initial_age_classes;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("service_life_weeks", &Demand::service_life_weeks, {.unit = "weeks", .min = 1, .max = 2000, .fallback = "260", .meaning = "Service life of an accelerator.", .source = "general knowledge, C: five years, as large operators depreciate"});
    row("budget_growth", &Demand::budget_growth, {.unit = "ratio", .min = -0.9, .max = 10, .fallback = "0.3", .meaning = "Annual growth of all budgets.", .source = "general knowledge, C"});
    row("price_decline", &Demand::price_decline, {.unit = "ratio", .min = 0, .max = 0.9, .fallback = "0.2", .meaning = "Annual decline in buyers' value of an H100-equivalent, as better parts appear, under model.willingness: declining.", .source = "general knowledge, C"});
    row("shock_weeks", &Demand::shock_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "52", .meaning = "Time in which a deviation of a buyer's plans from its trend is replaced by a new one.", .source = "general knowledge, C: a budget year"});
    row("budget_carry_weeks", &Demand::budget_carry_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "52", .meaning = "Weeks of budget that a buyer can save: what it has not spent by then lapses.", .source = "judgement, C: a budget year"});
    row("opening_budget_weeks", &Demand::opening_budget_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "26", .meaning = "Weeks of budget unspent at the start. Its orders fill the books that a running market would have.", .source = "judgement, C: two quarters of orders, the lead time of a server in 2022"});
    row("reference_price_weeks", &Demand::reference_price_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "26", .meaning = "Time in which buyers' willingness to pay follows the price per H100-equivalent of the cheapest new part, as an exponential mean.", .source = "judgement, C: about two rounds of purchases"});
    row("initial_stock_age_weeks", &Demand::initial_stock_age_weeks, {.unit = "weeks", .min = 0, .max = 2000, .fallback = "104", .meaning = "Maximum age of the compute owned at the start. Ages are spread evenly up to it, and older compute retires earlier.", .source = "general knowledge, C: the installed base of a market that more than doubles each year is young"});
    row("initial_age_classes", &Demand::initial_age_classes, {.unit = "classes", .min = 1, .max = 104, .fallback = "4", .meaning = "Number of equal age classes of that compute.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
