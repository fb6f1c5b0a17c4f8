#pragma once
// How firms that divert enter and exit.

namespace entrepot::scenario {

/// Entry and return of diverting firms.
struct Entry {
  double entry_rate;
  double entry_cost;
  double return_share;
  double return_lag_weeks;

  template <class Rows>
  static void rows(Rows& row) {
    using E = Entry;
    // clang-format off
    row("entry_rate", &E::entry_rate, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.0005", .meaning = "Weekly probability that a firm in reserve is founded where a firm's annual grey profit equals the cost of entry; proportional to profit over cost.", .source = "general knowledge, C"});
    row("entry_cost", &E::entry_cost, {.unit = "USD", .min = 1, .fallback = "200000", .meaning = "Cost of founding a firm with a clean record: documents, address, first orders.", .source = "general knowledge, C"});
    row("return_share", &E::return_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of listed firms whose owners return under a new name.", .source = "general knowledge, C"});
    row("return_lag_weeks", &E::return_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "20", .meaning = "Time from the listing to the return.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
