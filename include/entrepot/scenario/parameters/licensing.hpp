#pragma once
// Licence review.

namespace entrepot::scenario {

struct Licensing {
  double officer_hours_per_week;
  double hours_per_application;
  double base_weeks;
  double denial_approval;
  double case_by_case_approval;
  double approval_error;
  double scrutiny;

  template <class Rows>
  static void rows(Rows& row) {
    using L = Licensing;
    // clang-format off
    row("officer_hours_per_week", &L::officer_hours_per_week, {.unit = "hours/week", .min = 0, .fallback = "400", .meaning = "Working time of the officers who handle chips.", .source = "general knowledge, C: ten officers"});
    row("hours_per_application", &L::hours_per_application, {.unit = "hours", .min = 0.01, .fallback = "8", .meaning = "Working time per application.", .source = "general knowledge, C"});
    row("base_weeks", &L::base_weeks, {.unit = "weeks", .min = 0, .max = 104, .fallback = "4", .meaning = "Minimum time from filing to decision.", .source = "general knowledge, C: BIS reports a month on average"});
    row("denial_approval", &L::denial_approval, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Probability of approval under a presumption of denial.", .source = "general knowledge, C"});
    row("case_by_case_approval", &L::case_by_case_approval, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Probability of approval under case-by-case review.", .source = "general knowledge, C"});
    row("approval_error", &L::approval_error, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Probability of either error: approving a military end user, or denying under a presumption of approval.", .source = "general knowledge, C"});
    row("scrutiny", &L::scrutiny, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of red-flagged applications with a cover story that officers detect.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
