#pragma once
// How buyers choose.

namespace entrepot::scenario {

struct Choice {
  double noise;
  double switching_cost;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("noise", &Choice::noise, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.15", .meaning = "Scale of the logit choice, as a share of willingness to pay.", .source = "general knowledge, C"});
    row("switching_cost", &Choice::switching_cost, {.unit = "USD/H100e", .min = 0, .fallback = "2000", .meaning = "Cost of moving work to another vendor's software. A buyer pays it when its last purchase was from another vendor, so a buyer that has moved to a substitute does not return for a small gain.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
