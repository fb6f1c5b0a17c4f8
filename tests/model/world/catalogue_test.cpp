#include "entrepot/model/world/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/small_scenario.hpp"

namespace entrepot::world {
namespace {

using ::entrepot::testing::small_scenario;
using ::entrepot::testing::SmallWorld;
using ::testing::ElementsAre;

TEST(MakeCatalogue, HasARowForEachVendorLineAndProduct) {
  const SmallWorld world(small_scenario());
  const Catalogue& catalogue = world.catalogue;
  EXPECT_THAT(catalogue.vendors.names, ElementsAre("acme"));
  EXPECT_THAT(catalogue.lines.names, ElementsAre("acme_fab"));
  EXPECT_THAT(catalogue.products.names, ElementsAre("cut", "full"));
  const LineId line{std::size_t{0}};
  EXPECT_THAT(catalogue.lines.products[line], ElementsAre(world.product("cut"), world.product("full")));
  EXPECT_EQ(catalogue.lines.lead_weeks[line], 4);
  for (const ProductId p : catalogue.lines.products[line]) {
    EXPECT_EQ(catalogue.products.line[p], line);
    EXPECT_EQ(catalogue.products.vendor[p], VendorId{std::size_t{0}});
  }
  EXPECT_EQ(catalogue.products.list_price[world.product("full")].front(), Money::from_dollars(30000));
  EXPECT_DOUBLE_EQ(catalogue.products.h100e[world.product("cut")], 0.2);
  EXPECT_EQ(catalogue.vendors.home[VendorId{std::size_t{0}}], world.place("US"));
}

TEST(MakeCatalogue, SellsAProductFromTheWeekOfItsReleaseToTheWeekBeforeItsEnd) {
  const SmallWorld world(small_scenario("", {"products.full.release=2023-01-16", "products.full.end=2023-02-06"}));
  const auto& products = world.catalogue.products;
  const ProductId full = world.product("full");
  EXPECT_FALSE(products.made(full, 1));
  EXPECT_TRUE(products.made(full, 2));
  EXPECT_TRUE(products.made(full, 4));
  EXPECT_FALSE(products.made(full, 5));
}

TEST(MakeCatalogue, SellsAProductWithoutEndToTheLastWeekOfTheRun) {
  const SmallWorld world(small_scenario());
  const auto& products = world.catalogue.products;
  for (Week week = 0; week < world.calendar.weeks(); ++week) EXPECT_TRUE(products.made(world.product("full"), week));
  EXPECT_LT(products.release[world.product("full")], 0) << "released before the run";
}

TEST(MakeCatalogue, SellsEverywhereUnlessTheVendorNamesItsMarkets) {
  const SmallWorld everywhere(small_scenario());
  EXPECT_TRUE(everywhere.catalogue.vendors.sells_to[VendorId{std::size_t{0}}].all());
  const SmallWorld some(small_scenario("", {"vendors.acme.sells_only_to=[\"D:5\", MY]"}));
  const auto& set = some.catalogue.vendors.sells_to[VendorId{std::size_t{0}}];
  EXPECT_TRUE(set[some.place("CN").row()]);
  EXPECT_TRUE(set[some.place("MY").row()]);
  EXPECT_FALSE(set[some.place("US").row()]);
}

}  // namespace
}  // namespace entrepot::world
