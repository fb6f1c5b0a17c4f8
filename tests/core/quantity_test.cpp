#include "entrepot/core/quantity.hpp"

#include <gtest/gtest.h>

namespace entrepot {
namespace {

TEST(Money, RoundsToTheNearestCent) {
  EXPECT_EQ(Money::from_dollars(1.0).cents, 100);
  EXPECT_EQ(Money::from_dollars(0.994999).cents, 99);
  EXPECT_EQ(Money::from_dollars(0.996).cents, 100);
  EXPECT_EQ(Money::from_dollars(0.125).cents, 13) << "halves go away from zero";
  EXPECT_EQ(Money::from_dollars(-0.125).cents, -13);
  EXPECT_EQ(Money::from_dollars(0.0).cents, 0);
}

TEST(Money, KeepsEveryCentOfLargeAmounts) {
  // Ten trillion dollars: neighbouring doubles are a fifth of a cent apart there.
  const Money much{1'000'000'000'000'001};
  EXPECT_EQ(Money::from_dollars(much.dollars()), much);
}

TEST(Money, AddsAndMultipliesExactly) {
  const Money price{3'000'001};
  EXPECT_EQ(price * Units{1'000'000}, Money{3'000'001'000'000});
  EXPECT_EQ(price + Money{-1}, Money{3'000'000});
  EXPECT_EQ(price - price, Money{});
  EXPECT_EQ(-price, Money{-3'000'001});
  Money sum;
  sum += price;
  sum -= Money{1};
  EXPECT_EQ(sum, Money{3'000'000});
  EXPECT_LT(sum, price);
}

TEST(Money, AFractionRoundsToTheNearestCent) {
  EXPECT_EQ(Money{1000}.scaled(0.25), Money{250});
  EXPECT_EQ(Money{1001}.scaled(0.25), Money{250}) << "250.25";
  EXPECT_EQ(Money{1002}.scaled(0.25), Money{251}) << "250.5";
  EXPECT_EQ(Money{-1002}.scaled(0.25), Money{-251});
  EXPECT_EQ(Money{12345}.scaled(0.0), Money{});
  EXPECT_EQ(Money{12345}.scaled(1.0), Money{12345});
}

}  // namespace
}  // namespace entrepot
