#include "entrepot/model/submodels/diversion.hpp"

#include <gtest/gtest.h>

#include "entrepot/core/random.hpp"

namespace entrepot::submodels {
namespace {

bool pays(const DiversionCase& c) { return accepts(c, scenario::DiversionForm::threshold, 0.15, 0.5); }

/// Ten units that earn 5,000 each less 600 of carriage: 44,000 USD. Against it wrongdoing, 10 x 1,000, and risk,
/// 1.5 x 0.05 x 400,000 = 30,000: together 40,000.
DiversionCase worked_case() {
  return {.units = 10,
          .margin = 5000,
          .route_cost = 600,
          .wrongdoing_cost = 1000,
          .risk_aversion = 0.5,
          .perceived_risk = 0.05,
          .loss_if_caught = 400000};
}

TEST(Accepts, WhenTheGainPassesWrongdoingAndRisk) { EXPECT_TRUE(pays(worked_case())); }

TEST(Accepts, NotWhenRiskEatsTheGain) {
  // 10,000 + 1.5 x 0.06 x 400,000 = 46,000 > 44,000.
  auto riskier = worked_case();
  riskier.perceived_risk = 0.06;
  EXPECT_FALSE(pays(riskier));
}

TEST(Accepts, NotAtTheMarginAndNotForNothing) {
  // 10 x (4,600 - 600) = 40,000 = 40,000.
  auto margin = worked_case();
  margin.margin = 4600;
  margin.perceived_risk = 0.0625;
  margin.loss_if_caught = 320000;
  EXPECT_FALSE(pays(margin));
  auto nothing = worked_case();
  nothing.units = 0;
  EXPECT_FALSE(pays(nothing));
  nothing.perceived_risk = 0;
  EXPECT_FALSE(pays(nothing));
}

TEST(Accepts, AnyGainWhenThereIsNoIntegrityAndNoRisk) {
  EXPECT_TRUE(pays({.units = 1, .margin = 601, .route_cost = 600}));
  EXPECT_FALSE(pays({.units = 1, .margin = 600, .route_cost = 600}));
}

TEST(Accepts, NeverMoreWithMoreRiskLossAversionOrIntegrity) {
  Draws draws(1, 0, 1, 0, Purpose::diversion);
  for (int trial = 0; trial < 5000; ++trial) {
    const DiversionCase base{.units = 1 + draws.index(200),
                             .margin = 20000 * draws.uniform(),
                             .route_cost = 1000 * draws.uniform(),
                             .wrongdoing_cost = 5000 * draws.uniform(),
                             .risk_aversion = draws.uniform(),
                             .perceived_risk = 0.3 * draws.uniform(),
                             .loss_if_caught = 3e6 * draws.uniform()};
    if (pays(base)) continue;
    for (double DiversionCase::*cost :
         {&DiversionCase::route_cost, &DiversionCase::wrongdoing_cost, &DiversionCase::risk_aversion,
          &DiversionCase::perceived_risk, &DiversionCase::loss_if_caught}) {
      auto worse = base;
      worse.*cost *= 1 + draws.uniform();
      ASSERT_FALSE(pays(worse));
    }
  }
}

TEST(AcceptsByLogit, AsTheWorkedCaseSays) {
  // The gain is 4,000; the scale 0.1 x 10 x 5,000 = 5,000: probability 1 / (1 + exp(-0.8)) = 0.68997.
  const auto taken = [](double u) { return accepts(worked_case(), scenario::DiversionForm::logit, 0.1, u); };
  EXPECT_TRUE(taken(0.6899));
  EXPECT_FALSE(taken(0.6901));
}

TEST(AcceptsByLogit, IsTheThresholdWithoutNoise) {
  auto riskier = worked_case();
  EXPECT_TRUE(accepts(riskier, scenario::DiversionForm::logit, 0, 0.999));
  riskier.perceived_risk = 0.06;
  EXPECT_FALSE(accepts(riskier, scenario::DiversionForm::logit, 0, 0.001));
}

TEST(LossIfCaught, IsGoodsFineAndYearsOfHonestProfit) {
  // 300,000 of goods, twice that as a fine, 3 x 100,000: 1,200,000.
  EXPECT_DOUBLE_EQ(
      loss_if_caught({.lot_value = 300000, .fine_multiple = 2, .honest_revenue = 100000, .honest_years = 3}), 1200000);
  EXPECT_DOUBLE_EQ(
      loss_if_caught({.lot_value = 300000, .fine_multiple = 2, .honest_revenue = 100000, .honest_years = 6}), 1500000);
}

TEST(LossIfCaught, StopsAtTheCapitalOfAFirmWithLimitedLiability) {
  EXPECT_DOUBLE_EQ(loss_if_caught({.lot_value = 300000,
                                   .fine_multiple = 2,
                                   .honest_revenue = 100000,
                                   .honest_years = 3,
                                   .working_capital = 500000,
                                   .limited_liability = true}),
                   500000);
}

TEST(LossIfCaught, IsNeverLessThanTheGoods) {
  EXPECT_DOUBLE_EQ(
      loss_if_caught({.lot_value = 300000, .fine_multiple = 2, .working_capital = 1000, .limited_liability = true}),
      300000);
}

TEST(LossIfCaught, IsNoMoreThanWhatThereIsToLose) {
  EXPECT_DOUBLE_EQ(
      loss_if_caught({.lot_value = 300000, .fine_multiple = 2, .working_capital = 5e7, .limited_liability = true}),
      900000);
  EXPECT_DOUBLE_EQ(loss_if_caught({}), 0);
}

}  // namespace
}  // namespace entrepot::submodels
