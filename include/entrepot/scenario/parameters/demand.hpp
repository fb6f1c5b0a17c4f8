#pragma once
// Demand common to all buyers.

namespace entrepot::scenario {

struct Demand {
  double service_life_weeks;
  double budget_growth;
  double price_decline;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("service_life_weeks", &Demand::service_life_weeks, {.unit = "weeks", .min = 1, .max = 2000, .fallback = "260", .meaning = "Time in service.", .source = "general knowledge, C: five years, as large operators depreciate"});
    row("budget_growth", &Demand::budget_growth, {.unit = "ratio", .min = -0.9, .max = 10, .fallback = "0.3", .meaning = "Growth of all budgets in a year.", .source = "general knowledge, C"});
    row("price_decline", &Demand::price_decline, {.unit = "ratio", .min = 0, .max = 0.9, .fallback = "0.2", .meaning = "Yearly decline of what an H100-equivalent is worth to buyers, as better parts come.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
