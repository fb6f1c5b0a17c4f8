#pragma once
// Unit costs of enforcement.

namespace entrepot::scenario {

/// Unit costs of enforcement. They do not affect the simulation.
struct Costs {
  double end_use_check;
  double enforcement_case;

  template <class Rows>
  static void rows(Rows& row) {
    using C = Costs;
    // clang-format off
    row("end_use_check", &C::end_use_check, {.unit = "USD", .min = 0, .fallback = "5000", .meaning = "Cost of one end-use check.", .source = "general knowledge, C: some days of an officer abroad, with travel"});
    row("case", &C::enforcement_case, {.unit = "USD", .min = 0, .fallback = "250000", .meaning = "Cost of one investigation, counted when it opens.", .source = "general knowledge, C: about a year of an investigator, with overhead"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
