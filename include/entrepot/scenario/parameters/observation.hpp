#pragma once
// Coverage, delay and error of published data on the trade.

#include <cstdint>

namespace entrepot::scenario {

/// Coverage, delay and error of published data on the trade.
struct Observation {
  std::int64_t trade_lag_weeks;
  double survey_coverage;
  std::int64_t billing_lag_weeks;
  double disclosure_share;
  std::int64_t enforcement_lag_weeks;
  std::int64_t price_samples;
  double price_noise;
  double kilowatts_per_h100e;

  template <class Rows>
  static void rows(Rows& row) {
    using O = Observation;
    // clang-format off
    row("trade_lag_weeks", &O::trade_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "8", .meaning = "Delay from the end of a month to its trade statistics.", .source = "general knowledge, C"});
    row("survey_coverage", &O::survey_coverage, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.8", .meaning = "Share of a place's openly installed compute that surveys of its data centres cover.", .source = "general knowledge, C"});
    row("billing_lag_weeks", &O::billing_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "6", .meaning = "Delay from the end of a vendor's fiscal quarter to its filing.", .source = "general knowledge, C: large filers have 40 days for a quarter, 60 for a year"});
    row("disclosure_share", &O::disclosure_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Minimum share of a vendor's quarterly revenue at which its filing names a place; other places are pooled.", .source = "general knowledge, C: a tenth is the usual line in filings"});
    row("enforcement_lag_weeks", &O::enforcement_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "13", .meaning = "Delay from the end of a month to the publication of its seizures, end-use checks and listings.", .source = "general knowledge, C: a quarter"});
    row("price_samples", &O::price_samples, {.unit = "quotes/month", .min = 0, .max = 1e6, .fallback = "8", .meaning = "Grey-market quotes reported in a month.", .source = "general knowledge, C: a few a report"});
    row("price_noise", &O::price_noise, {.unit = "log sd", .min = 0, .max = 3, .fallback = "0.1", .meaning = "Error of a reported quote: standard deviation of the log price.", .source = "general knowledge, C"});
    row("kilowatts_per_h100e", &O::kilowatts_per_h100e, {.unit = "kW/H100e", .min = 0.01, .max = 100, .fallback = "1.4", .meaning = "Power draw of an H100-equivalent, with its share of server and cooling. It converts the power of a place's data centres into the compute that they can absorb.", .source = "general knowledge, C: 10.2 kW for a server of eight, with cooling"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
