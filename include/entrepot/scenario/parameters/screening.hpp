#pragma once
// Red flags on orders.

namespace entrepot::scenario {

struct Screening {
  double intercept;
  double size;
  double age;
  double bill_to_differs;
  double watch_list;
  double absorption;
  double report_share;
  double known_customer_years;
  double flag_threshold;

  template <class Rows>
  static void rows(Rows& row) {
    using S = Screening;
    // clang-format off
    row("intercept", &S::intercept, {.unit = "logit", .fallback = "-4", .meaning = "Score of an order without red flags.", .source = "general knowledge, C"});
    row("size", &S::size, {.unit = "logit", .fallback = "1.2", .meaning = "Score per log(1 + order size over plausible size).", .source = "general knowledge, C"});
    row("age", &S::age, {.unit = "logit", .fallback = "1", .meaning = "Score of a newly founded firm; decays as exp(-age in years).", .source = "general knowledge, C"});
    row("bill_to_differs", &S::bill_to_differs, {.unit = "logit", .fallback = "0.8", .meaning = "Score if bill-to and ship-to differ.", .source = "general knowledge, C"});
    row("watch_list", &S::watch_list, {.unit = "logit", .fallback = "1.5", .meaning = "Score if the hub is on the watch list.", .source = "general knowledge, C"});
    row("absorption", &S::absorption, {.unit = "logit", .fallback = "1", .meaning = "Score per log of the hub's imports over the capacity of its data centres.", .source = "general knowledge, C"});
    row("report_share", &S::report_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Share of refusals that suppliers report to the authority.", .source = "general knowledge, C"});
    row("known_customer_years", &S::known_customer_years, {.unit = "years", .min = 0, .max = 200, .fallback = "10", .meaning = "Firm age that suppliers assume for an end user that orders for its own site.", .source = "general knowledge, C"});
    row("flag_threshold", &S::flag_threshold, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Red-flag score from which a sale counts as a screening failure of the supplier. It affects only the attribution of leaks to failed checks.", .source = "general knowledge, C: more likely than not"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
