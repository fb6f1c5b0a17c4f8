// Displacement, with hand-worked cases.

#include "entrepot/experiment/displacement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "entrepot/core/error.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::experiment {
namespace {

using ::testing::ElementsAre;

// ---- matching flows ------------------------------------------------------------------------------------------------

TEST(MatchFlows, ALossIsMatchedToGainsProRataAndTheRestStopped) {
  // 10 lost at one source; two others gain 4 and 2.
  const std::vector<double> moved{-10, 4, 2};
  EXPECT_THAT(match_flows(moved, 3), ElementsAre(0, 4, 2, 4,  //
                                                 0, 0, 0, 0,  //
                                                 0, 0, 0, 0,  //
                                                 0, 0, 0, 0));
}

TEST(MatchFlows, GainsBeyondLossesAreNewDemand) {
  // 2 and 4 lost, 12 gained: half of the gain is new.
  const std::vector<double> moved{-2, -4, 12};
  EXPECT_THAT(match_flows(moved, 3), ElementsAre(0, 0, 2, 0,  //
                                                 0, 0, 4, 0,  //
                                                 0, 0, 0, 0,  //
                                                 0, 0, 6, 0));
}

TEST(MatchFlows, GroupsAreMatchedEachByItself) {
  // The first group loses what the second gains: flows are matched within groups, so 5 are stopped and 5 are new.
  const std::vector<double> moved{-5, 0,  //
                                  0, 5};
  EXPECT_THAT(match_flows(moved, 2), ElementsAre(0, 0, 5,  //
                                                 0, 0, 0,  //
                                                 0, 5, 0));
}

TEST(MatchFlows, NoFlowsWithoutDifferences) {
  const std::vector<double> moved(6, 0.0);
  EXPECT_THAT(match_flows(moved, 3), ::testing::Each(0.0));
}

/// For any differences: rows sum to losses, columns to gains, and their difference equals the input.
TEST(MatchFlows, RowsAndColumnsAddUp) {
  constexpr std::size_t sources = 7;
  constexpr std::size_t groups = 5;
  for (std::uint32_t trial = 0; trial < 200; ++trial) {
    Draws draws(1, trial, 0, 0, Purpose::demand);
    std::vector<double> moved(groups * sources);
    for (double& d : moved) d = draws.bernoulli(0.3) ? 0.0 : 1000 * draws.normal();
    const auto flows = match_flows(moved, sources);
    for (std::size_t source = 0; source < sources; ++source) {
      double lost = 0;
      double gained = 0;
      for (std::size_t group = 0; group < groups; ++group) {
        const double d = moved[group * sources + source];
        (d < 0 ? lost : gained) += std::fabs(d);
      }
      double row = 0;
      double column = 0;
      for (std::size_t other = 0; other <= sources; ++other) {
        row += flows[source * (sources + 1) + other];
        column += flows[other * (sources + 1) + source];
      }
      EXPECT_NEAR(row, lost, 1e-9);
      EXPECT_NEAR(column, gained, 1e-9);
    }
    EXPECT_THAT(flows, ::testing::Each(::testing::Ge(0.0)));
    EXPECT_EQ(flows.back(), 0) << "what is new did not stop";
  }
}

// ---- lags ----------------------------------------------------------------------------------------------------------

TEST(HalfAccrued, IsTheFirstMonthWithHalfOfTheTotal) {
  EXPECT_EQ(half_accrued(std::vector<double>{1, 1, 1, 1}), 1U);
  EXPECT_EQ(half_accrued(std::vector<double>{0, 0, 1, 9}), 3U);
  EXPECT_EQ(half_accrued(std::vector<double>{-2, 6, 0, 0}), 1U);
  EXPECT_EQ(half_accrued(std::vector<double>{}), 0U);
}

// ---- the bootstrap -------------------------------------------------------------------------------------------------

TEST(Resampling, WeightsAddUpAndAreTheSameEveryTime) {
  const statistics::Resampling first(5, 50);
  const statistics::Resampling again(5, 50);
  for (std::size_t r = 0; r < first.resamples(); ++r) {
    const auto weights = first.weights(r);
    EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-12);
    EXPECT_TRUE(std::equal(weights.begin(), weights.end(), again.weights(r).begin()));
  }
}

TEST(Resampling, MeansAreWeighted) {
  const std::vector<double> table{1, 10,  //
                                  3, 30};
  EXPECT_THAT(statistics::mean_of_cells(table, std::vector<double>{0.5, 0.5}), ElementsAre(2, 20));
  EXPECT_THAT(statistics::mean_of_cells(table, std::vector<double>{0, 1}), ElementsAre(3, 30));
}

TEST(Resampling, IntervalIsTheMiddleOfTheResamples) {
  std::vector<double> samples(101);
  std::iota(samples.begin(), samples.end(), 0.0);
  samples.push_back(std::nan(""));
  const auto interval = statistics::percentile_interval(40, samples, 0.9, 2);
  EXPECT_DOUBLE_EQ(interval.value, 40);
  EXPECT_DOUBLE_EQ(interval.low, 5);
  EXPECT_DOUBLE_EQ(interval.high, 95);
  EXPECT_TRUE(std::isnan(statistics::percentile_interval(40, samples, 0.9, 1).low)) << "one replicate";
}

// ---- the whole -----------------------------------------------------------------------------------------------------

/// Two hubs, one group, 60 weeks from Monday 2024-01-01, three replicates. Before: 10 units a week leak by SG and 20 by
/// MY, 1 H100e each. From week 4 on (2024-01-29), replicate k (0, 1, 2) has 4 + k fewer a week by SG, and 2 more by MY;
/// the group buys 1 H100e a month more lawfully.
PairedRuns two_hubs() {
  PairedRuns runs;
  runs.calendar = Calendar(*Date::parse("2024-01-01"), *Date::parse("2024-01-01") + 7 * 60 + -1);
  for (unsigned month = 0; month < 14; ++month) runs.months.push_back(Date::of(2024 + month / 12, month % 12 + 1, 1));
  for (Week week = 0; week < 60; ++week) {
    const Date day = runs.calendar.date_of(week);
    runs.month_of_week.push_back(static_cast<std::size_t>((day.year() - 2024) * 12 + day.month() - 1));
  }
  runs.hubs = {"MY", "SG"};
  runs.routes = {"sea", "road"};
  runs.groups = {"labs"};
  runs.sources = {"MY", "SG", "lawful_purchase"};
  runs.replicates = 3;
  runs.first_difference = 4;
  const std::size_t months = runs.months.size();
  for (auto* counts : {&runs.before, &runs.after}) {
    counts->leaked.assign(3 * 60 * 3, 0.0);
    counts->by_route.assign(3 * months * 2 * 2, 0.0);
    counts->acquired.assign(3 * months * 3, 0.0);
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t week = 0; week < 60; ++week) {
        const bool changed = counts == &runs.after && week >= 4;
        const double my = 20 + (changed ? 2 : 0);
        const double sg = 10 - (changed ? 4 + static_cast<double>(k) : 0);
        const std::size_t month = runs.month_of_week[week];
        counts->leaked[(k * 60 + week) * 3] = my;
        counts->leaked[(k * 60 + week) * 3 + 1] = sg;
        counts->by_route[((k * months + month) * 2 + 0) * 2 + 1] += my;  // MY by road
        counts->by_route[((k * months + month) * 2 + 1) * 2 + 0] += sg;  // SG by sea
        counts->acquired[(k * months + month) * 3] += my;
        counts->acquired[(k * months + month) * 3 + 1] += sg;
      }
      for (std::size_t month = 1; month < months && counts == &runs.after; ++month)
        counts->acquired[(k * months + month) * 3 + 2] = 1;
    }
  }
  return runs;
}

class TwoHubs : public ::testing::Test {
 protected:
  const PairedRuns runs_ = two_hubs();
  const Displacement found_ = displacement(runs_, {});
};

TEST_F(TwoHubs, TheHubWithTheLargestFallIsTheDefault) {
  ASSERT_TRUE(found_.hub);
  EXPECT_EQ(runs_.hubs[*found_.hub], "SG");
  EXPECT_EQ(found_.from, 4);
}

TEST_F(TwoHubs, DifferencesByPlaceAreOverTheWeeksSinceTheChange) {
  // 56 weeks: 5 fewer by SG in the mean, 2 more by MY.
  const auto& whole = found_.whole;
  EXPECT_EQ(whole.end, 56);
  EXPECT_DOUBLE_EQ(whole.places[0].difference.value, 112);
  EXPECT_DOUBLE_EQ(whole.places[1].difference.value, -280);
  EXPECT_DOUBLE_EQ(whole.places[1].before, 560);
  EXPECT_DOUBLE_EQ(whole.places[2].difference.value, 0);
  EXPECT_DOUBLE_EQ(whole.total.difference.value, -168);
  // Student's interval of -224, -280, -336 at 90 %.
  statistics::Summariser summarise(0.9);
  const auto by_hand = summarise(std::vector<double>{-224, -280, -336});
  EXPECT_DOUBLE_EQ(whole.places[1].difference.low, by_hand.low);
  EXPECT_DOUBLE_EQ(whole.places[1].difference.high, by_hand.high);
}

TEST_F(TwoHubs, WindowsAreHalfYearsAndTheLastIsShort) {
  ASSERT_EQ(found_.windows.size(), 3U);
  EXPECT_EQ(found_.windows[1].first, 26);
  EXPECT_EQ(found_.windows[1].end, 52);
  EXPECT_EQ(found_.windows[2].end, 56);
  EXPECT_DOUBLE_EQ(found_.windows[0].at_hub.difference.value, -130);
  EXPECT_DOUBLE_EQ(found_.windows[2].at_hub.difference.value, -20);
}

TEST_F(TwoHubs, ThePersistingShareIsTheTotalFallOverTheFallAtTheHub) {
  for (const auto& window : found_.windows) {
    EXPECT_NEAR(window.left.value, 3.0 / 5, 1e-12);
    // The resamples have a mean k between 0 and 2: (2 + k) / (4 + k).
    EXPECT_GE(window.left.low, 2.0 / 4 - 1e-12);
    EXPECT_LE(window.left.high, 4.0 / 6 + 1e-12);
    EXPECT_LT(window.left.low, window.left.high);
  }
  EXPECT_NEAR(found_.windows[1].of_first.value, 1, 1e-12);
  EXPECT_TRUE(std::isnan(found_.windows[2].of_first.value)) << "a short window is not set against a whole one";
}

TEST_F(TwoHubs, TheMatrixMatchesLossesToGains) {
  // Lost by SG: 280. Gained by MY: 112, lawfully: 13. The rest, 155, stopped.
  const auto& matrix = found_.matrix;
  EXPECT_NEAR(matrix.at(1, 0).value, 112, 1e-9);
  EXPECT_NEAR(matrix.at(1, 2).value, 13, 1e-9);
  EXPECT_NEAR(matrix.at(1, matrix.rest()).value, 155, 1e-9);
  EXPECT_NEAR(matrix.lost[1].value, 280, 1e-9);
  EXPECT_NEAR(matrix.gained[0].value, 112, 1e-9);
  EXPECT_NEAR(matrix.total_lost.value, 280, 1e-9);
  EXPECT_NEAR(matrix.stopped_share[1].value, 155.0 / 280, 1e-12);
  EXPECT_NEAR(matrix.stopped_share.back().value, 155.0 / 280, 1e-12);
  EXPECT_TRUE(std::isnan(matrix.stopped_share[0].value)) << "MY lost nothing";
  EXPECT_NEAR(found_.acquired.difference.value, -155, 1e-9);
  EXPECT_LE(matrix.at(1, matrix.rest()).low, 155);
  EXPECT_GE(matrix.at(1, matrix.rest()).high, 155);
}

TEST_F(TwoHubs, UnderTheNullOnlyTheHubChanges) {
  // MY and the lawful purchases are equal in every replicate, so under the null all of the hub's loss is stopped.
  EXPECT_NEAR(found_.matrix.by_chance[1 * 4 + 3], 280, 5);
  EXPECT_NEAR(found_.matrix.by_chance[1 * 4 + 0], 0, 1e-9);
  // With MY as the hub, its gain of 112 stands, and SG moves by the mean of three of -56, 0, 56: 280/27 each way in the
  // mean. What SG loses goes to MY, what it gains is new.
  const auto found = displacement(runs_, {.hub = 0});
  EXPECT_NEAR(found.matrix.by_chance[1 * 4 + 0], 280.0 / 27, 1.5);
  EXPECT_NEAR(found.matrix.by_chance[3 * 4 + 1], 280.0 / 27, 1.5);
}

TEST_F(TwoHubs, RoutesShowTheModeOfTransport) {
  EXPECT_DOUBLE_EQ(found_.routes[0][1].difference.value, -280) << "SG by sea";
  EXPECT_DOUBLE_EQ(found_.routes[1][0].difference.value, 112) << "MY by road";
  EXPECT_DOUBLE_EQ(found_.routes[1][2].difference.value, 112) << "all by road";
}

TEST_F(TwoHubs, LagsAreCountedFromTheMonthOfTheChange) {
  ASSERT_EQ(found_.lags.size(), 2U);
  EXPECT_EQ(runs_.sources[found_.lags[0].source], "MY");
  EXPECT_DOUBLE_EQ(found_.lags[0].gain.value, 112);
  // 13 lawful H100e, one a month from February 2024: the seventh makes half of them, in August.
  EXPECT_EQ(runs_.sources[found_.lags[1].source], "lawful_purchase");
  EXPECT_EQ(runs_.months[found_.lags[1].month].iso(), "2024-08-01");
  EXPECT_DOUBLE_EQ(found_.lags[1].months_after.value, 7) << "the week of 29 January belongs to January";
  EXPECT_DOUBLE_EQ(found_.lags[1].months_after.low, 7);
}

TEST_F(TwoHubs, AHubThatDidNotFallHasNoShare) {
  const auto found = displacement(runs_, {.hub = 0});
  EXPECT_EQ(found.hub, 0U);
  EXPECT_FALSE(found.whole.hub_fell);
  EXPECT_TRUE(std::isnan(found.whole.left.value));
}

TEST_F(TwoHubs, ADateCutsWhatCameBefore) {
  const auto found = displacement(runs_, {.from = 34});
  EXPECT_DOUBLE_EQ(found.whole.places[1].difference.value, -5 * 26);
  EXPECT_EQ(found.windows.size(), 1U);
  EXPECT_THROW(displacement(runs_, {.from = 60}), Error);
}

TEST_F(TwoHubs, EqualRunsHaveNoDisplacement) {
  PairedRuns same = two_hubs();
  same.after = same.before;
  same.first_difference = same.calendar.weeks();
  const auto found = displacement(same, {});
  EXPECT_FALSE(found.hub);
  EXPECT_TRUE(found.windows.empty());
  EXPECT_TRUE(found.lags.empty());
  EXPECT_DOUBLE_EQ(found.matrix.total_lost.value, 0);
}

TEST_F(TwoHubs, OneReplicateHasNoIntervals) {
  PairedRuns one = two_hubs();
  one.replicates = 1;
  for (auto* counts : {&one.before, &one.after}) {
    for (auto* table : {&counts->leaked, &counts->by_route, &counts->acquired}) table->resize(table->size() / 3);
  }
  const auto found = displacement(one, {});
  EXPECT_DOUBLE_EQ(found.whole.total.difference.value, -2 * 56);
  EXPECT_TRUE(std::isnan(found.whole.total.difference.low));
  EXPECT_TRUE(std::isnan(found.whole.left.value)) << "nothing can be told from chance";
}

}  // namespace
}  // namespace entrepot::experiment
