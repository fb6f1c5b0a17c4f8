// Owners of several firms.

#include <gtest/gtest.h>

#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/replicate.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

TEST(Owners, HaveOneFirmEachByDefault) {
  std::vector<std::string> settings;
  for (const auto* group : {"shells", "shells_elsewhere", "hong_kong_fronts", "sham_data_centres"})
    settings.push_back(std::string("intermediaries.") + group + ".firms_per_owner=~");
  const auto world = testing::small_baseline_with(settings);
  const Replicate run(world->setting, 0);
  EXPECT_EQ(run.agents().owners.size(), run.agents().intermediaries.size());
}

TEST(Owners, LearnFromTheLotsOfAllTheirFirms) {
  const auto world = testing::small_baseline_with({"intermediaries.shells.firms_per_owner=5"});
  Replicate run(world->setting, 0);
  WeekContext week = run.open(0);
  const auto& firms = week.agents.intermediaries;
  IntermediaryId first{0};
  while (firms.group_names[firms.group[first]] != "shells") first = IntermediaryId{first.row() + 1};
  const IntermediaryId fifth{first.row() + 4};
  const IntermediaryId sixth{first.row() + 5};
  ASSERT_EQ(firms.owner[first], firms.owner[fifth]);
  ASSERT_NE(firms.owner[first], firms.owner[sixth]);
  EXPECT_EQ(week.agents.owners.firms[firms.owner[first]], 5);

  const BuyerId buyer{week.agents.buyers.size() - 1};
  const double before_fifth = believed_detection(week, fifth, buyer);
  const double before_sixth = believed_detection(week, sixth, buyer);
  remember(week, first, 10, 10);
  EXPECT_GT(believed_detection(week, fifth, buyer), before_fifth);
  EXPECT_EQ(believed_detection(week, sixth, buyer), before_sixth);
}

}  // namespace
}  // namespace entrepot::model
