// What is observed acts only through those who read it, and when they can.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "entrepot/model/week_context.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

using testing::differences;
using testing::observed;
using testing::small_baseline_with;

TEST(NoFeedback, WhatNobodyReadsChangesNothing) {
  const auto plain = small_baseline_with({});
  const auto other = small_baseline_with({"observation.price_samples=3", "observation.price_noise=0.5",
                                          "observation.disclosure_share=0.4", "observation.billing_lag_weeks=20",
                                          "observation.enforcement_lag_weeks=1", "observation.survey_coverage=0.1"});
  const auto before = model::simulate(plain->setting, 0);
  const auto after = model::simulate(other->setting, 0);
  EXPECT_THAT(differences(before, after, observed()), ::testing::IsEmpty());
  EXPECT_THAT(differences(before, after), ::testing::Contains("published")) << "it is seen otherwise";
}

TEST(Feedback, TheAuthorityWaitsForTheStatistics) {
  // The hub passes its alarm with the first statistics that show it, not with the goods.
  const auto first_watched = [](const char* lag) {
    const auto world = small_baseline_with({std::string("observation.trade_lag_weeks=") + lag});
    Week first = -1;
    model::simulate(world->setting, 0, [&](const model::WeekContext& week) {
      for (const JurisdictionId hub : world->setting.hubs) {
        if (first < 0 && week.number > 4 && week.state.hubs.imports[hub] != week.state.hubs.recalled_imports[hub])
          first = week.number;
      }
    });
    return first;
  };
  EXPECT_EQ(first_watched("20"), first_watched("8") + 12);
}

}  // namespace
}  // namespace entrepot
