// Used chips: what owners sell, what dealers buy, what shops repair. Books are audited every week, so every run here
// shows that units and money are conserved as well.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "laws/paired.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

using testing::differences;
using testing::small_baseline_with;
using testing::total;

constexpr std::uint32_t replicates = 4;

/// Owners sell enough that a few replicates show it.
std::vector<std::string> busy(std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"resale.offered_share=0.05", "resale.offer_age_weeks=52"});
  return more;
}

double mean(const std::vector<std::string>& settings, auto member) {
  const auto world = small_baseline_with(settings);
  double sum = 0;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate)
    sum += static_cast<double>(total(model::simulate(world->setting, replicate).*member));
  return sum / replicates;
}

using R = model::Record;

TEST(Resale, WithoutSalesAndFailuresIsNone) {
  const auto idle = small_baseline_with({"resale.offered_share=0", "resale.failure_rate=0", "resale.running_cost=0"});
  const auto none = small_baseline_with({"model.resale=none"});
  EXPECT_TRUE(differences(model::simulate(idle->setting, 0), model::simulate(none->setting, 0)).empty());
}

TEST(Resale, NobodyTakesMoreThanIsOnSaleOrLeaksMoreThanWasTaken) {
  const auto world = small_baseline_with(busy());
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const auto record = model::simulate(world->setting, replicate);
    EXPECT_LE(total(record.used_taken), total(record.used_offered));
    EXPECT_LE(total(record.used_leaked), total(record.used_taken));
    EXPECT_LE(total(record.used_leaked), total(record.leaked));
    EXPECT_GT(total(record.used_leaked), 0) << "no used unit leaks: the law has nothing to hold for";
  }
}

TEST(Resale, MoreIsSoldWhereMoreIsOffered) {
  EXPECT_GT(mean(busy({"resale.offered_share=0.1"}), &R::used_taken), mean(busy(), &R::used_taken));
}

TEST(Resale, OwnersSellMoreWhereTheyAnswerTheBidsOfDealers) {
  EXPECT_GT(mean(busy({"resale.price_response=3"}), &R::used_offered),
            mean(busy({"resale.price_response=0"}), &R::used_offered));
}

TEST(Resale, DealersBuyNothingThatCostsMoreThanItFetches) {
  // At a step of 100 % a quarter, owners ask more than any buyer pays before the year is over.
  EXPECT_LT(mean(busy({"resale.bid_step=1", "resale.price_response=0"}), &R::used_taken),
            mean(busy({"resale.bid_step=0", "resale.price_response=0"}), &R::used_taken));
}

TEST(Resale, WhatFailsIsRepairedWhileShopsHaveRoom) {
  const auto ample = small_baseline_with({"resale.repair_capacity=1e6"});
  const auto record = model::simulate(ample->setting, 0);
  EXPECT_GT(total(record.units_failed), 0);
  EXPECT_EQ(total(record.units_repaired), total(record.units_failed));
  EXPECT_EQ(mean({"resale.repair_capacity=0"}, &R::units_repaired), 0);
}

TEST(Resale, NobodyRepairsWhatIsWorthLessThanTheRepair) {
  EXPECT_EQ(mean({"resale.repair_cost=1e7", "resale.repair_capacity=1e6"}, &R::units_repaired), 0);
}

TEST(Resale, UnitsRetireEarlyWherePowerCostsMoreThanRent) {
  EXPECT_EQ(mean({"resale.running_cost=0"}, &R::retired_early), 0);
  EXPECT_GT(mean({"resale.running_cost=200"}, &R::retired_early), 0);
}

}  // namespace
}  // namespace entrepot
