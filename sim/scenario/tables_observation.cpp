// Parameters of what the world sees of the trade.

// One parameter a line, however long: a table reads best as rows.
// clang-format off
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {

std::shared_ptr<const Table<Observation>> observation_table() {
  using O = Observation;
  return std::make_shared<Table<O>>(Table<O>{
      field("trade_lag_weeks", &O::trade_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "8", .meaning = "From the end of a month to its trade statistics.", .source = "general knowledge, C"}),
      field("survey_coverage", &O::survey_coverage, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.8", .meaning = "Share of what a place's own end users openly install that surveys of its data centres see.", .source = "general knowledge, C"}),
      field("billing_lag_weeks", &O::billing_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "6", .meaning = "From the end of a vendor's fiscal quarter to its filing.", .source = "general knowledge, C: large filers have 40 days for a quarter, 60 for a year"}),
      field("disclosure_share", &O::disclosure_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Share of a vendor's revenue of the quarter from which a filing names a place; the others are pooled.", .source = "general knowledge, C: a tenth is the usual line in filings"}),
      field("enforcement_lag_weeks", &O::enforcement_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "13", .meaning = "From the end of a month to the publication of its seizures, end-use checks and listings.", .source = "general knowledge, C: a quarter"}),
      field("price_samples", &O::price_samples, {.unit = "quotes/month", .min = 0, .max = 1e6, .fallback = "8", .meaning = "Quotes of the grey market that reporters come by in a month.", .source = "general knowledge, C: a few a report"}),
      field("price_noise", &O::price_noise, {.unit = "log sd", .min = 0, .max = 3, .fallback = "0.1", .meaning = "Error of a reported quote: standard deviation of the log of its price.", .source = "general knowledge, C"})});
}

}  // namespace entrepot::scenario
// clang-format on
