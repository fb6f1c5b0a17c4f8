#pragma once
// Used chips: what owners sell, what shops repair, and when a unit is not worth running any more.

#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct Resale {
  double offered_share;
  double offer_age_weeks;
  double price_response;
  double bid_step;
  double value_decline;
  double friction;
  Distribution running_cost;
  double failure_rate;
  double repair_cost;
  Series repair_capacity;

  template <class Rows>
  static void rows(Rows& row) {
    using R = Resale;
    // clang-format off
    row("offered_share", &R::offered_share, {.unit = "1/year", .min = 0, .max = 1, .fallback = "0.01", .meaning = "Share of the units of lawful owners that sell at all (buyers.*.sells_used), past offer_age_weeks, that come onto the open market in a year.", .source = "judgement, C"});
    row("offer_age_weeks", &R::offer_age_weeks, {.unit = "weeks", .min = 0, .max = 2000, .fallback = "104", .meaning = "Age from which owners sell units.", .source = "judgement, C: a generation of parts"});
    row("price_response", &R::price_response, {.unit = "ratio", .min = 0, .max = 20, .fallback = "1", .meaning = "Elasticity of that share to what dealers bid over what lawful buyers pay.", .source = "judgement, C"});
    row("bid_step", &R::bid_step, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Rise of dealers' bids after a quarter in which they found too few units, and their fall after any other.", .source = "judgement, C"});
    row("value_decline", &R::value_decline, {.unit = "1/year", .min = 0, .max = 1, .fallback = "0.25", .meaning = "Share of its value that a unit loses with a year of age, beside the fall of prices.", .source = "judgement, C"});
    row("friction", &R::friction, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.15", .meaning = "Share of the price of a used unit that goes to brokers, tests and transport.", .source = "judgement, C"});
    row("running_cost", &R::running_cost, {.unit = "USD/week", .min = 0, .fallback = "{lognormal: {median: 20, sigma: 0.5}}", .meaning = "Power and upkeep of a unit, by owner. It is retired when it would fetch less rent.", .source = "judgement, C: a part of 0.4 to 0.7 kW with its server and cooling, at 0.04 to 0.15 USD/kWh"});
    row("failure_rate", &R::failure_rate, {.unit = "1/year", .min = 0, .max = 1, .fallback = "0.07", .meaning = "Share of units that fail in a year. Makers replace them, except where they may not serve the owner.", .source = "judgement, C"});
    row("repair_cost", &R::repair_cost, {.unit = "USD", .min = 0, .fallback = "2100", .meaning = "Price of a repair in a shop, where the maker may not serve the owner.", .source = "judgement, C"});
    row("repair_capacity", &R::repair_capacity, {.unit = "units/week", .min = 0, .fallback = "500", .meaning = "Units that such shops can repair.", .source = "judgement, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
