#pragma once
// How buyers choose.

namespace entrepot::scenario {

struct Choice {
  double noise;
  double nest_correlation;
  double switching_cost;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("noise", &Choice::noise, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.15", .meaning = "Scale of the logit choice, as a share of willingness to pay.", .source = "general knowledge, C"});
    row("nest_correlation", &Choice::nest_correlation, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Correlation of a buyer's tastes for the products of one line, which are of one vendor and generation. At 0 every product is a new chance to please, so a copy of a product raises purchases. At 1 the products of a line compete on cost alone.", .source = "general knowledge, C"});
    row("switching_cost", &Choice::switching_cost, {.unit = "USD/H100e", .min = 0, .fallback = "2000", .meaning = "Cost of moving work to another vendor's software. A buyer pays it when its last purchase was from another vendor, so a buyer that has moved to a substitute does not return for a small gain.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
