#include "entrepot/model/submodels/price_report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace entrepot::submodels {
namespace {

// Three quotes: at 1.5, 1.2 and 2.1 times list; reporters come by the second first, then the third.
std::vector<Quote> three_quotes() { return {{0.9, 1.5, 0.0}, {0.1, 1.2, 1.0}, {0.5, 2.1, -1.0}}; }

TEST(PriceReport, TakesTheQuotesOfLeastLuck) {
  EXPECT_DOUBLE_EQ(reported_premium(three_quotes(), 1, 0), 0.2);
  EXPECT_DOUBLE_EQ(reported_premium(three_quotes(), 2, 0), 0.65);
  EXPECT_DOUBLE_EQ(reported_premium(three_quotes(), 3, 0), 0.6);
}

TEST(PriceReport, IsTheMeanOfAllQuotesWithEnoughSamplesAndNoNoise) {
  EXPECT_DOUBLE_EQ(mean_premium(three_quotes()), 0.6);
  EXPECT_EQ(reported_premium(three_quotes(), 100, 0), mean_premium(three_quotes()));
}

TEST(PriceReport, NoiseMovesTheLogOfEachPrice) {
  // s = 0.2: the second quote is reported as 1.2 exp(0.2 - 0.02).
  EXPECT_DOUBLE_EQ(reported_premium(three_quotes(), 1, 0.2), 1.2 * std::exp(0.18) - 1);
  EXPECT_DOUBLE_EQ(reported_premium(three_quotes(), 2, 0.2), (1.2 * std::exp(0.18) + 2.1 * std::exp(-0.22)) / 2 - 1);
}

TEST(PriceReport, IsMissingWithoutQuotesOrSamples) {
  EXPECT_TRUE(std::isnan(reported_premium({}, 8, 0.1)));
  EXPECT_TRUE(std::isnan(mean_premium({})));
  EXPECT_TRUE(std::isnan(reported_premium(three_quotes(), 0, 0.1)));
}

TEST(PriceReport, DoesNotDependOnTheOrderOfQuotes) {
  auto quotes = three_quotes();
  const double before = reported_premium(quotes, 3, 0.1);
  std::reverse(quotes.begin(), quotes.end());
  EXPECT_EQ(reported_premium(quotes, 3, 0.1), before);
}

}  // namespace
}  // namespace entrepot::submodels
