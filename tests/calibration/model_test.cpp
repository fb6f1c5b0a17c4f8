#include "entrepot/calibration/model.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "entrepot/calibration/spec.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"
#include "support/files.hpp"
#include "support/small_scenario.hpp"

namespace entrepot::calibration {
namespace {

Quantity quantity(std::vector<std::string> of, std::vector<std::string> over = {}, const char* from = nullptr,
                  const char* until = nullptr) {
  Quantity made;
  made.name = "asked";
  made.of = std::move(of);
  made.over = std::move(over);
  if (from != nullptr) made.from = *Date::parse(from);
  if (until != nullptr) made.until = *Date::parse(until);
  return made;
}

class PublicationsOfSmallWorld : public ::testing::Test {
 protected:
  [[nodiscard]] double of(const Quantity& asked) const {
    return Publications(setting_, std::vector{asked})(record_).front();
  }

  scenario::Scenario scenario_ = testing::small_scenario("", {"observation.disclosure_share=0"});
  model::Setting setting_{scenario_};
  model::Record record_ = model::simulate(setting_, 0);
};

TEST_F(PublicationsOfSmallWorld, PartsAddUpToTheWhole) {
  double parts = 0;
  for (const auto* place : {"SG", "US"})  // nobody is billed elsewhere
    parts += of(quantity({std::string("observed_billing[acme/") + place + "]"}));
  EXPECT_GT(parts, 0);
  EXPECT_DOUBLE_EQ(of(quantity({"observed_billing[acme]"})), parts);
}

TEST_F(PublicationsOfSmallWorld, SharesAreOfTheOtherSum) {
  const double share = of(quantity({"observed_billing[acme/US]"}, {"observed_billing[acme]"}));
  EXPECT_DOUBLE_EQ(share, of(quantity({"observed_billing[acme/US]"})) / of(quantity({"observed_billing[acme]"})));
  EXPECT_DOUBLE_EQ(of(quantity({"observed_billing[acme]"}, {"observed_billing[acme]"})), 1);
}

TEST_F(PublicationsOfSmallWorld, APlaceThatTheTableDoesNotNameHasNoShare) {
  EXPECT_TRUE(std::isnan(of(quantity({"observed_billing[acme/CN]"}))));
  EXPECT_EQ(of(quantity({"observed_billing[acme/CN]"}, {"observed_billing[acme]"})), 0);
}

TEST_F(PublicationsOfSmallWorld, DatesSelectExactlyTheirMonths) {
  const double first = of(quantity({"observed_billing[acme]"}, {}, nullptr, "2023-12-31"));
  const double second = of(quantity({"observed_billing[acme]"}, {}, "2024-01-01"));
  EXPECT_GT(first, 0);
  EXPECT_GT(second, 0);
  EXPECT_DOUBLE_EQ(first + second, of(quantity({"observed_billing[acme]"})));
}

TEST_F(PublicationsOfSmallWorld, UnpublishedSumsAreNotZero) {
  // No quarter ends in this month, so its row has no table.
  EXPECT_TRUE(std::isnan(of(quantity({"observed_billing[acme]"}, {}, "2023-02-01", "2023-02-28"))));
}

TEST_F(PublicationsOfSmallWorld, RejectsLabelsMissingInTheScenario) {
  EXPECT_THROW((void)of(quantity({"observed_billing[nobody]"})), Error);
  EXPECT_THROW((void)of(quantity({"leaked_units"}, {}, "2023-02-01")), Error) << "no output by month";
  EXPECT_THROW((void)of(quantity({"observed_billing[acme]"}, {}, "2022-02-01")), Error) << "before the run";
}

constexpr const char* calibration = R"yaml(
scenario: small.yaml
parameters:
  supply: {path: lines.acme_fab.capacity, scales: true, loguniform: [0.5, 2]}
targets:
  all: {of: ["observed_billing[acme]"], observed: 100, error: 0.03, discrepancy: 0.04}
  half: {of: ["observed_billing[acme/US]"], over: ["observed_billing[acme]"], observed: 0.5, error: 0.2}
forecasts:
  later: {of: ["observed_billing[acme/US]"], observed: 1, error: 1}
)yaml";

TEST(CalibrationModel, DistanceIsInStandardDeviationsAndExcludesForecasts) {
  const testing::TemporaryDirectory folder;
  testing::write_bytes(folder / "small.yaml", testing::small_world());
  const auto spec = read_calibration_text(calibration, folder / "cal.yaml");
  EXPECT_DOUBLE_EQ(spec.targets.front().sd(), 5);
  const Model model(spec);
  EXPECT_DOUBLE_EQ(model.distance(std::vector<double>{100, 0.5, 1e9}), 0);
  EXPECT_DOUBLE_EQ(model.distance(std::vector<double>{110, 0.5, 1e9}), std::sqrt(2));  // 2 deviations, of two targets
  EXPECT_DOUBLE_EQ(model.distance(std::vector<double>{95, 0.6, 1e9}), 1);
}

TEST(CalibrationModel, CandidatesUseIndependentRandomNumbers) {
  const testing::TemporaryDirectory folder;
  testing::write_bytes(folder / "small.yaml", testing::small_world());
  const auto spec = read_calibration_text(calibration, folder / "cal.yaml");
  const Model model(spec);
  const std::vector<double> middle{0.5};
  EXPECT_EQ(model.simulate(middle, 3), model.simulate(middle, 3));
  EXPECT_NE(model.simulate(middle, 3), model.simulate(middle, 4));
}

TEST(CalibrationFile, ReportsAllErrorsTogether) {
  try {
    (void)read_calibration_text("scenario: small.yaml\nmethod: {populations: 3}\ntargets:\n  x: {of: [nothing]}\n",
                                "cal.yaml");
    FAIL() << "it was taken";
  } catch (const scenario::ScenarioError& error) {
    const std::string all = error.what();
    for (const auto* part : {"cal.yaml:2:", "cal.yaml:4:", "populations", "observed", "no output 'nothing'",
                             "a calibration needs parameters"})
      EXPECT_NE(all.find(part), std::string::npos) << part << " is not in\n" << all;
  }
}

}  // namespace
}  // namespace entrepot::calibration
