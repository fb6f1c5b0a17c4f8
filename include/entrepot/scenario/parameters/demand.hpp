#pragma once
// Demand common to all buyers.

#include <cstdint>

namespace entrepot::scenario {

struct Demand {
  double service_life_weeks;
  double budget_growth;
  double price_decline;
  std::int64_t shock_weeks;
  std::int64_t initial_stock_age_weeks;
  std::int64_t initial_age_classes;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("service_life_weeks", &Demand::service_life_weeks, {.unit = "weeks", .min = 1, .max = 2000, .fallback = "260", .meaning = "Time in service.", .source = "general knowledge, C: five years, as large operators depreciate"});
    row("budget_growth", &Demand::budget_growth, {.unit = "ratio", .min = -0.9, .max = 10, .fallback = "0.3", .meaning = "Growth of all budgets in a year.", .source = "general knowledge, C"});
    row("price_decline", &Demand::price_decline, {.unit = "ratio", .min = 0, .max = 0.9, .fallback = "0.2", .meaning = "Yearly decline of what an H100-equivalent is worth to buyers, as better parts come.", .source = "general knowledge, C"});
    row("shock_weeks", &Demand::shock_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "52", .meaning = "Time in which a deviation of a buyer's plans from its trend gives way to a new one.", .source = "general knowledge, C: a budget year"});
    row("initial_stock_age_weeks", &Demand::initial_stock_age_weeks, {.unit = "weeks", .min = 0, .max = 2000, .fallback = "104", .meaning = "Age up to which the compute owned at the start is spread; it retires earlier by its age.", .source = "general knowledge, C: the installed base of a market that more than doubles each year is young"});
    row("initial_age_classes", &Demand::initial_age_classes, {.unit = "classes", .min = 1, .max = 104, .fallback = "4", .meaning = "Equal parts into which that compute is split by age.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
