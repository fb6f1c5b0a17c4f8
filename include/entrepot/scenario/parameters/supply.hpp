#pragma once
// How vendors and channel partners plan production and stock.

#include <cstdint>

namespace entrepot::scenario {

struct Supply {
  double planning_memory_weeks;
  double longest_plan_weeks;
  std::int64_t launch_weeks;
  double levy_passed_on;

  template <class Rows>
  static void rows(Rows& row) {
    using S = Supply;
    // clang-format off
    row("planning_memory_weeks", &S::planning_memory_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "13", .meaning = "Memory of the exponential smoothing by which vendors and channel partners plan; the latest week has weight 1/memory.", .source = "general knowledge, C: the trade plans by the quarter"});
    row("longest_plan_weeks", &S::longest_plan_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "26", .meaning = "Maximum lead time for which a channel partner orders ahead.", .source = "general knowledge, C"});
    row("launch_weeks", &S::launch_weeks, {.unit = "weeks", .min = 0, .max = 104, .fallback = "26", .meaning = "Weeks after a release in which the vendor starts at least the product's share of its line, whatever it has sold: what sells then was started a lead time before.", .source = "judgement, C: two quarters, the ramp of a new part"});
    row("levy_passed_on", &S::levy_passed_on, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of a levy on its revenue that a vendor adds to the price while its line has capacity left. While its line is full, it adds all of it, because others would buy the unit.", .source = "judgement, C: a single seller that faces linear demand passes on half"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
