#pragma once
// Compute for rent.

namespace entrepot::scenario {

/// Compute for rent.
struct Cloud {
  double first_rent;
  double lowest_rent;
  double rent_step;
  double lawful_utilisation;
  double usual_utilisation;
  double contract_weeks;
  double weighed_weeks;
  double front_fee;
  double front_concealment;

  template <class Rows>
  static void rows(Rows& row) {
    using C = Cloud;
    // clang-format off
    row("first_rent", &C::first_rent, {.unit = "USD/H100e/week", .min = 0.01, .fallback = "500", .meaning = "Rent at the start; it moves with utilisation.", .source = "general knowledge, C: about 3 USD an hour"});
    row("lowest_rent", &C::lowest_rent, {.unit = "USD/H100e/week", .min = 0.01, .fallback = "200", .meaning = "Rent below which no cloud goes: power and staff.", .source = "general knowledge, C"});
    row("rent_step", &C::rent_step, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.05", .meaning = "Weekly rise of the rent per share of utilisation above the usual one.", .source = "general knowledge, C"});
    row("lawful_utilisation", &C::lawful_utilisation, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.8", .meaning = "Share of the compute on offer that lawful tenants use.", .source = "general knowledge, C"});
    row("usual_utilisation", &C::usual_utilisation, {.unit = "ratio", .min = 0.01, .max = 1, .fallback = "0.85", .meaning = "Utilisation at which the rent stays as it is.", .source = "general knowledge, C"});
    row("contract_weeks", &C::contract_weeks, {.unit = "weeks", .min = 1, .max = 260, .fallback = "26", .meaning = "Length of a contract.", .source = "general knowledge, C"});
    row("weighed_weeks", &C::weighed_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "104", .meaning = "Weeks of rent that a buyer weighs against the price of a purchase.", .source = "general knowledge, C: the time in which a part loses most of its value"});
    row("front_fee", &C::front_fee, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.2", .meaning = "What a front company asks on top of the rent. A tenant that was turned away rents through a front from then on.", .source = "general knowledge, C"});
    row("front_concealment", &C::front_concealment, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of the checks that would turn a tenant away which a front gets it past.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
