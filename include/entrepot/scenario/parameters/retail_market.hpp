#pragma once
// Retail markets.

#include <cstdint>
#include <string>
#include <vector>

namespace entrepot::scenario {

/// A retail market: many buyers request a few units each, at the posted prices of the traders they know.
struct RetailMarket {
  std::string stream;
  std::vector<std::string> products;
  std::string destination;
  std::int64_t traders;
  std::int64_t buyers;
  double restricted_share;
  std::int64_t known_traders;
  double mean_demand;
  std::int64_t most_units;
  double first_price;
  double price_step;
  double lowest_price;
  double highest_price;
  std::int64_t first_stock;
  double first_demand;
  double memory;
  double cover_weeks;
  double supply_per_buyer;
  double carried_share;
  double detection;
  double caution_fade;

  template <class Rows>
  static void rows(Rows& row) {
    using M = RetailMarket;
    // clang-format off
    row("stream", &M::stream, {.fallback = "''", .meaning = "Name of the market's random stream; the market's own name if empty."});
    row("products", &M::products, {.refers_to = "products", .meaning = "Products sold. Each trader sells one of them, assigned in rotation; buyers accept any."});
    row("destination", &M::destination, {.refers_to = "jurisdictions", .meaning = "Jurisdiction of the end users for whom restricted buyers buy. Whether they need a licence follows from the rules."});
    row("traders", &M::traders, {.unit = "agents", .min = 1, .max = 1e6, .meaning = "Number of traders."});
    row("buyers", &M::buyers, {.unit = "agents", .min = 0, .max = 1e8, .meaning = "Number of buyers."});
    row("restricted_share", &M::restricted_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.01", .meaning = "Share of buyers that buy for end users at the destination.", .source = "a round figure, C"});
    row("known_traders", &M::known_traders, {.unit = "agents", .min = 1, .max = 64, .fallback = "4", .meaning = "Traders that a buyer knows, drawn uniformly with replacement.", .source = "a round figure, C"});
    row("mean_demand", &M::mean_demand, {.unit = "units/week", .min = 0, .max = 20, .fallback = "0.5", .meaning = "Mean weekly demand of a buyer (Poisson).", .source = "a round figure, C"});
    row("most_units", &M::most_units, {.unit = "units", .min = 1, .max = 15, .fallback = "3", .meaning = "Maximum units that a buyer requests in a week.", .source = "a round figure, C"});
    row("first_price", &M::first_price, {.unit = "ratio", .min = 0.01, .max = 100, .fallback = "1", .meaning = "Posted price over list price at the start."});
    row("price_step", &M::price_step, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.05", .meaning = "Maximum relative change of a price per week: its rise when there is demand and no stock.", .source = "a round figure, C"});
    row("lowest_price", &M::lowest_price, {.unit = "ratio", .min = 0.01, .max = 100, .fallback = "0.5", .meaning = "Lowest posted price over list price.", .source = "a round figure, C"});
    row("highest_price", &M::highest_price, {.unit = "ratio", .min = 0.01, .max = 100, .fallback = "3", .meaning = "Highest posted price over list price.", .source = "a round figure, C"});
    row("first_stock", &M::first_stock, {.unit = "units", .min = 0, .max = 1e6, .fallback = "100", .meaning = "A trader's stock at the start."});
    row("first_demand", &M::first_demand, {.unit = "units/week", .min = 0, .max = 1e6, .fallback = "50", .meaning = "Demand that a trader expects at the start."});
    row("memory", &M::memory, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Weight of the last week in the demand that a trader expects.", .source = "a round figure, C"});
    row("cover_weeks", &M::cover_weeks, {.unit = "weeks", .min = 0, .max = 52, .fallback = "2", .meaning = "Target stock of a trader, in weeks of expected demand.", .source = "a round figure, C"});
    row("supply_per_buyer", &M::supply_per_buyer, {.unit = "units/week", .min = 0, .max = 100, .fallback = "0.6", .meaning = "Weekly supply per buyer, divided equally among the products.", .source = "a round figure, C"});
    row("carried_share", &M::carried_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Probability that a trader knowingly sells to a restricted buyer, whose barred purchase is then diverted to the destination.", .source = "a round figure, C"});
    row("detection", &M::detection, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.001", .meaning = "Probability that a trader is detected, per unit diverted in the week; a detected trader stops such sales.", .source = "a round figure, C"});
    row("caution_fade", &M::caution_fade, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Share of its caution that a trader loses each week.", .source = "a round figure, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
