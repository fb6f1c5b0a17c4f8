#include "entrepot/model/submodels/entry.hpp"

#include <gtest/gtest.h>

namespace entrepot::submodels {
namespace {

TEST(EntryProbability, IsInProportionToProfitOverCost) {
  const scenario::Entry entry{.entry_rate = 0.002, .entry_cost = 200000, .return_share = 0.5, .return_lag_weeks = 20};
  // 0.002 x 1,000,000 / 200,000 = 0.01.
  EXPECT_DOUBLE_EQ(entry_probability(1e6, 3, 10, entry, scenario::EntryForm::proportional), 0.01);
  EXPECT_DOUBLE_EQ(entry_probability(2e6, 3, 10, entry, scenario::EntryForm::proportional), 0.02);
}

TEST(EntryProbability, IsNoneForALossAndNeverAboveOne) {
  const scenario::Entry entry{.entry_rate = 0.002, .entry_cost = 200000, .return_share = 0.5, .return_lag_weeks = 20};
  EXPECT_DOUBLE_EQ(entry_probability(-1e6, 3, 10, entry, scenario::EntryForm::proportional), 0);
  EXPECT_DOUBLE_EQ(entry_probability(1e12, 3, 10, entry, scenario::EntryForm::proportional), 1);
}

TEST(EntryProbability, IsNoneBelowTheCostInTheFormSaturating) {
  const scenario::Entry entry{.entry_rate = 0.002, .entry_cost = 200000, .return_share = 0.5, .return_lag_weeks = 20};
  const auto chance = [&](double profit) {
    return entry_probability(profit, 5, 10, entry, scenario::EntryForm::saturating);
  };
  EXPECT_DOUBLE_EQ(chance(200000), 0) << "what is left after others have entered is below the cost";
  // Shared by 5 + 10 x 0.002 firms in place of 5; gain g of 1 less, and g / (1 + g) of the rate.
  const double gain = 4.0 * 5 / 5.02 - 1;
  EXPECT_DOUBLE_EQ(chance(800000), 0.002 * gain / (1 + gain));
  EXPECT_LT(chance(1e12), 0.002);
}

TEST(DiverterWeight, FadesAsPastProfitDoes) {
  EXPECT_DOUBLE_EQ(diverter_weight(0), 1);
  EXPECT_DOUBLE_EQ(diverter_weight(2), 51.0 / 52 * 51 / 52);
  EXPECT_NEAR(diverter_weight(52), 0.364, 0.001);
}

TEST(ProfitShare, IsDividedAmongDivertersButNeverMultiplied) {
  EXPECT_DOUBLE_EQ(profit_share(600, 4), 150);
  EXPECT_DOUBLE_EQ(profit_share(600, 0.2), 600) << "a lone firm that last diverted long ago";
  EXPECT_DOUBLE_EQ(profit_share(-600, 3), -200) << "a loss is shared too";
}

TEST(ProfitShare, OnceTradeEndsFallsWeekByWeek) {
  // Four firms earn 100 a week each for two years; then trade ends. Profit and count fade together.
  double of_a_firm = 0;
  double before = 0;
  for (int week = 0; week < 200; ++week) {
    const double diverters = week < 104 ? 4 : 4 * diverter_weight(week - 103);
    of_a_firm = of_a_firm * yearly_retention() + profit_share(week < 104 ? 400 : 0, diverters);
    if (week >= 104) {
      EXPECT_LT(of_a_firm, before);
    }
    before = of_a_firm;
  }
}

TEST(Trust, GrowsByAShareOfWhatIsMissingAndBreaksFaster) {
  scenario::Network network{};
  network.trust_gain = 0.2;
  network.trust_loss = 0.7;
  EXPECT_DOUBLE_EQ(trust_after_delivery(0, network), 0.2);
  EXPECT_DOUBLE_EQ(trust_after_delivery(0.2, network), 0.36);
  EXPECT_DOUBLE_EQ(trust_after_seizure(0.5, network), 0.15);
}

TEST(HubPromise, IsTheShareTakenOnWithTheBenefitOfTheDoubt) {
  scenario::Network network{};
  network.benefit_of_doubt = 100;
  EXPECT_DOUBLE_EQ(hub_promise(0, 0, network), 1);
  // (50 + 100) / (200 + 100) = 0.5.
  EXPECT_DOUBLE_EQ(hub_promise(200, 50, network), 0.5);
  network.benefit_of_doubt = 400;
  EXPECT_DOUBLE_EQ(hub_promise(200, 50, network), 0.75);
}

}  // namespace
}  // namespace entrepot::submodels
