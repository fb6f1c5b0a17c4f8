// Calibration files: statements that override each other or have no effect.

#include "entrepot/calibration/spec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/errors.hpp"
#include "support/files.hpp"

namespace entrepot::calibration {
namespace {

using ::testing::HasSubstr;

/// Messages for a file with a parameter, a target and these lines.
std::string refusal_of(const std::string& lines, const std::string& parameters = "{a.b: {uniform: [0, 1]}}",
                       const std::string& targets = "{sold: {of: [sold], observed: 5, error: 0.1}}") {
  const testing::TemporaryDirectory folder;
  const std::string text =
      "scenario: base.yaml\nparameters: " + parameters + "\ntargets: " + targets + "\n" + lines + "\n";
  return testing::error_of([&] { (void)read_calibration_text(text, folder / "fit.yaml"); });
}

std::string refusal_of_parameters(const std::string& parameters) { return refusal_of("", parameters); }
std::string refusal_of_targets(const std::string& targets) { return refusal_of("", "{a: {uniform: [0, 1]}}", targets); }

TEST(CalibrationFile, IsReadIfItsStatementsAreValid) {
  EXPECT_EQ(refusal_of(""), "");
  EXPECT_EQ(refusal_of("set: {c.d: 1}\nmethod: {}\nforecasts: {}"), "");
  EXPECT_EQ(refusal_of("set: {a.b: 1}", "{a.b: {scales: true, uniform: [0, 1]}}"), "");
  EXPECT_EQ(refusal_of("", "{a.b: {scales: true, from: 2024-01-01, uniform: [0, 1]}}"), "");
}

TEST(CalibrationFile, AParameterDoesNotReplaceWhatIsSet) {
  EXPECT_THAT(
      refusal_of("set: {a.b: 1}"),
      HasSubstr(
          "fit.yaml:2:19: error: parameters.a.b: replaces 'a.b' in every run, although 'set' gives it a value ("));
  EXPECT_THAT(refusal_of("set: {a: {b: 1}}"),
              HasSubstr("replaces 'a.b' in every run, although 'set' gives it a value ("));
  EXPECT_THAT(refusal_of("set: {a.b.c: 1}"),
              HasSubstr("replaces 'a.b.c' in every run, although 'set' gives it a value ("));
  EXPECT_THAT(refusal_of("set: {c: {d: 1}, c.d: 2}"), HasSubstr("set: 'c.d' replaces 'c.d', which is set at "));
}

TEST(CalibrationFile, NothingIsVariedTwice) {
  EXPECT_THAT(refusal_of_parameters("{x: {path: a, uniform: [0, 1]}, y: {path: a, uniform: [0, 1]}}"),
              HasSubstr("parameters.y: 'a' is varied twice: also by parameters.x at "));
  EXPECT_THAT(refusal_of_parameters("{x: {path: a, uniform: [0, 1]}, a.b: {uniform: [0, 1]}}"),
              HasSubstr("'a.b' and 'a' overlap"));
  EXPECT_THAT(refusal_of_parameters("{x: {paths: [a, a.b], uniform: [0, 1]}}"), HasSubstr("'a.b' and 'a' overlap"));
}

TEST(CalibrationFile, RejectsStatementsWithoutEffect) {
  EXPECT_THAT(refusal_of_parameters("{run.replicates: {integer: [1, 5]}}"), HasSubstr("run.replicates has no effect"));
  EXPECT_THAT(refusal_of_parameters("{run.seed: {integer: [1, 5]}}"), HasSubstr("run.seed selects random numbers"));
  EXPECT_THAT(refusal_of("set: {run.replicates: 5}"), HasSubstr("run.replicates has no effect in a calibration"));
  EXPECT_THAT(refusal_of_parameters("{a: {uniform: [0, 1], loadings: {b: 0.5}}}"),
              HasSubstr("parameters.a.loadings: the priors of a calibration are independent; remove it"));
  EXPECT_THAT(refusal_of_parameters("{a: {uniform: [0, 1], evidence: no_such_row}}"),
              HasSubstr("parameters.a.evidence: no evidence 'no_such_row'"));
  EXPECT_THAT(refusal_of_parameters("{a: {uniform: [0, 1], group: b}}"),
              HasSubstr("parameters.a.group: a calibration does not use groups"));
  EXPECT_THAT(refusal_of_parameters("{a: {uniform: [1, 1]}}"), HasSubstr("the bounds are equal"));
  EXPECT_THAT(refusal_of_targets("{x: {of: [sold], over: [sold], observed: 1, error: 0.1}}"),
              HasSubstr("targets.x.over: the same as 'of', so the share is always 1"));
}

TEST(CalibrationFile, NothingIsComparedTwice) {
  EXPECT_THAT(
      refusal_of_targets("{x: {of: [sold], observed: 1, error: 0.1}, y: {of: [sold], observed: 2, error: 0.1}}"),
      HasSubstr("targets.y: compares the same quantity as targets.x ("));
  EXPECT_THAT(refusal_of("forecasts: {later: {of: [sold], observed: 1, error: 0.1}}"),
              HasSubstr("forecasts.later: compares the same quantity as targets.sold ("));
  EXPECT_THAT(refusal_of_targets("{x: {of: [sold, leaked_units], observed: 1, error: 0.1}, "
                                 "y: {of: [leaked_units, sold], observed: 1, error: 0.1}}"),
              HasSubstr("targets.y: compares the same quantity as targets.x ("));
  EXPECT_EQ(refusal_of_targets("{x: {of: [sold], until: 2023-12-31, observed: 1, error: 0.1}, "
                               "y: {of: [sold], from: 2024-01-01, observed: 1, error: 0.1}}"),
            "");
}

TEST(CalibrationFile, DatesOfATargetAreInOrder) {
  EXPECT_THAT(refusal_of_targets("{x: {of: [sold], from: 2024-01-01, until: 2023-01-01, observed: 1, error: 0.1}}"),
              HasSubstr("targets.x.until: 2023-01-01 is before 'from', 2024-01-01"));
}

TEST(CalibrationFile, AnEmptyValueIsAnError) {
  for (const char* key : {"set", "method", "forecasts"}) {
    EXPECT_THAT(refusal_of(std::string(key) + ":"), HasSubstr("error: " + std::string(key) + ": the value is empty"));
  }
  EXPECT_THAT(refusal_of_parameters("  # a: {uniform: [0, 1]}"), HasSubstr("parameters: the value is empty"));
  EXPECT_THAT(refusal_of_targets(""), HasSubstr("targets: the value is empty"));
  EXPECT_THAT(refusal_of_parameters("{a: }"), HasSubstr("parameters.a: the value is empty"));
  EXPECT_THAT(refusal_of_targets("{x: }"), HasSubstr("targets.x: the value is empty"));
}

}  // namespace
}  // namespace entrepot::calibration
