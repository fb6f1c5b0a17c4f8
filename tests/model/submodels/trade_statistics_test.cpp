#include "entrepot/model/submodels/trade_statistics.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

TEST(TradeStatistics, ASmuggledLotShowsInTheBalanceOfTheHubAlone) {
  // 100 come in, 30 are honestly sent on, 40 are used; 30 leave as "parts".
  EXPECT_DOUBLE_EQ(mirror_gap(100, 100), 0) << "of the hub";
  EXPECT_DOUBLE_EQ(balance_gap(100, 30, 40), 30) << "of the hub";
  EXPECT_DOUBLE_EQ(mirror_gap(0, 0), 0) << "of the place that the 30 reach: declared at neither end";
}

TEST(TradeStatistics, GoodsUnderWayOpenTheMirrorGap) { EXPECT_DOUBLE_EQ(mirror_gap(120, 100), 20); }

TEST(TradeStatistics, AYearReachesBackBeforeTheRun) {
  const RecalledImports recalled{120, 60};
  const auto of_month = [](std::size_t m) { return static_cast<double>(m + 1) * 100; };
  // Before the run a month is 10 in the last year and 5 in the one before.
  EXPECT_DOUBLE_EQ(imports_of_year(-1, recalled, of_month), 120);
  EXPECT_DOUBLE_EQ(imports_of_year(-13, recalled, of_month), 60);
  EXPECT_DOUBLE_EQ(imports_of_year(1, recalled, of_month), 100 + 200 + 10 * 10);
  EXPECT_DOUBLE_EQ(imports_of_year(-11, recalled, of_month), 2 * 10 + 10 * 5);
  EXPECT_DOUBLE_EQ(imports_of_year(11, recalled, of_month), 7800) << "100 + 200 + ... + 1200";
  EXPECT_DOUBLE_EQ(imports_of_year(12, recalled, of_month), 7800 - 100 + 1300);
}

}  // namespace
}  // namespace entrepot::submodels
