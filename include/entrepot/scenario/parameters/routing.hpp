#pragma once
// Routes of diverted lots.

#include <cstdint>

namespace entrepot::scenario {

struct Routing {
  std::int64_t alternatives;
  double noise;
  std::int64_t maximum_legs;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("alternatives", &Routing::alternatives, {.unit = "routes", .min = 1, .max = 50, .fallback = "4", .meaning = "Number of cheapest routes that a diverter compares."});
    row("noise", &Routing::noise, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.3", .meaning = "Scale of the logit choice among routes, as a share of the cheapest route's cost.", .source = "general knowledge, C"});
    row("maximum_legs", &Routing::maximum_legs, {.unit = "legs", .min = 1, .max = 4, .fallback = "3", .meaning = "Maximum number of legs of a route."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
