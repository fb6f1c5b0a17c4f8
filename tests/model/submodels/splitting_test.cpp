#include "entrepot/model/submodels/splitting.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace entrepot::submodels {
namespace {

/// Refused with 1 % a unit.
double per_unit(Units units) { return 0.01 * static_cast<double>(units); }

TEST(BestParts, WeighsRefusalsAgainstTheCostOfOneMoreOrder) {
  // q = 20, m = 1,000: n = 1 loses 20,000 x 0.2 = 4,000, n = 2 loses 2,000, n = 3 (parts of up to 7) 1,400, n = 4
  // 1,000. With 500 an order: 4,500, 3,000, 2,900, 3,000.
  EXPECT_EQ(best_parts(20, 5, 1000, 500, per_unit), 3);
  EXPECT_EQ(best_parts(20, 2, 1000, 500, per_unit), 2);
  // With 3,000 an order: 7,000, 8,000.
  EXPECT_EQ(best_parts(20, 5, 1000, 3000, per_unit), 1);
}

TEST(BestParts, IsOneWithoutAnotherSupplierOrAnotherUnit) {
  EXPECT_EQ(best_parts(20, 1, 1000, 0, per_unit), 1);
  EXPECT_EQ(best_parts(1, 5, 1000, 0, per_unit), 1);
  EXPECT_EQ(best_parts(20, 0, 1000, 0, per_unit), 1);
}

TEST(BestParts, DoesNotSplitWhatNobodyRefuses) {
  EXPECT_EQ(best_parts(20, 5, 1000, 0, [](Units) { return 0.0; }), 1);
}

TEST(SplitEvenly, KeepsEveryUnit) {
  EXPECT_EQ(split_evenly(20, 3), (std::vector<Units>{7, 7, 6}));
  EXPECT_EQ(split_evenly(5, 1), (std::vector<Units>{5}));
  for (Units units = 1; units < 40; ++units) {
    for (std::int64_t parts = 1; parts <= units; ++parts) {
      const auto sizes = split_evenly(units, parts);
      EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), Units{0}), units);
      EXPECT_LE(sizes.front() - sizes.back(), 1);
    }
  }
}

}  // namespace
}  // namespace entrepot::submodels
