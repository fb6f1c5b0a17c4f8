#include "entrepot/experiment/few_units.hpp"

#include <gtest/gtest.h>

namespace entrepot::experiment {
namespace {

TEST(FewUnits, TheWarningGivesTheNumberAndTheMinimum) {
  const auto text = few_units_warning(8, "blocks", Estimate::ratio);
  EXPECT_NE(text.find("Too few blocks (8; "), std::string::npos) << text;
  EXPECT_NE(text.find("or more are needed)"), std::string::npos) << text;
  EXPECT_NE(text.find("In trials, 90% intervals from 8 blocks"), std::string::npos) << text;
}

TEST(FewUnits, ThereIsNoWarningFromTheMinimumOn) {
  for (const auto estimate : {Estimate::mean, Estimate::student, Estimate::ratio, Estimate::tail, Estimate::box}) {
    EXPECT_FALSE(few_units_warning(fewest_units(estimate) - 1, "units", estimate).empty());
    EXPECT_TRUE(few_units_warning(fewest_units(estimate), "units", estimate).empty());
  }
}

TEST(FewUnits, ThereIsNoWarningWithoutAnInterval) {
  EXPECT_TRUE(few_units_warning(1, "replicates", Estimate::mean).empty());
  // A tail of less than two runs has an interval all the same.
  EXPECT_FALSE(few_units_warning(1, "runs in the worst 10%", Estimate::tail).empty());
  EXPECT_FALSE(few_units_warning(0, "runs in the worst 10%", Estimate::tail).empty());
}

TEST(FewUnits, TrialsAreThoseOfTheNearestNumberBelow) {
  const auto text = few_units_warning(fewest_units(Estimate::ratio) - 1, "blocks", Estimate::ratio);
  EXPECT_NE(text.find("from 256 blocks"), std::string::npos) << text;
}

}  // namespace
}  // namespace entrepot::experiment
