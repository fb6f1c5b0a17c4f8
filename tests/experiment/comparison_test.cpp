#include "entrepot/experiment/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "entrepot/core/error.hpp"
#include "entrepot/experiment/precision.hpp"
#include "support/baseline.hpp"

namespace entrepot::experiment {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// ---- effects -------------------------------------------------------------------------------------------------------

TEST(PairedEffects, UseOnlyPairsWithoutMissingValues) {
  const std::vector<double> a{1, 2, none, 4, 7};
  const std::vector<double> b{0, 2, 5, 2, none};
  const auto effect = paired_effect(a, b, 0.9);
  EXPECT_EQ(effect.pairs, 3U);
  EXPECT_DOUBLE_EQ(effect.reference.mean, 7.0 / 3);
  EXPECT_DOUBLE_EQ(effect.difference.mean, -1);
  EXPECT_DOUBLE_EQ(effect.difference.sd, 1);
  EXPECT_FALSE(effect.exactly_zero);
}

TEST(PairedEffects, TheVarianceRatioMeasuresTheGainOfPairing) {
  // var a = 1, var b = 4 (1, 3, 5), differences 0, 1, 2 with variance 1: 1 / (1 + 4).
  EXPECT_DOUBLE_EQ(paired_effect(std::vector<double>{1, 2, 3}, std::vector<double>{1, 3, 5}, 0.9).variance_ratio, 0.2);
  // Against each other: differences -2, 0, 2 with variance 4 over 1 + 1.
  EXPECT_DOUBLE_EQ(paired_effect(std::vector<double>{1, 2, 3}, std::vector<double>{3, 2, 1}, 0.9).variance_ratio, 2);
  EXPECT_TRUE(std::isnan(paired_effect(std::vector<double>{1, 1}, std::vector<double>{2, 2}, 0.9).variance_ratio));
}

TEST(PairedEffects, TiesCountHalf) {
  const auto effect = paired_effect(std::vector<double>{5, 5, 5, 5}, std::vector<double>{4, 5, 5, 6}, 0.9);
  EXPECT_DOUBLE_EQ(effect.lower.value, 0.5);
  const auto equal = paired_effect(std::vector<double>{5, 6}, std::vector<double>{5, 6}, 0.9);
  EXPECT_TRUE(equal.exactly_zero);
  EXPECT_DOUBLE_EQ(equal.lower.value, 0.5);
}

TEST(UnpairedEffects, HaveWelchsInterval) {
  // Variances of the means: 1 and 4/3. Degrees of freedom: (7/3)^2 / (1/1 + (4/3)^2/2) = 2.882; t = 2.393 at 95%.
  const auto effect = unpaired_effect(std::vector<double>{0, 2}, std::vector<double>{3, none, 5, 7}, 0.9);
  EXPECT_EQ(effect.pairs, 2U);
  EXPECT_DOUBLE_EQ(effect.difference.mean, 4);
  EXPECT_NEAR(effect.difference.high, 4 + 3.655435759905637, 1e-9);
  EXPECT_NEAR(effect.difference.low, 4 - 3.655435759905637, 1e-9);
  EXPECT_TRUE(std::isnan(effect.variance_ratio));
  EXPECT_TRUE(std::isnan(effect.lower.value));
}

TEST(UnpairedEffects, OfConstantsHaveNoWidthAndOfOneValueNone) {
  EXPECT_DOUBLE_EQ(unpaired_effect(std::vector<double>{1, 1}, std::vector<double>{3, 3}, 0.9).difference.low, 2);
  EXPECT_TRUE(std::isnan(unpaired_effect(std::vector<double>{1}, std::vector<double>{3, 5}, 0.9).difference.low));
}

TEST(WelchIntervals, FollowFromTheIntervalsOfTheTwoMeans) {
  const std::vector<double> a{0, 2};
  const std::vector<double> b{3, 5, 7};
  // Different levels: each mean's interval gives its standard error.
  const auto of = [](const std::vector<double>& values, double confidence) {
    const auto found = statistics::Summariser(confidence)(values);
    return mean_with_interval({found.mean, found.low, found.high}, values.size(), confidence);
  };
  EXPECT_NEAR(of(a, 0.9).variance, 1, 1e-12);
  EXPECT_NEAR(of(b, 0.8).variance, 4.0 / 3, 1e-12);
  const auto difference = welch_interval(of(a, 0.9), of(b, 0.8), 0.9);
  const auto expected = unpaired_effect(a, b, 0.9).difference;
  EXPECT_DOUBLE_EQ(difference.value, expected.mean);
  EXPECT_NEAR(difference.low, expected.low, 1e-9);
  EXPECT_NEAR(difference.high, expected.high, 1e-9);
  EXPECT_TRUE(std::isnan(welch_interval(of(a, 0.9), of({1}, 0.9), 0.9).low)) << "one value has no variance";
  EXPECT_TRUE(std::isnan(welch_interval(of(a, 0.9), {none, none, 0}, 0.9).value));
}

TEST(WilsonIntervals, MatchPublishedValues) {
  // 8 of 10 at 95%: 0.4902 to 0.9433 (e.g. Newcombe 1998, method 3).
  const auto found = wilson_interval(8, 10, 0.95);
  EXPECT_DOUBLE_EQ(found.value, 0.8);
  EXPECT_NEAR(found.low, 0.4902, 5e-5);
  EXPECT_NEAR(found.high, 0.9433, 5e-5);
  // None of 10: 0 to z^2 / (n + z^2).
  const double z = 1.959963984540054;
  EXPECT_DOUBLE_EQ(wilson_interval(0, 10, 0.95).low, 0);
  EXPECT_NEAR(wilson_interval(0, 10, 0.95).high, z * z / (10 + z * z), 1e-12);
  for (std::size_t n = 1; n < 200; ++n) {
    EXPECT_EQ(wilson_interval(0, n, 0.9).low, 0) << n;
    EXPECT_EQ(wilson_interval(static_cast<double>(n), n, 0.9).high, 1) << n;
  }
  EXPECT_TRUE(std::isnan(wilson_interval(0, 0, 0.95).value));
}

// ---- measures ------------------------------------------------------------------------------------------------------

results::Dimension axis(const std::string& name, std::vector<std::string> labels) {
  return {name, name, "1", "", std::move(labels)};
}

TEST(Measures, AddUpTheCellsOfTheirLabels) {
  const std::vector<results::Dimension> axes{{"fiscal_year", "", "1", "", std::vector<std::int64_t>{2023, 2024}},
                                             axis("vendor", {"amd", "nvidia"})};
  const std::vector<double> values{1, 10, 2, 20};
  const auto value = [&](const std::string& text) {
    const auto measure = parse_measure(text);
    return value_of(measure, cells_of(measure, axes), values);
  };
  EXPECT_EQ(value("vendor_fiscal_revenue"), 33);
  EXPECT_EQ(value("vendor_fiscal_revenue[nvidia]"), 30);
  EXPECT_EQ(value("vendor_fiscal_revenue[2023]"), 11);
  EXPECT_EQ(value("vendor_fiscal_revenue[nvidia/2024]"), 20);
  EXPECT_THROW(value("vendor_fiscal_revenue[intel]"), Error);
}

TEST(Measures, LevelsAreMeansAndRatiosOneCell) {
  const std::vector<results::Dimension> weeks{{"week", "", "days", "", std::vector<std::int64_t>{0, 7}}};
  const auto stock = parse_measure("restricted_stock");
  EXPECT_EQ(value_of(stock, cells_of(stock, weeks), std::vector<double>{10, 30}), 20);
  EXPECT_THROW(cells_of(parse_measure("grey_premium"), weeks), Error);
  const std::vector<results::Dimension> hubs{axis("hub", {"MY", "SG"})};
  EXPECT_EQ(cells_of(parse_measure("hub_leak_share[SG]"), hubs), std::vector<std::size_t>{1});
}

TEST(Measures, OfNoOutputAreRefusedWithTheNearestName) {
  try {
    parse_measure("leakage_rat");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    EXPECT_THAT(error.what(), ::testing::HasSubstr("did you mean 'leakage_rate'?"));
  }
  EXPECT_THROW(parse_measure("leakage_rate["), Error);
  EXPECT_THROW(parse_measure("leakage_rate[]"), Error);
}

// ---- precision -----------------------------------------------------------------------------------------------------

TEST(PrecisionTargets, AreRead) {
  const auto target = parse_target("hub_leak_share[SG]:rel=0.05");
  EXPECT_EQ(target.measure.text, "hub_leak_share[SG]");
  EXPECT_TRUE(target.relative);
  EXPECT_EQ(target.half_width, 0.05);
  EXPECT_FALSE(parse_target("leaked_units:abs=1e2").relative);
  for (const char* bad : {"leakage_rate", "leakage_rate:0.05", "leakage_rate:rel=", "leakage_rate:rel=0",
                          "leakage_rate:abs=-1", "leakage_rate:rel=5%", "leakage_rate:abs=nan", ":abs=1"})
    EXPECT_THROW(parse_target(bad), Error) << bad;
}

TEST(PrecisionTargets, AreMetByHalfTheInterval) {
  const statistics::Statistics mean_10{.mean = -10, .low = -12, .high = -8};
  EXPECT_TRUE(precise(parse_target("leaked_units:abs=2"), mean_10));
  EXPECT_FALSE(precise(parse_target("leaked_units:abs=1.9"), mean_10));
  EXPECT_TRUE(precise(parse_target("leaked_units:rel=0.2"), mean_10));
  EXPECT_FALSE(precise(parse_target("leaked_units:rel=0.19"), mean_10));
  EXPECT_FALSE(precise(parse_target("leaked_units:abs=2"), statistics::Statistics{.mean = 1}));
}

TEST(PrecisionMonitor, WantAllTargets) {
  PrecisionMonitor none_asked({}, 0.9);
  EXPECT_FALSE(none_asked.enough());
  PrecisionMonitor watch({parse_target("leaked_units:abs=1"), parse_target("seized_units:abs=1")}, 0.9);
  for (int r = 0; r < 16; ++r) watch.add(std::vector<double>{1, r % 2 * 100.0});
  EXPECT_FALSE(watch.enough());
  PrecisionMonitor calm({parse_target("leaked_units:abs=1"), parse_target("seized_units:abs=1")}, 0.9);
  for (int r = 0; r < 16; ++r) calm.add(std::vector<double>{1, 2});
  EXPECT_TRUE(calm.enough());
}

// ---- runs ----------------------------------------------------------------------------------------------------------

TEST(SideBySideRuns, DoNotDependOnTheThreads) {
  const auto a = testing::small_baseline_with({"calendar.end=2023-03-31"});
  const auto b = testing::small_baseline_with({"calendar.end=2023-03-31", "enforcement.investigators=900"});
  std::vector<SideBySide> all;
  for (const unsigned threads : {1U, 3U}) {
    auto& found = all.emplace_back();
    found.runs = {{"a", "a", ""}, {"b", "b", ""}};
    found.measures = {parse_measure("leaked_units"), parse_measure("produced")};
    found.confidence = 0.9;
    const std::vector<Contender> contenders{{&a->setting, nullptr}, {&b->setting, nullptr}};
    const auto outcome = run_side_by_side(
        contenders, {.replicates = 40, .threads = threads, .enough = [](const SideBySide&) { return true; }}, found);
    EXPECT_TRUE(outcome.enough);
    EXPECT_FALSE(outcome.stopped);
    EXPECT_EQ(found.replicates.size(), precision_batch);
  }
  EXPECT_EQ(all[0].values, all[1].values);
}

TEST(SideBySideRuns, NeedCommonRandomNumbers) {
  const auto a = testing::small_baseline_with({"calendar.end=2023-03-31"});
  const auto b = testing::small_baseline_with({"calendar.end=2023-03-31", "run.seed=4"});
  SideBySide found;
  found.runs = {{"a", "a", ""}, {"b", "b", ""}};
  const std::vector<Contender> contenders{{&a->setting, nullptr}, {&b->setting, nullptr}};
  EXPECT_THROW(run_side_by_side(contenders, {}, found), Error);
}

}  // namespace
}  // namespace entrepot::experiment
