#include "entrepot/core/apportion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "entrepot/core/random.hpp"

namespace entrepot {
namespace {

using Shares = std::vector<Units>;

TEST(Apportion, FillsAllClaimsWhenSupplySuffices) {
  EXPECT_EQ(apportion(10, Shares{3, 7}), (Shares{3, 7}));
  EXPECT_EQ(apportion(99, Shares{3, 7}), (Shares{3, 7}));
}

TEST(Apportion, GivesNothingWithoutSupply) {
  EXPECT_EQ(apportion(0, Shares{3, 7}), (Shares{0, 0}));
  EXPECT_EQ(apportion(-5, Shares{3, 7}), (Shares{0, 0}));
  EXPECT_EQ(apportion(5, Shares{}), Shares{});
}

TEST(Apportion, FollowsTheLargestRemainder) {
  // Quotas 1.5, 3.0, 0.5 of 5: the halves tie, and the first claim gets the remaining unit.
  EXPECT_EQ(apportion(5, Shares{3, 6, 1}), (Shares{2, 3, 0}));
  // Quotas 0.6, 0.6, 1.8: the largest remainder first, then the first of the tie.
  EXPECT_EQ(apportion(3, Shares{1, 1, 3}), (Shares{1, 0, 2}));
}

TEST(Apportion, TiesGoToTheFirstClaim) {
  EXPECT_EQ(apportion(2, Shares{1, 1, 1, 1}), (Shares{1, 1, 0, 0}));
  EXPECT_EQ(apportion(7, Shares{5, 5, 5}), (Shares{3, 2, 2}));
}

TEST(Apportion, EmptyClaimsGetNothing) { EXPECT_EQ(apportion(3, Shares{0, 2, 0, 2}), (Shares{0, 2, 0, 1})); }

TEST(Apportion, StaysExactNearTheLargestNumbers) {
  const Units most = std::numeric_limits<Units>::max();
  EXPECT_EQ(apportion(most - 1, Shares{most, most}), (Shares{most / 2, most / 2}));
  EXPECT_EQ(apportion(most, Shares{most, most}), (Shares{most / 2 + 1, most / 2}));
  EXPECT_EQ(apportion(most, Shares{most}), (Shares{most}));
  EXPECT_EQ(apportion(4'000'000'000, Shares{4'000'000'000, 4'000'000'000}), (Shares{2'000'000'000, 2'000'000'000}));
}

// For any supply and claims: the shares sum to the smaller of both, each is within one unit of its exact quota, and
// none exceeds its claim.
TEST(Apportion, SumsToTheSupplyAndStaysWithinAUnitOfTheQuota) {
  for (std::uint64_t trial = 0; trial < 2000; ++trial) {
    Draws draws(1, 0, stable_id("share_out_test", trial), 0, Purpose::demand);
    Shares claims(1 + draws.index(40));
    const std::uint32_t largest = trial % 2 == 0 ? 5 : 2'000'000'000;
    for (auto& claim : claims) claim = draws.index(largest);
    const Units claimed = std::accumulate(claims.begin(), claims.end(), Units{0});
    const auto supply = static_cast<Units>(draws.uniform() * 1.2 * static_cast<double>(claimed));

    const Shares shares = apportion(supply, claims);
    ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), Units{0}), std::min(supply, claimed));
    for (std::size_t i = 0; i < claims.size(); ++i) {
      ASSERT_GE(shares[i], 0);
      ASSERT_LE(shares[i], claims[i]);
      if (supply >= claimed) continue;
      const double quota = static_cast<double>(supply) * static_cast<double>(claims[i]) / static_cast<double>(claimed);
      ASSERT_NEAR(static_cast<double>(shares[i]), quota, 1.0 + 1e-6);
    }
  }
}

}  // namespace
}  // namespace entrepot
