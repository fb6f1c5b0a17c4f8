#pragma once
// Reported grey-market prices: a few quotes per month with errors (docs/reference/odd.md, section 7).

#include <cstdint>
#include <vector>

#include "entrepot/core/fields.hpp"

namespace entrepot::submodels {

struct Quote {
  ENTREPOT_TABLE(Quote, "A price asked of a barred buyer, taken or not.");
  ENTREPOT_FIELD(rank, "ratio", "Reporters see the quotes of lowest rank; uniform on (0, 1).", double);
  ENTREPOT_FIELD(price_ratio, "ratio", "Price over list price.", double);
  ENTREPOT_FIELD(error, "standard deviations", "Error of its report.", double);
};

/// Mean premium over list price, as a ratio, of the `samples` quotes of lowest rank. Each price has the error factor
/// exp(s e - s^2 / 2), with e the quote's error and s = `noise`, which has mean 1. NaN without quotes or samples. Does
/// not depend on the order of the quotes.
double reported_premium(std::vector<Quote> quotes, std::int64_t samples, double noise);

/// Mean premium over list price of all quotes without error; NaN without quotes.
inline double mean_premium(const std::vector<Quote>& quotes) {
  return reported_premium(quotes, static_cast<std::int64_t>(quotes.size()), 0.0);
}

}  // namespace entrepot::submodels
