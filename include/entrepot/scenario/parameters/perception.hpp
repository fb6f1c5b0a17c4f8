#pragma once
// What evaders believe about detection.

namespace entrepot::scenario {

struct Perception {
  double prior_weight;
  double forgetting;
  double own_weight;
  double hub_weight;
  double supplier_weight;
  double announcement_weight;
  double announcement_reach;
  double probability_weighting;

  template <class Rows>
  static void rows(Rows& row) {
    using P = Perception;
    // clang-format off
    row("prior_weight", &P::prior_weight, {.unit = "lots", .min = 0, .fallback = "20", .meaning = "Weight of the prior belief, in lots.", .source = "general knowledge, C"});
    row("forgetting", &P::forgetting, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Share of the evidence that evaders forget each week.", .source = "general knowledge, C"});
    row("own_weight", &P::own_weight, {.unit = "ratio", .min = 0, .fallback = "5", .meaning = "Weight of an own lot relative to a lot of the prior.", .source = "general knowledge, C"});
    row("hub_weight", &P::hub_weight, {.unit = "ratio", .min = 0, .fallback = "0.5", .meaning = "Weight of another firm's lot in the hub.", .source = "general knowledge, C"});
    row("supplier_weight", &P::supplier_weight, {.unit = "ratio", .min = 0, .fallback = "0.25", .meaning = "Weight of the listing of another firm that buys from one of the same suppliers.", .source = "general knowledge, C"});
    row("announcement_weight", &P::announcement_weight, {.unit = "lots", .min = 0, .fallback = "2", .meaning = "Weight of a published listing, in detections.", .source = "general knowledge, C"});
    row("announcement_reach", &P::announcement_reach, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.25", .meaning = "Weight of a listing in other hubs, relative to its own hub.", .source = "general knowledge, C"});
    row("probability_weighting", &P::probability_weighting, {.unit = "exponent", .min = 0.1, .max = 2, .fallback = "1", .meaning = "Exponent of evaders' probability weighting of detection. Below 1 they overweight rare detections; at 1 they use the probability unchanged.", .source = "neutral; experiments find about 0.65 (Prelec 1998), C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
