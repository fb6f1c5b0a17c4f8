#include "entrepot/model/submodels/grey_price.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

scenario::GreyMarket market() {
  return {.initial_markup = 0.2,
          .markup_step = 0.1,
          .markup_decay = 0.05,
          .maximum_markup = 5,
          .carrying_cost = 0.02,
          .deposit = 0.3,
          .concealment_cost = 500,
          .retained_share = 0.3,
          .order_cost = 3000,
          .honest_profit_years = 3};
}

const Money list = Money::from_dollars(30000);
const Money supply = Money::from_dollars(32400);

TEST(MarkupFloor, CoversSupplyCapitalRouteWrongdoingAndRisk) {
  // 32,400 + 2 % of it (648) + 600 + 2,000 + 1,500 = 37,148; over a list price of 30,000: 1.238267 - 1.
  EXPECT_NEAR(markup_floor({.route = 600, .wrongdoing = 2000, .expected_loss = 1500}, list, supply, market()),
              37148.0 / 30000.0 - 1.0, 1e-12);
}

TEST(MarkupFloor, IsWhereAUnitJustPaysForItself) {
  const DiversionCosts costs{.route = 600, .wrongdoing = 2000, .expected_loss = 1500};
  const double price = list.dollars() * (1 + markup_floor(costs, list, supply, market()));
  const double gain = price - supply.dollars() * 1.02 - costs.route - costs.wrongdoing - costs.expected_loss;
  EXPECT_NEAR(gain, 0, 1e-9);
}

TEST(MarkupFloor, RisesWithEachCost) {
  const DiversionCosts costs{.route = 600, .wrongdoing = 2000, .expected_loss = 1500};
  const double floor = markup_floor(costs, list, supply, market());
  double before = floor;
  for (double loss = 2000; loss < 60000; loss += 2000) {
    const double riskier =
        markup_floor({.route = 600, .wrongdoing = 2000, .expected_loss = loss}, list, supply, market());
    EXPECT_GT(riskier, before);
    before = riskier;
  }
  EXPECT_GT(markup_floor({.route = 700, .wrongdoing = 2000, .expected_loss = 1500}, list, supply, market()), floor);
  EXPECT_GT(markup_floor({.route = 600, .wrongdoing = 2100, .expected_loss = 1500}, list, supply, market()), floor);
  EXPECT_GT(markup_floor(costs, list, Money::from_dollars(32401), market()), floor);
}

TEST(AdjustedMarkup, RisesWithTheUnmetShare) {
  // Half unmet: 1.2 x (1 + 0.1 x 0.5) = 1.26. All unmet: 1.2 x 1.1 = 1.32.
  EXPECT_NEAR(adjusted_markup(0.2, 10, 5, market()), 0.26, 1e-12);
  EXPECT_NEAR(adjusted_markup(0.2, 10, 0, market()), 0.32, 1e-12);
}

TEST(AdjustedMarkup, FallsWhenEverythingIsMetOrNobodyAsks) {
  // 1.2 x 0.95 = 1.14.
  EXPECT_NEAR(adjusted_markup(0.2, 10, 10, market()), 0.14, 1e-12);
  EXPECT_NEAR(adjusted_markup(0.2, 0, 0, market()), 0.14, 1e-12);
}

TEST(AdjustedMarkup, StaysBetweenListPriceAndTheHighestMarkup) {
  EXPECT_DOUBLE_EQ(adjusted_markup(0.01, 10, 10, market()), 0);
  EXPECT_DOUBLE_EQ(adjusted_markup(4.99, 10, 0, market()), 5);
}

TEST(IdleMarkup, FadesWeekByWeek) {
  // 1.2 x 0.95 x 0.95 = 1.083.
  EXPECT_NEAR(idle_markup(0.2, 2, market()), 0.083, 1e-12);
  EXPECT_DOUBLE_EQ(idle_markup(0.2, 0, market()), 0.2);
  EXPECT_DOUBLE_EQ(idle_markup(0.2, 500, market()), 0);
  EXPECT_NEAR(idle_markup(idle_markup(0.9, 3, market()), 4, market()), idle_markup(0.9, 7, market()), 1e-12);
}

}  // namespace
}  // namespace entrepot::submodels
