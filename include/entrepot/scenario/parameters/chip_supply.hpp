#pragma once
// What a production line needs besides capacity, how its price answers the order book, and how a vendor's software
// improves. All are off by default.

#include <optional>

#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

/// Dies and memory stacks of a line.
struct SupplyLimits {
  std::optional<Series> wafers;
  Series accelerator_share;
  double dies_per_wafer;
  Series yield;
  double yield_limit;
  double learning_rate;
  double learned_dies;
  double die_stock_weeks;
  Series foreign_dies;
  double foreign_die_stock;
  std::optional<double> foreign_die_use;
  std::optional<Series> memory_stacks;
  Series imported_stacks;
  Series grey_stacks;
  double stack_stock;
  [[nodiscard]] bool exist() const { return wafers || memory_stacks; }

  template <class Rows>
  static void rows(Rows& row) {
    using L = SupplyLimits;
    // clang-format off
    row("wafers", &L::wafers, {.unit = "wafers/month", .min = 0, .meaning = "Wafers of the process node that its foundry starts, over time; if omitted, dies do not limit the line."});
    row("accelerator_share", &L::accelerator_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Share of these wafers for the line's products."});
    row("dies_per_wafer", &L::dies_per_wafer, {.unit = "dies", .min = 1, .max = 1e5, .fallback = "78", .meaning = "Whole dies on a wafer.", .source = "general knowledge, C: a large die on 300 mm"});
    row("yield", &L::yield, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.4", .meaning = "Share of these dies that are good, before learning.", .source = "press, B: 0.2 to 0.4 within a year (early 2025)"});
    row("yield_limit", &L::yield_limit, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.9", .meaning = "Yield that learning approaches.", .source = "general knowledge, C"});
    row("learning_rate", &L::learning_rate, {.unit = "ratio", .min = 0, .max = 0.9, .fallback = "0", .meaning = "Share of the gap to that limit closed per doubling of cumulated good dies; 0 is no learning beyond the path.", .source = "Irwin and Klenow 1994: 0.2 for memory, A; here C"});
    row("learned_dies", &L::learned_dies, {.unit = "dies", .min = 1, .max = 1e10, .fallback = "1000000", .meaning = "Good dies made before the run, from which doublings count.", .source = "general knowledge, C"});
    row("die_stock_weeks", &L::die_stock_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "13", .meaning = "Weeks of output that the line keeps as a stock of dies; wafers beyond it go to other products.", .source = "general knowledge, C: a quarter"});
    row("foreign_dies", &L::foreign_dies, {.unit = "dies/year", .min = 0, .fallback = "0", .meaning = "Good dies that arrive from foundries abroad, over time."});
    row("foreign_die_stock", &L::foreign_die_stock, {.unit = "dies", .min = 0, .fallback = "0", .meaning = "Stock of such dies at the start."});
    row("foreign_die_use", &L::foreign_die_use, {.unit = "dies/week", .min = 0, .meaning = "Highest use of them; no limit if omitted."});
    row("memory_stacks", &L::memory_stacks, {.unit = "stacks/year", .min = 0, .meaning = "Domestic high-bandwidth memory for the line, over time; if omitted, memory does not limit it."});
    row("imported_stacks", &L::imported_stacks, {.unit = "stacks/year", .min = 0, .fallback = "0", .meaning = "Memory that would be imported lawfully without a rule, over time."});
    row("grey_stacks", &L::grey_stacks, {.unit = "stacks/year", .min = 0, .fallback = "0", .meaning = "Memory that arrives against the rules, over time."});
    row("stack_stock", &L::stack_stock, {.unit = "stacks", .min = 0, .fallback = "0", .meaning = "Stock of memory at the start."});
    // clang-format on
  }
};

/// How the prices of a line answer its order book.
struct PriceResponse {
  double step;
  double rise_above_weeks;
  double fall_below_weeks;
  double floor;
  double cap;

  template <class Rows>
  static void rows(Rows& row) {
    using P = PriceResponse;
    // clang-format off
    row("step", &P::step, {.unit = "ratio", .min = 0, .max = 0.5, .fallback = "0", .meaning = "Weekly change of a product's price relative to its list price; 0 keeps the list price."});
    row("rise_above_weeks", &P::rise_above_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "26", .meaning = "Lead time above which the price rises."});
    row("fall_below_weeks", &P::fall_below_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "8", .meaning = "Lead time below which it falls."});
    row("floor", &P::floor, {.unit = "ratio", .min = 0.01, .max = 1, .fallback = "0.6", .meaning = "Lowest price relative to list: the share of cost in it.", .source = "general knowledge, C"});
    row("cap", &P::cap, {.unit = "ratio", .min = 1, .max = 10, .fallback = "1.5", .meaning = "Highest price relative to list.", .source = "general knowledge, C"});
    // clang-format on
  }
};

/// How a vendor's software improves with the compute that runs it.
struct SoftwareLearning {
  double gain;
  double base;
  double ceiling;

  template <class Rows>
  static void rows(Rows& row) {
    using S = SoftwareLearning;
    // clang-format off
    row("gain", &S::gain, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Rise of the software factor of the vendor's products per doubling of its installed compute; 0 is none."});
    row("base", &S::base, {.unit = "H100e", .min = 1, .fallback = "100000", .meaning = "Installed compute at which the factor is that of the product.", .source = "general knowledge, C"});
    row("ceiling", &S::ceiling, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.9", .meaning = "Highest software factor that this gives.", .source = "general knowledge, C: 0.7 to 0.9 by 2030"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
