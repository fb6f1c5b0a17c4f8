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
  double news_weight;
  double loss_weight;
  double tipping_point;
  double tipping_width;
  double exposure_share;
  double exposure_units;
  double exposure_power;

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
    row("news_weight", &P::news_weight, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.25", .meaning = "Share of the difference between the prior and what the trade can know by which the perceived risk moves, in the forms sticky and tipping.", .source = "general knowledge, C: perceived risks are loosely tied to true ones (Apel 2013)"});
    row("loss_weight", &P::loss_weight, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Rise of the perceived risk after many own losses, as a share of the gap to certainty, in the forms sticky and tipping.", .source = "general knowledge, C: personal experience moves perceptions most (Apel 2013)"});
    row("tipping_point", &P::tipping_point, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.35", .meaning = "Perceived risk from which it counts, in the form tipping.", .source = "Loughran, Pogarsky, Piquero and Paternoster 2012: 0.3 to 0.4 among offenders, C for firms"});
    row("tipping_width", &P::tipping_width, {.unit = "ratio", .min = 0.001, .max = 1, .fallback = "0.04", .meaning = "Width of the rise around the tipping point.", .source = "general knowledge, C"});
    row("exposure_share", &P::exposure_share, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.1", .meaning = "How visible an owner feels that moves exposure_units a year, in the form volume: 1 - exp(-share) is added to the risk.", .source = "general knowledge, C"});
    row("exposure_units", &P::exposure_units, {.unit = "units/year", .min = 1, .max = 1e9, .fallback = "5000", .meaning = "Volume to which exposure_share refers.", .source = "general knowledge, C"});
    row("exposure_power", &P::exposure_power, {.unit = "exponent", .min = 0, .max = 2, .fallback = "0.7", .meaning = "Power of volume in the form volume.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
