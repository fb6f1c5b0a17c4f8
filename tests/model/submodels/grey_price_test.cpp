#include "entrepot/model/submodels/grey_price.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace entrepot::submodels {
namespace {

scenario::GreyMarket market() {
  return {.deposit = {},
          .concealment_cost = 500,
          .retained_share = 0.3,
          .order_cost = 3000,
          .honest_profit_years = 3,
          .person_years = 0,
          .seller_share = 0.6,
          .capital_cost = 0.005,
          .holding_cost = 0.015,
          .cover_weeks = 5,
          .cover_response = 0.05,
          .posted_step = 0.02,
          .promise_weeks = 8,
          .own_account_share = 0.5,
          .learning = 0.25,
          .demand_learning = 0.07,
          .news = 0.04,
          .supply_memory_weeks = 4,
          .used_value = 0.6};
}

TEST(CostToOrder, CoversSupplyItsCapitalAndAllCosts) {
  // 32,400 x (1 + 0.005 x 10) + 600 + 2,000 + 1,500.
  EXPECT_DOUBLE_EQ(cost_to_order(32400, 10, {.route = 600, .wrongdoing = 2000, .expected_loss = 1500}, market()),
                   32400 * 1.05 + 4100);
}

SellerPosition seller() {
  return {.cost = 40000,
          .expected_price = 50000,
          .weekly_demand = 10,
          .weeks_of_stock = 4,
          .weeks_planned = 9,
          .used_up = 0.25,
          .used_value = 18000};
}

using scenario::PriceForm;

TEST(LowestPrices, LieBetweenCostAndTheExpectedPrice) {
  // To order: 40,000 + 10,000 x 0.25. In stock the same, as a unit kept is worth 50,000 e^-0.06 = 47,088 after a wait.
  const auto prices = lowest_prices(seller(), PriceForm::bargain, market());
  EXPECT_DOUBLE_EQ(prices.to_order, 42500);
  EXPECT_DOUBLE_EQ(prices.in_stock, 42500);
}

TEST(LowestPrices, AreCostWhereGoodsCanBeReplacedAndTheExpectedPriceWhereTheyCannot) {
  auto position = seller();
  position.used_up = 0;
  EXPECT_DOUBLE_EQ(lowest_prices(position, PriceForm::bargain, market()).to_order, 40000);
  position.used_up = 1;
  EXPECT_DOUBLE_EQ(lowest_prices(position, PriceForm::bargain, market()).to_order, 50000);
  EXPECT_NEAR(lowest_prices(position, PriceForm::bargain, market()).in_stock, 50000 * std::exp(-0.06), 1e-8);
}

TEST(LowestPrices, FallBelowCostInAFireSaleButNotBelowTheUsedValue) {
  auto position = seller();
  position.expected_price = 30000;
  position.weeks_of_stock = 20;
  const auto sale = lowest_prices(position, PriceForm::bargain, market());
  EXPECT_NEAR(sale.in_stock, 30000 * std::exp(-0.3), 1e-8);
  EXPECT_DOUBLE_EQ(sale.to_order, 40000);
  position.weeks_of_stock = 500;
  EXPECT_DOUBLE_EQ(lowest_prices(position, PriceForm::bargain, market()).in_stock, 18000);
}

TEST(LowestPrices, OfTheOtherForms) {
  // Five weeks short of the plan: 40,000 e^(0.05 x 5).
  EXPECT_NEAR(lowest_prices(seller(), PriceForm::stock_ask, market()).in_stock, 40000 * std::exp(0.25), 1e-8);
  EXPECT_DOUBLE_EQ(lowest_prices(seller(), PriceForm::posted, market()).in_stock, 50000);
  EXPECT_DOUBLE_EQ(lowest_prices(seller(), PriceForm::cost_plus, market()).in_stock, 40000);
  auto glut = seller();
  glut.weeks_of_stock = 40;
  EXPECT_LT(lowest_prices(glut, PriceForm::stock_ask, market()).in_stock, 40000);
  EXPECT_DOUBLE_EQ(lowest_prices(glut, PriceForm::stock_ask, market()).to_order, 40000);
}

TEST(ShareUsedUp, IsTheTighterOfPromisesAndSupply) {
  EXPECT_DOUBLE_EQ(share_used_up(0, 100, 1), 0);
  EXPECT_DOUBLE_EQ(share_used_up(25, 75, 1), 0.25);
  EXPECT_DOUBLE_EQ(share_used_up(25, 75, 0.4), 0.6);
  EXPECT_DOUBLE_EQ(share_used_up(0, 0, 1), 1) << "who has no room cannot replace anything";
}

TEST(LearnedPrice, MovesTowardsWhatRequestsWereWorthAndTheNews) {
  // 50,000 + 0.25 (46,000 - 50,000) = 49,000; + 0.04 (54,000 - 49,000) = 49,200.
  EXPECT_DOUBLE_EQ(learned_price(seller(), {.units = 8, .worth = 46000}, PriceForm::bargain, market()), 49000);
  EXPECT_DOUBLE_EQ(
      learned_price(seller(), {.units = 8, .worth = 46000, .street_price = 54000}, PriceForm::bargain, market()),
      49200);
  auto first = seller();
  first.expected_price = 0;
  EXPECT_DOUBLE_EQ(learned_price(first, {.units = 8, .worth = 46000}, PriceForm::bargain, market()), 46000);
}

TEST(LearnedPrice, IsAPostedPriceThatMovesByStepsInTheFormPosted) {
  EXPECT_DOUBLE_EQ(learned_price(seller(), {.units = 8, .worth = 1}, PriceForm::posted, market()), 51000);
  auto glut = seller();
  glut.weeks_of_stock = 10;
  EXPECT_DOUBLE_EQ(learned_price(glut, {.units = 8, .worth = 1e9}, PriceForm::posted, market()), 49000);
}

TEST(ExpectedDemand, FadesWithoutRequests) {
  EXPECT_DOUBLE_EQ(expected_demand(100, 0, market()), 100);
  EXPECT_NEAR(expected_demand(100, 2, market()), 100 * 0.93 * 0.93, 1e-9);
}

TEST(UnitsForStock, FillThePlanIfThePriceCoversTheWait) {
  // Nine weeks are planned, four are there: five weeks of ten units.
  EXPECT_DOUBLE_EQ(units_for_stock(seller(), market()), 50);
  // 50,000 e^(-0.015 x 6.5) = 45,355 must exceed the cost.
  auto dear = seller();
  dear.cost = 45400;
  EXPECT_DOUBLE_EQ(units_for_stock(dear, market()), 0);
  auto glut = seller();
  glut.weeks_of_stock = 12;
  EXPECT_DOUBLE_EQ(units_for_stock(glut, market()), 0);
}

}  // namespace
}  // namespace entrepot::submodels
