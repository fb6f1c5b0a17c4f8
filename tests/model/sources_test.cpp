// Sources of compute and routes of leaks: what a run counts must add up to what it counts otherwise.

#include "entrepot/model/sources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Not;

class Sources : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = testing::small_baseline_with({}).release();
    record_ = new Record(simulate(world_->setting, 0));
  }
  static void TearDownTestSuite() {
    delete record_;
    delete world_;
  }
  static const Setting& setting() { return world_->setting; }
  static std::size_t months() { return setting().months.first_days.size(); }
  static std::size_t groups() { return setting().acquirers.names.size(); }
  static std::size_t hubs() { return setting().hubs.size(); }
  /// Over groups.
  static double acquired(std::size_t month, std::size_t source) {
    double sum = 0;
    for (std::size_t group = 0; group < groups(); ++group) sum += record_->acquired(month, group, source);
    return sum;
  }
  static std::size_t row(Source source) { return hubs() + static_cast<std::size_t>(source); }

  static testing::World* world_;
  static Record* record_;
};

testing::World* Sources::world_ = nullptr;
Record* Sources::record_ = nullptr;

TEST_F(Sources, GroupsBehindTheControlsAreRecorded) {
  EXPECT_THAT(setting().acquirers.names, AllOf(Contains("china_lab_1"), Contains("china_military_linked"),
                                               Contains("china_enterprises"), Not(Contains("us_enterprises"))));
  EXPECT_EQ(setting().acquirers.row.size(), setting().scenario.buyers.size());
}

TEST_F(Sources, GreySourcesAddUpToLeakedCompute) {
  std::vector<double> leaked(months(), 0.0);
  for (Week week = 0; week < setting().calendar.weeks(); ++week)
    leaked[setting().months.of_week[static_cast<std::size_t>(week)]] += record_->leaked_h100e(week);
  for (std::size_t month = 0; month < months(); ++month) {
    double grey = 0;
    for (std::size_t source = 0; source <= row(Source::grey_elsewhere); ++source) grey += acquired(month, source);
    EXPECT_NEAR(grey, leaked[month], 1e-6) << month;
  }
  EXPECT_GT(testing::total(record_->leaked), 0);
}

TEST_F(Sources, LawfulAndDomesticPurchasesAndRentAreCounted) {
  for (const auto source : {Source::lawful_purchase, Source::domestic_substitute, Source::rented_abroad}) {
    double sum = 0;
    for (std::size_t month = 0; month < months(); ++month) sum += acquired(month, row(source));
    EXPECT_GT(sum, 0) << static_cast<int>(source);
  }
}

TEST_F(Sources, RentAddsUpToWhatIsRentedInTheEnd) {
  double sum = 0;
  for (std::size_t month = 0; month < months(); ++month) sum += acquired(month, row(Source::rented_abroad));
  EXPECT_NEAR(sum, record_->rented_h100e(static_cast<std::size_t>(setting().calendar.weeks()) - 1), 1e-6);
}

TEST_F(Sources, WeeksAndRoutesAddUpToLeaksByHub) {
  for (std::size_t hub = 0; hub < hubs(); ++hub) {
    std::vector<Units> weekly(months(), 0);
    for (Week week = 0; week < setting().calendar.weeks(); ++week)
      weekly[setting().months.of_week[static_cast<std::size_t>(week)]] += record_->weekly_leaked_by_hub(week, hub);
    for (std::size_t month = 0; month < months(); ++month) {
      Units by_route = 0;
      for (std::size_t route = 0; route < leak_routes; ++route) by_route += record_->leaked_by_route(month, hub, route);
      EXPECT_EQ(by_route, record_->leaked_by_hub(month, hub));
      EXPECT_EQ(weekly[month], record_->leaked_by_hub(month, hub));
    }
  }
}

TEST_F(Sources, ARouteIsNamedByItsFirstLegAndItsBorders) {
  const auto& geography = setting().geography;
  const auto place = [&](const char* code) { return geography.jurisdictions().find(code); };
  for (const RouteId route : geography.routes(place("SG"), place("CN"))) {
    const auto& legs = geography.route(route).legs;
    const auto mode = static_cast<std::size_t>(geography.lane(legs.front()).mode);
    EXPECT_EQ(leak_route(geography, route), 2 * mode + (legs.size() > 1 ? 1 : 0));
  }
  for (const RouteId route : geography.routes(place("SG"), place("SG")))
    EXPECT_EQ(leak_route(geography, route), leak_routes - 1);
}

}  // namespace
}  // namespace entrepot::model
