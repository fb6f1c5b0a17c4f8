#include "entrepot/model/submodels/disclosure.hpp"

#include <gtest/gtest.h>

#include <array>

namespace entrepot::submodels {
namespace {

TEST(Disclosure, NamesPlacesFromTheShareOn) {
  EXPECT_TRUE(names_place(100, 1000, 0.1));
  EXPECT_FALSE(names_place(99, 1000, 0.1));
  EXPECT_TRUE(names_place(1, 1000, 0)) << "without a line all are named";
  EXPECT_FALSE(names_place(0, 1000, 0)) << "but not where nothing was billed";
  EXPECT_FALSE(names_place(0, 0, 0.1));
}

TEST(Disclosure, PoolsTheRest) {
  constexpr std::array<std::int64_t, 4> revenue{700, 150, 90, 60};
  EXPECT_EQ(pooled(revenue, 0.1), 150);
  EXPECT_EQ(pooled(revenue, 0.2), 300);
  EXPECT_EQ(pooled(revenue, 0), 0);
}

}  // namespace
}  // namespace entrepot::submodels
