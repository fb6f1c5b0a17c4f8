// What takes effect in a week strikes out what it bars before anybody can ship it.

#include <gtest/gtest.h>

#include "entrepot/engine/replicate.hpp"
#include "entrepot/engine/simulation.hpp"
#include "support/baseline.hpp"

namespace entrepot::engine {
namespace {

/// Open orders in channel partners' books that go by an intermediary: all of them, and those by a listed one.
struct ByIntermediary {
  Units all = 0;
  Units listed = 0;
};

ByIntermediary open_orders(const Tick& tick) {
  ByIntermediary open;
  for (const auto& book : tick.state.channels.book) {
    for (const auto& order : book) {
      if (!order.via.exists()) continue;
      open.all += order.open;
      if (tick.listed(order.via)) open.listed += order.open;
    }
  }
  return open;
}

TEST(Listings, StrikeOutWhatListedIntermediariesHaveOnOrder) {
  const auto world =
      testing::small_baseline_with({"rules.everybody={instrument: entity_list, effective: 2024-01-01, intermediaries: "
                                    "[resellers, brokers, shells]}"});
  const Week effective = world->setting.calendar.week_of(Date::of(2024, 1, 1));
  Replicate run(world->setting, 0);
  while (run.next_week() < effective) simulate_week(run);
  Tick tick = run.open(effective);
  const Units before = open_orders(tick).all;
  ASSERT_GT(before, 0);
  apply_policy(tick);
  EXPECT_EQ(open_orders(tick).listed, 0);
  EXPECT_LT(open_orders(tick).all, before);
}

}  // namespace
}  // namespace entrepot::engine
