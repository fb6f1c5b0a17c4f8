#include "entrepot/core/id.hpp"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace entrepot {
namespace {

TEST(Id, NoneDoesNotExist) {
  EXPECT_FALSE(ProductId::none().exists());
  EXPECT_FALSE(ProductId{}.exists());
  EXPECT_TRUE(ProductId{std::size_t{0}}.exists());
  EXPECT_EQ(ProductId{std::size_t{7}}.row(), 7U);
  EXPECT_LT(ProductId{std::size_t{1}}, ProductId{std::size_t{2}});
}

TEST(Id, RowsOfDifferentTablesDoNotMix) {
  static_assert(!std::is_convertible_v<ProductId, BuyerId>);
  static_assert(!std::is_convertible_v<std::size_t, ProductId>);
  static_assert(
      !std::is_invocable_v<decltype([](Column<ProductId, int>& c, auto id) -> decltype(c[id]) { return c[id]; }),
                           Column<ProductId, int>&, BuyerId>);
}

TEST(Column, HoldsOneCellForEachRow) {
  Column<ProductId, std::string> names(3, "none");
  names[ProductId{std::size_t{1}}] = "H100";
  names.push_back("A100");
  EXPECT_EQ(names.size(), 4U);
  EXPECT_EQ(names.cells(), (std::vector<std::string>{"none", "H100", "none", "A100"}));
  names.assign(2, "x");
  EXPECT_EQ(names.size(), 2U);
  EXPECT_EQ(names[ProductId{std::size_t{1}}], "x");
  EXPECT_FALSE(names.empty());
}

TEST(Rows, IterateOverATableInOrder) {
  std::vector<std::size_t> seen;
  for (const LotId lot : Rows<LotId>(4)) seen.push_back(lot.row());
  EXPECT_EQ(seen, (std::vector<std::size_t>{0, 1, 2, 3}));
  for (const LotId lot : Rows<LotId>(0)) FAIL() << lot.row();
}

}  // namespace
}  // namespace entrepot
