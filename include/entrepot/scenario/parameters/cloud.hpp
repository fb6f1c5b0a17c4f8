#pragma once
// The market for rented compute.

namespace entrepot::scenario {

/// The market for rented compute.
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
  double demand_elasticity;
  double rent_weeks;
  double least_reserved;
  double reserved_weeks;
  double prepaid_share;
  double site_weeks;

  template <class Rows>
  static void rows(Rows& row) {
    using C = Cloud;
    // clang-format off
    row("first_rent", &C::first_rent, {.unit = "USD/H100e/week", .min = 0.01, .fallback = "500", .meaning = "Rent at the start; it follows utilisation.", .source = "general knowledge, C: about 3 USD an hour"});
    row("lowest_rent", &C::lowest_rent, {.unit = "USD/H100e/week", .min = 0.01, .fallback = "200", .meaning = "Minimum rent: the cost of power and staff.", .source = "general knowledge, C"});
    row("rent_step", &C::rent_step, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.05", .meaning = "Weekly relative rise of the rent per unit of utilisation above the usual level (model.rental: spot).", .source = "general knowledge, C"});
    row("lawful_utilisation", &C::lawful_utilisation, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.8", .meaning = "Share of the compute that clouds plan to offer that lawful tenants want at the rent of the start; under model.rental: spot, the share of the offered compute that they use.", .source = "general knowledge, C"});
    row("usual_utilisation", &C::usual_utilisation, {.unit = "ratio", .min = 0.01, .max = 1, .fallback = "0.85", .meaning = "Utilisation at which the rent is stable.", .source = "general knowledge, C"});
    row("contract_weeks", &C::contract_weeks, {.unit = "weeks", .min = 1, .max = 260, .fallback = "26", .meaning = "Length of a contract for compute that is free.", .source = "general knowledge, C"});
    row("weighed_weeks", &C::weighed_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "104", .meaning = "Weeks of rent that a buyer compares with the purchase price.", .source = "general knowledge, C: the time in which a part loses most of its value"});
    row("front_fee", &C::front_fee, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.2", .meaning = "Fee of a front company over the rent. A tenant that was rejected rents through a front from then on.", .source = "general knowledge, C"});
    row("front_concealment", &C::front_concealment, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of rejections that a front company avoids.", .source = "general knowledge, C"});
    row("demand_elasticity", &C::demand_elasticity, {.unit = "ratio", .min = 0.01, .max = 1000, .fallback = "1", .meaning = "Relative fall of lawful demand per relative rise of the rent.", .source = "judgement, C: 0.5 to 2"});
    row("rent_weeks", &C::rent_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "26", .meaning = "Time in which the rent comes near the one at which utilisation is usual.", .source = "judgement, C: open rents of the H100 moved by a third within half a year"});
    row("least_reserved", &C::least_reserved, {.unit = "H100e", .min = 1, .max = 1e9, .fallback = "256", .meaning = "Smallest contract for which a cloud buys chips.", .source = "general knowledge, C: 32 servers of eight, the unit in which such clusters are built"});
    row("reserved_weeks", &C::reserved_weeks, {.unit = "weeks", .min = 1, .max = 260, .fallback = "156", .meaning = "Length of such a contract.", .source = "judgement, C: one to five years"});
    row("prepaid_share", &C::prepaid_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Share of its rent that the tenant pays when it signs.", .source = "judgement, C: 0 to 0.5"});
    row("site_weeks", &C::site_weeks, {.unit = "weeks", .min = 0, .max = 260, .fallback = "40", .meaning = "Time to build the site for it; tenants plan ahead by as much.", .source = "judgement, C: 20 to 90"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
