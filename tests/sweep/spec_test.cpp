// Sweep files: notations of factors, and error messages.

#include "entrepot/sweep/spec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "support/errors.hpp"
#include "support/files.hpp"

namespace entrepot::sweep {
namespace {

using ::testing::AllOf;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

SweepSpec read(const std::string& text) {
  const testing::TemporaryDirectory folder;
  return read_spec_text("scenario: base.yaml\n" + text, folder / "sweep.yaml");
}

/// The parameter x, written so, of a design of random points.
Factor parameter(const std::string& written) {
  return read("design: {kind: lhs, points: 8}\nparameters: {x: " + written + "}").parameters.at(0);
}

Factor lever(const std::string& written) { return read("levers: {x: " + written + "}").levers.at(0); }

std::string refusal_of(const std::string& text) {
  return testing::error_of([&] { read(text); });
}

std::string refusal_of_parameter(const std::string& written) {
  return testing::error_of([&] { parameter(written); });
}

std::string refusal_of_lever(const std::string& written) {
  return testing::error_of([&] { lever(written); });
}

std::vector<double> quartiles(const Factor& factor) {
  return {factor.value_at(0.25), factor.value_at(0.5), factor.value_at(0.75)};
}

// ---- distributions: quantiles by hand -------------------------------------------------------------------------------

TEST(SweepFactor, IsUniformOrLoguniform) {
  EXPECT_THAT(quartiles(parameter("{uniform: [1, 3]}")), ElementsAre(1.5, 2, 2.5));
  EXPECT_THAT(quartiles(parameter("{loguniform: [1, 16]}")),
              ElementsAre(DoubleNear(2, 1e-12), DoubleNear(4, 1e-12), DoubleNear(8, 1e-12)));
}

TEST(SweepFactor, IsTriangular) {
  EXPECT_DOUBLE_EQ(parameter("{triangular: [0, 1, 2]}").value_at(0.125), 0.5);
  EXPECT_DOUBLE_EQ(parameter("{triangular: [0, 1, 2]}").value_at(0.5), 1);
}

TEST(SweepFactor, IsNormalOrLognormal) {
  const double one_sd = 0.8413447460685429;
  EXPECT_NEAR(parameter("{normal: {mean: 3, sd: 2}}").value_at(one_sd), 5, 1e-12);
  EXPECT_NEAR(parameter("{lognormal: {median: 2, sigma: 1}}").value_at(one_sd), 2 * std::exp(1), 1e-11);
}

TEST(SweepFactor, IsExponential) {
  EXPECT_NEAR(parameter("{exponential: {mean: 2}}").value_at(1 - std::exp(-1)), 2, 1e-12);
}

TEST(SweepFactor, IsBetaOnTheUnitIntervalOrAnother) {
  // Mean one half and concentration 2 are the uniform.
  EXPECT_NEAR(parameter("{beta: {mean: 0.5, concentration: 2}}").value_at(0.25), 0.25, 1e-12);
  EXPECT_NEAR(parameter("{beta: {mean: 15, concentration: 2, low: 10, high: 20}}").value_at(0.25), 12.5, 1e-11);
}

TEST(SweepFactor, IsTruncatedAndRescaled) {
  const auto half = parameter("{normal: {mean: 3, sd: 2, low: 3}}");
  EXPECT_NEAR(half.value_at(0), 3, 1e-12);
  EXPECT_NEAR(half.value_at(2 * 0.8413447460685429 - 1), 5, 1e-9);
  EXPECT_NEAR(parameter("{exponential: {mean: 2, high: 4}}").value_at(1), 4, 1e-9);
  EXPECT_LE(parameter("{lognormal: {median: 2, sigma: 1, low: 1, high: 3}}").value_at(0.999), 3);
}

TEST(SweepFactor, IsAnIntegerOrADate) {
  const auto whole = parameter("{integer: [1, 4]}");
  EXPECT_EQ(whole.kind, FactorKind::integer);
  EXPECT_THAT(quartiles(whole), ElementsAre(2, 3, 4));
  EXPECT_EQ(whole.text(3), "3");
  const auto day = parameter("{dates: [2024-01-01, 2024-01-04]}");
  EXPECT_EQ(day.kind, FactorKind::date);
  EXPECT_EQ(day.text(day.value_at(0.25)), "2024-01-02");
}

// ---- levels ---------------------------------------------------------------------------------------------------------

TEST(SweepFactor, HasTheLevelsThatAreListed) {
  EXPECT_THAT(lever("[1, 2, 4]").levels, ElementsAre(1, 2, 4));
  EXPECT_THAT(lever("{values: [0.5, 1e3]}").levels, ElementsAre(0.5, 1000));
  const auto days = lever("[2024-01-01, 2025-06-30]");
  EXPECT_EQ(days.kind, FactorKind::date);
  EXPECT_EQ(days.text(days.levels.at(1)), "2025-06-30");
}

TEST(SweepFactor, HasCategoriesOfAnyForm) {
  for (const char* written : {"[bayesian, {fading: 3}]", "{categories: [bayesian, {fading: 3}]}"}) {
    const auto factor = lever(written);
    EXPECT_EQ(factor.kind, FactorKind::category);
    EXPECT_EQ(factor.text(0), "bayesian");
    EXPECT_EQ(factor.text(1), "{fading: 3}");
    EXPECT_EQ(factor.changes(1).at(0).value.find("fading")->text, "3");
  }
}

TEST(SweepFactor, TakesAllNamesOfAParameter) {
  const auto factor = lever("{path: model.targeting, categories: all}");
  EXPECT_EQ(factor.kind, FactorKind::category);
  ASSERT_EQ(factor.levels.size(), 3U);
  EXPECT_EQ(factor.text(0), "learning");
  EXPECT_EQ(factor.text(1), "exogenous");
  EXPECT_EQ(factor.changes(1).at(0).value.text, "exogenous");
}

TEST(SweepFactor, StepsAreAtEqualDistances) {
  EXPECT_THAT(lever("{uniform: [0, 1], steps: 3}").levels, ElementsAre(0, 0.5, 1));
  EXPECT_THAT(lever("{loguniform: [1, 100], steps: 3}").levels, ElementsAre(1, DoubleNear(10, 1e-12), 100));
  EXPECT_THAT(lever("{integer: [1, 4], steps: 3}").levels, ElementsAre(1, 3, 4));
  EXPECT_THAT(lever("{integer: [1, 2], steps: 2}").levels, ElementsAre(1, 2));
}

// ---- what it sets ---------------------------------------------------------------------------------------------------

TEST(SweepFactor, SetsItsPathsOrScalesThem) {
  const auto plain = parameter("{uniform: [1, 3]}").changes(1.5);
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(plain[0].path, "x");
  EXPECT_EQ(plain[0].value.text, "1.5");
  EXPECT_FALSE(plain[0].scales);
  const auto both = parameter("{paths: [a.b, c.d], scales: true, uniform: [1, 3]}").changes(2);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].path, "c.d");
  EXPECT_TRUE(both[0].scales && both[1].scales);
}

TEST(SweepFactor, ScalesAPathFromADate) {
  const auto factor = parameter("{scales: true, from: 2026-10-31, lognormal: {median: 1, sigma: 0.3}}");
  ASSERT_TRUE(factor.changes(1.5).at(0).from.has_value());
  EXPECT_EQ(factor.changes(1.5).at(0).from->date.iso(), "2026-10-31");
  EXPECT_EQ(factor.form, "lognormal: {median: 1, sigma: 0.3}, from: 2026-10-31");
}

TEST(SweepFactor, LoadsOnCommonFactors) {
  const auto factor = parameter("{uniform: [1, 3], loadings: {appetite: 0.85, packaging: -0.1}}");
  ASSERT_EQ(factor.loadings.size(), 2U);
  EXPECT_EQ(factor.loadings[1].common_factor, "packaging");
  EXPECT_EQ(factor.loadings[1].value, -0.1);
  EXPECT_EQ(factor.form, "uniform: [1, 3], loadings: {appetite: 0.85, packaging: -0.1}");
  EXPECT_EQ(parameter("{uniform: [1, 3], loadings: {a: 0.6, b: 0.8}}").loadings.size(), 2U);
}

TEST(SweepFactor, RecordsTheSourceOfItsRange) {
  const auto factor = parameter("{uniform: [1, 3], source: a guess, grade: C, group: prices}");
  EXPECT_EQ(factor.source, "a guess");
  EXPECT_EQ(factor.grade, "C");
  EXPECT_EQ(factor.group, "prices");
  EXPECT_EQ(factor.form, "uniform: [1, 3]");
}

// ---- what is refused, and where -------------------------------------------------------------------------------------

struct Refused {
  const char* written;
  const char* why;
};
void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.written; }

class SweepParameter : public ::testing::TestWithParam<Refused> {};

TEST_P(SweepParameter, IsRefusedAtItsPlace) {
  EXPECT_THAT(refusal_of_parameter(GetParam().written), AllOf(HasSubstr(GetParam().why), HasSubstr("sweep.yaml:3:")));
}

INSTANTIATE_TEST_SUITE_P(
    Forms, SweepParameter,
    ::testing::Values(
        Refused{"7", "expected a map with a distribution, or a list of values"},
        Refused{"{source: a guess}", "expected one of uniform, loguniform"},
        Refused{"{uniform: [1, 3], normal: {mean: 1, sd: 1}}", "expected one form, found uniform and normal"},
        Refused{"{unifrom: [1, 3]}", "uniform"}, Refused{"{uniform: 3}", "expected [lowest, highest]"},
        Refused{"{uniform: [1]}", "expected [lowest, highest]"},
        Refused{"{uniform: [3, 1]}", "expected [lowest, highest], lowest first"},
        Refused{"{uniform: [1, 1]}", "the bounds are equal, so nothing varies; fix the value with 'set'"},
        Refused{"{uniform: [1, 1.0]}", "the bounds are equal"}, Refused{"{loguniform: [2, 2]}", "the bounds are equal"},
        Refused{"{triangular: [1, 1, 1]}", "the bounds are equal"},
        Refused{"{integer: [3, 3]}", "the bounds are equal"},
        Refused{"{dates: [2024-01-01, 2024-01-01]}", "the bounds are equal"},
        Refused{"{integer: [1, 2], steps: 9}", "9 steps, but the range has only 2 integers"},
        Refused{"{dates: [2024-01-01, 2024-01-03], steps: 5}", "5 steps, but the range has only 3 days"},
        Refused{"{uniform: [1, many]}", "many"}, Refused{"{loguniform: [0, 1]}", "a logarithm needs positive values"},
        Refused{"{triangular: [0, 2]}", "expected [lowest, most likely, highest]"},
        Refused{"{normal: [1, 2]}", "expected a map with mean and sd"},
        Refused{"{normal: {mean: 1}}", "'sd' is missing"}, Refused{"{normal: {mean: 1, sd: 0}}", "sd must be above 0"},
        Refused{"{normal: {mean: 0, sd: 1, low: 9, high: 8}}", "high must be over low"},
        Refused{"{exponential: {mean: -1}}", "the mean must be above 0"},
        Refused{"{beta: {mean: 2, concentration: 4}}", "the mean must be between low and high"},
        Refused{"{integer: [0.5, 3]}", "integers"}, Refused{"{dates: [2024-01-01, soon]}", "soon"},
        Refused{"{values: [1]}", "expected a list of at least two values"},
        Refused{"{values: [1, 1]}", "'1' is in the list twice; the first is at "},
        Refused{"{values: [1, 1.0]}", "'1.0' is in the list twice; the first, '1', is at "},
        Refused{"[200, 2e2]", "'2e2' is in the list twice"},
        Refused{"{values: [2024-01-01, 2024-01-01]}", "'2024-01-01' is in the list twice"},
        Refused{"{categories: [bayesian, bayesian]}", "'bayesian' is in the list twice"},
        Refused{"{categories: [a, \"a\"]}", "'a' is in the list twice"},
        Refused{"{categories: [1, 1.0, a]}", "'1.0' is in the list twice; the first, '1', is at "},
        Refused{"{categories: [{x: 1, y: 2}, {y: 2, x: 1.0}]}", "is in the list twice"},
        Refused{"{categories: [~, a, ~]}", "'~' is in the list twice"}, Refused{"", "the value is empty"},
        Refused{"{categories: [one]}", "expected a list of at least two categories"},
        Refused{"{categories: all}", "'x' has no list of allowed names; list the categories"},
        Refused{"{path: screening.size, categories: all}", "'screening.size' has no list of allowed names"},
        Refused{"{path: a, paths: [b], uniform: [1, 3]}", "expected either 'path' or 'paths', not both"},
        Refused{"{normal: {mean: 0, sd: 1}, steps: 3}", "'steps' requires uniform, loguniform, integer or dates"},
        Refused{"{uniform: [1, 3], steps: 1}", "1 is out of range; expected between 2 and 10000"},
        Refused{"{categories: [a, b], scales: true}", "only numbers can scale a value"},
        Refused{
            "{uniform: [1, 3], from: 2026-10-31}",
            "parameters.x.from: 'from' limits a factor to later points of a path; add 'scales: true', or remove it"},
        Refused{"{uniform: [1, 3], scales: true, from: 2026-02-30}", "2026-02-30 is not a calendar date"},
        Refused{"{uniform: [1, 3], scales: true, from: soon}", "expected a date as YYYY-MM-DD, found 'soon'"},
        Refused{"{uniform: [1, 3], loadings: 0.8}",
                "parameters.x.loadings: expected a map from common factors to loadings between -1 and 1"},
        Refused{"{uniform: [1, 3], loadings: {a: 1.2}}", "1.2 is out of range; expected between -1 and 1"},
        Refused{"{uniform: [1, 3], loadings: {a: much}}", "much"},
        Refused{"{uniform: [1, 3], loadings: {a: 0.8, b: 0.7}}",
                "the squares of the loadings sum to 1.13; expected at most 1"},
        Refused{"{uniform: [1, 3], evidence: no_such_row}", "parameters.x.evidence: no evidence 'no_such_row'"},
        Refused{"{uniform: [1, 3], evidence: [a, a]}", "'a' is in the list twice"}));

TEST(SweepLever, NeedsLevels) { EXPECT_THAT(refusal_of_lever("{uniform: [1, 3]}"), HasSubstr("expected levels")); }

TEST(SweepFile, ReportsAllErrorsTogether) {
  EXPECT_THAT(refusal_of("design: lhs\noutputs: ['no[such']\nparameters: {x: {uniform: [3, 1]}, y: 7}"),
              AllOf(HasSubstr("'points' is missing"), HasSubstr("outputs"), HasSubstr("parameters.x"),
                    HasSubstr("parameters.y")));
}

TEST(SweepFile, NothingIsVariedTwice) {
  EXPECT_THAT(refusal_of("levers: {a: [1, 2]}\ndesign: {kind: lhs, points: 2}\n"
                         "parameters: {b: {path: a, uniform: [0, 1]}}"),
              HasSubstr("'a' is varied twice"));
}

TEST(SweepFile, CitesTheRegisterBesideIt) {
  const testing::TemporaryDirectory folder;
  std::filesystem::create_directory(folder / "evidence");
  testing::write_bytes(folder / "evidence/rows.yaml",
                       "evidence: {survey: {quantity: growth, place: WORLD, value: 2, unit: ratio, from: 2026-01-01, "
                       "until: 2026-12-31, grade: B, read: direct, source: Survey of 2026}}\n");
  const auto read_with = [&](const std::string& evidence) {
    return read_spec_text(
        "scenario: base.yaml\ndesign: {kind: lhs, points: 8}\nparameters: {x: {uniform: [1, 3], " + evidence + "}}",
        folder / "sweep.yaml");
  };
  EXPECT_EQ(read_with("evidence: survey").parameters.front().source, "evidence: survey");
  EXPECT_EQ(read_with("source: a guess, evidence: [survey]").parameters.front().source, "a guess; evidence: survey");
  EXPECT_THAT(testing::error_of([&] { (void)read_with("evidence: [survey, suvrey]"); }),
              HasSubstr("sweep.yaml:3:54: error: parameters.x.evidence: no evidence 'suvrey'; did you mean 'survey'?"));
}

// ---- statements that override each other
// ------------------------------------------------------------------------------

struct Voided {
  const char* name;
  const char* text;  ///< after the line of the scenario
  const char* said;  ///< part of the message; empty: no message
};
void PrintTo(const Voided& voided, std::ostream* out) { *out << voided.name; }

const auto name_of = [](const ::testing::TestParamInfo<Voided>& info) { return std::string(info.param.name); };

class SweepOverlap : public ::testing::TestWithParam<Voided> {};

/// Warnings or errors of a sweep file.
std::string said_of(const std::string& text) {
  std::string said;
  try {
    for (const auto& warning : read(text).warnings) said += warning + "\n";
  } catch (const Error& error) {
    said = error.what();
  }
  return said;
}

TEST_P(SweepOverlap, IsReportedWithBothPlaces) {
  const std::string said = said_of(GetParam().text);
  if (std::string(GetParam().said).empty()) {
    EXPECT_EQ(said, "");
  } else {
    EXPECT_THAT(said, HasSubstr(GetParam().said));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Paths, SweepOverlap,
    ::testing::Values(
        Voided{
            "PolicyAndParameter",
            "policies: {strict: {set: {a.b: 1}}}\ndesign: {kind: lhs, points: 2}\nparameters: {a.b: {uniform: [0, 1]}}",
            "sweep.yaml:4:19: error: parameters.a.b: replaces 'a.b' in every run, although 'policies.strict.set' gives "
            "it a value ("},
        Voided{"PolicyAndLever", "policies: {strict: {set: {a.b: 1}}}\nlevers: {a.b: [0, 1]}",
               "error: levers.a.b: replaces 'a.b' in every run, although 'policies.strict.set' gives it a value ("},
        Voided{"SetAndLever", "set: {a.b: 1}\nlevers: {x: {path: a.b, values: [0, 1]}}",
               "warning: levers.x: replaces 'a.b' in every run, although 'set' gives it a value ("},
        Voided{"SetOfAMapAndLever", "set: {a: {b: 1, c: 2}}\nlevers: {a.b: [0, 1]}",
               "warning: levers.a.b: replaces 'a.b' in every run, although 'set' gives it a value ("},
        Voided{"SetBelowALever", "set: {a.b.c: 1}\nlevers: {a.b: [0, 1]}",
               "warning: levers.a.b: replaces 'a.b.c' in every run, although 'set' gives it a value ("},
        Voided{"SetAboveALever", "set: {a: ~}\nlevers: {a.b: [0, 1]}",
               "warning: levers.a.b: replaces 'a' in every run, although 'set' gives it a value ("},
        Voided{"SetBesideALever", "set: {a: {c: 2}, a.bb: 3}\nlevers: {a.b: [0, 1]}", ""},
        Voided{"SetThatALeverScales", "set: {a.b: 1}\nlevers: {a.b: {scales: true, values: [1, 2]}}", ""},
        Voided{"PolicyThatAParameterScales",
               "policies: {strict: {set: {a.b: 1}}}\ndesign: {kind: lhs, points: 2}\nparameters: {a.b: {scales: true, "
               "uniform: [0, 1]}}",
               ""},
        Voided{"CategoriesOfAMapAndSet", "set: {a.b: 1}\nlevers: {a: {categories: [{b: 2}, {b: 3}]}}",
               "warning: levers.a: replaces 'a.b' in every run, although 'set' gives it a value ("},
        Voided{"CategoriesOfAnotherKeyOfAMap", "set: {a.b: 1}\nlevers: {a: {categories: [{c: 2}, {c: 3}]}}", ""},
        Voided{"PolicyOverSet", "set: {a.b: 1}\npolicies: {now: {}, strict: {set: {a.b: 2}}}", ""},
        Voided{"EveryPolicyOverSet", "set: {a.b: 1}\npolicies: {x: {set: {a.b: 2}}, y: {set: {a: {b: 3}}}}",
               "sweep.yaml:2:12: warning: set: every policy replaces 'a.b', the first at "},
        Voided{"SomePoliciesOverSet", "set: {a.b: 1}\npolicies: {x: {set: {a.b: 2}}, y: {}}", ""},
        Voided{"SetTwice", "set: {a: {b: 1}, a.b: 2}", "set: 'a.b' replaces 'a.b', which is set at "},
        Voided{"SetAboveItself", "set: {a.b.c: 1, a.b: 2}", "set: 'a.b' replaces 'a.b.c', which is set at "},
        Voided{"PolicySetTwice", "policies: {x: {set: {a: {b: 1}, a.b: 2}}}", "policies.x.set: 'a.b' replaces 'a.b'"},
        Voided{
            "LeverAndParameter",
            "levers: {x: {path: a, values: [1, 2]}}\ndesign: {kind: lhs, points: 2}\nparameters: {a.b: {uniform: [0, "
            "1]}}",
            "parameters.a.b: 'a.b' and 'a' overlap: also by levers.x at "},
        Voided{"TwoParametersOfOnePath",
               "design: {kind: lhs, points: 2}\nparameters: {x: {path: a, uniform: [0, 1]}, y: {path: a, uniform: [0, "
               "1]}}",
               "parameters.y: 'a' is varied twice: also by parameters.x at "},
        Voided{"PathBelowAnotherOfOneFactor", "levers: {x: {paths: [a, a.b], values: [0, 1]}}",
               "'a.b' and 'a' overlap"},
        Voided{"PathTwiceInOneFactor", "levers: {x: {paths: [a, a], values: [0, 1]}}", "'a' is in the list twice"},
        Voided{"OutputTwice", "outputs: [leaked_units, leaked_units]", "'leaked_units' is in the list twice"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Names, SweepOverlap,
    ::testing::Values(
        Voided{"LeverAndParameter",
               "levers: {x: {path: a, values: [1, 2]}}\ndesign: {kind: lhs, points: 2}\nparameters: {x: {path: b, "
               "uniform: "
               "[0, 1]}}",
               "parameters.x: a lever has the same name ("},
        Voided{"ParameterAndGroup",
               "design: {kind: lhs, points: 2}\nparameters: {x: {uniform: [0, 1], group: y}, y: {uniform: [0, 1]}}",
               "parameters.y: has the name of the group of parameter 'x' ("},
        Voided{
            "ParameterInAnotherGroup",
            "design: {kind: lhs, points: 2}\nparameters: {x: {uniform: [0, 1], group: y}, y: {uniform: [0, 1], group: "
            "z}}",
            "parameters.y: has the name of the group of parameter 'x' ("},
        Voided{
            "ParameterThatJoinsTheGroup",
            "design: {kind: lhs, points: 2}\nparameters: {x: {uniform: [0, 1], group: y}, y: {uniform: [0, 1], group: "
            "y}}",
            ""},
        Voided{"GroupOfALever", "levers: {x: {values: [1, 2], group: y}}", "levers have no groups"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Run, SweepOverlap,
    ::testing::Values(
        Voided{"Replicates", "levers: {run.replicates: [1, 5]}", "run.replicates has no effect"},
        Voided{"Confidence", "levers: {run.confidence: [0.8, 0.9]}", "run.confidence does not affect runs"},
        Voided{"Seed", "levers: {s: {path: run.seed, values: [1, 2]}}", "run.seed selects random numbers"},
        Voided{"AllOfIt", "levers: {run: {categories: [{seed: 1}, {seed: 2}]}}",
               "'run' has settings of the sweep itself"},
        Voided{"Name", "levers: {jurisdictions.SG.name: {categories: [a, b]}}", "a name does not affect runs"},
        Voided{"ReplicatesInSet", "set: {run.replicates: 5}", "the number of runs is the top-level key 'replicates'"},
        Voided{"ReplicatesInAMap", "set: {run: {replicates: 5}}", "run.replicates has no effect"},
        Voided{"ReplicatesInAPolicy", "policies: {x: {set: {run.replicates: 5}}}",
               "policies.x.set: run.replicates has no effect"},
        Voided{"SeedInSet", "set: {run.seed: 5}", ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Empty, SweepOverlap,
    ::testing::Values(
        Voided{"Parameters", "parameters:\n", "sweep.yaml:2:1: error: parameters: the value is empty"},
        Voided{"ParametersCommentedOut", "design: {kind: lhs, points: 2}\nparameters:\n  # a: {uniform: [0, 1]}\n",
               "parameters: the value is empty"},
        Voided{"Levers", "levers:\n", "levers: the value is empty"},
        Voided{"Policies", "policies:\n", "policies: the value"},
        Voided{"Policy", "policies: {x: }\n", "policies.x: the value is empty"},
        Voided{"Set", "set:\n", "set: the value is empty"},
        Voided{"SetOfAPolicy", "policies: {x: {set: }}\n", "policies.x.set: the value is empty"},
        Voided{"Design", "design:\n", "design: the value is empty"},
        Voided{"Lever", "levers: {x: }\n", "levers.x: the value is empty"},
        Voided{"Tilde", "levers: ~\n", "levers: ~ removes a value of an extended file, and this file extends none"},
        Voided{"EmptyMapsAreMeant", "levers: {}\nparameters: {}\nset: {}\npolicies: {}\n", ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Loadings, SweepOverlap,
    ::testing::Values(
        Voided{"OfAGrid", "design: grid\nparameters: {x: {values: [0, 1], loadings: {a: 0.5}}}",
               "sweep.yaml:3:45: error: parameters.x.loadings: a grid crosses the levels of its parameters and draws "
               "none; loadings need the design lhs or quasi_random"},
        Voided{"OfAList", "design: {kind: list, rows: [{x: 1}]}\nparameters: {x: {loadings: {a: 0.5}}}",
               "parameters.x.loadings: the values of the parameter are in the rows, so none are drawn; loadings need"},
        Voided{"OfSobol", "design: {kind: sobol, samples: 4}\nparameters: {x: {uniform: [0, 1], loadings: {a: 0.5}}}",
               "parameters.x.loadings: Sobol' indices are defined for independent parameters only; loadings need"},
        Voided{"OfMorris",
               "design: {kind: morris, trajectories: 4}\nparameters: {x: {uniform: [0, 1], loadings: {a: 0.5}}}",
               "parameters.x.loadings: morris changes one parameter at a time, so they cannot vary together; loadings"},
        Voided{"OfALever", "levers: {x: {values: [0, 1], loadings: {a: 0.5}}}",
               "sweep.yaml:2:41: error: levers.x.loadings: levers are crossed, not drawn; only parameters have "},
        Voided{"OfOneParameter",
               "design: {kind: lhs, points: 2}\nparameters: {x: {uniform: [0, 1], loadings: {appetite: 0.5}}, y: "
               "{uniform: [0, 1], loadings: {appetite: 0.5}}, z: {uniform: [0, 1], loadings: {apetite: 0.5}}}",
               "warning: parameters.z.loadings: no other parameter loads on 'apetite', so it correlates nothing; did "
               "you mean 'appetite'?"},
        Voided{"OfTwoParameters",
               "design: {kind: lhs, points: 2}\nparameters: {x: {uniform: [0, 1], loadings: {a: 0.5}}, y: {uniform: "
               "[0, 1], loadings: {a: 0.5}}}",
               ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Design, SweepOverlap,
    ::testing::Values(
        Voided{"LevelsOfLhs", "design: {kind: lhs, points: 2, levels: 4}\nparameters: {a: {uniform: [0, 1]}}",
               "sweep.yaml:2:32: error: design.levels: a design of kind 'lhs' does not use 'levels'; it takes points, "
               "seed"},
        Voided{"PointsOfSobol", "design: {kind: sobol, samples: 4, points: 4}\nparameters: {a: {uniform: [0, 1]}}",
               "a design of kind 'sobol' does not use 'points'; it takes samples, second_order, seed"},
        Voided{"SecondOrderOfMorris",
               "design: {kind: morris, trajectories: 4, second_order: true}\nparameters: {a: {uniform: [0, 1]}}",
               "a design of kind 'morris' does not use 'second_order'"},
        Voided{"SeedOfGrid", "design: {kind: grid, seed: 3}\nparameters: {a: [0, 1]}",
               "a design of kind 'grid' does not use 'seed'; remove it, or choose another kind"},
        Voided{"RowsOfFile", "design: {kind: file, file: x.csv, rows: [{a: 1}]}",
               "a design of kind 'file' does not use 'rows'"},
        Voided{"FileOfList", "design: {kind: list, rows: [{a: 1}], file: x.csv}",
               "a design of kind 'list' does not use 'file'"},
        Voided{"PointsWithoutKind", "design: {points: 3}", "a design of kind 'none' does not use 'points'"},
        Voided{"ParametersWithoutDesign", "parameters: {a: {uniform: [0, 1]}}", "parameters need a design"},
        Voided{"ParametersOfNone", "design: none\nparameters: {a: {uniform: [0, 1]}}", "parameters need a design"}),
    name_of);

/// What is said of `points`, without the place.
std::string refusal_of_points(const std::string& written) {
  return refusal_of("design: {kind: lhs, points: " + written + "}\nparameters: {a: {uniform: [0, 1]}}");
}

TEST(SweepDesign, PointsAreAPositiveInteger) {
  const testing::TemporaryDirectory folder;
  for (const char* written : {"0", "-4", "2.5", "'4'", "many", "1e12", "nan"}) {
    const std::string error = refusal_of_points(written);
    EXPECT_THAT(error, HasSubstr("sweep.yaml:2:29: error: design.points: ")) << written;
    EXPECT_THAT(error, ::testing::Not(HasSubstr("missing"))) << written;
    EXPECT_EQ(std::count(error.begin(), error.end(), '\n'), 0) << error;
  }
  EXPECT_THAT(refusal_of("design: lhs\nparameters: {a: {uniform: [0, 1]}}"),
              HasSubstr("'points' is missing; a design of kind 'lhs' needs it"));
  EXPECT_THAT(refusal_of("design: {kind: sobol, samples: 0}\nparameters: {a: {uniform: [0, 1]}}"),
              AllOf(HasSubstr("design.samples: 0 is out of range"), ::testing::Not(HasSubstr("missing"))));
}

TEST(SweepDesign, WarnsOfSamplesThatCoverUnevenly) {
  const auto warnings = [](const std::string& samples) {
    return read("design: {kind: sobol, samples: " + samples + "}\nparameters: {a: {uniform: [0, 1]}}").warnings;
  };
  EXPECT_THAT(warnings("100"), ElementsAre(HasSubstr("warning: design.samples: 100 is not a power of two")));
  EXPECT_THAT(warnings("128"), ElementsAre());
}

// ---- rows that stand elsewhere --------------------------------------------------------------------------------------

TEST(SweepRows, OfAListAreOfTheKindThatTheirValuesHave) {
  const auto spec = read(
      "design: {kind: list, rows: [{a: 1, b: x, c: 2024-01-01}, {a: 2.5, b: y, c: 2024-01-02}, {a: 1, b: x, c: "
      "2024-01-01}]}");
  ASSERT_EQ(spec.parameters.size(), 3U);
  EXPECT_EQ(spec.parameters[0].kind, FactorKind::number);
  EXPECT_EQ(spec.parameters[1].kind, FactorKind::category);
  EXPECT_EQ(spec.parameters[2].kind, FactorKind::date);
  EXPECT_EQ(spec.rows[0], spec.rows[2]);
  EXPECT_EQ(spec.parameters[1].text(spec.rows[1][1]), "y");
}

TEST(SweepRows, OfAListAreWhole) {
  EXPECT_THAT(refusal_of("design: {kind: list, rows: [{a: 1, b: 2}, {a: 3}]}"), HasSubstr("'b' is missing"));
  EXPECT_THAT(refusal_of("design: {kind: list, rows: [{a: 1}, {a: 3, b: 2}]}"), HasSubstr("b"));
  EXPECT_THAT(refusal_of("design: list"), HasSubstr("a list needs rows"));
  EXPECT_THAT(refusal_of("design: {kind: list, rows: [1, 2]}"), HasSubstr("expected a map from parameter to value"));
}

class SweepCsv : public ::testing::Test {
 protected:
  [[nodiscard]] SweepSpec read(const std::string& rows, const std::string& more = "") const {
    testing::write_bytes(folder_ / "rows.csv", rows);
    return read_spec_text("scenario: base.yaml\ndesign: {kind: file, file: rows.csv}\n" + more, folder_ / "sweep.yaml");
  }
  [[nodiscard]] std::string refusal_of(const std::string& rows, const std::string& more = "") const {
    return testing::error_of([&] { (void)read(rows, more); });
  }

 private:
  testing::TemporaryDirectory folder_;
};

TEST_F(SweepCsv, HasOneParameterPerColumn) {
  const auto spec = read("a, b\r\n1,x\n\n 2 ,\"y, z\"\n");
  EXPECT_EQ(spec.rows.size(), 2U);
  EXPECT_EQ(spec.rows[1][0], 2);
  EXPECT_EQ(spec.parameters[1].text(spec.rows[1][1]), "y, z");
}

TEST_F(SweepCsv, ColumnsMayStandInAnyOrder) {
  const auto spec = read("b,a\n1,2\n", "parameters: {a: {path: long.path}, b: {}}");
  EXPECT_EQ(spec.rows[0], (std::vector<double>{2, 1}));
  EXPECT_EQ(spec.parameters[0].paths, (std::vector<std::string>{"long.path"}));
}

TEST_F(SweepCsv, IsRefusedAtItsLine) {
  EXPECT_THAT(refusal_of("a,b\n1,2\n1,2,3\n"), HasSubstr("rows.csv:3:5: error: 3 fields, but the header has 2"));
  EXPECT_THAT(refusal_of("a\n"), HasSubstr("there are no rows after the header line"));
  EXPECT_THAT(refusal_of("a\n\"q\n"), HasSubstr("rows.csv:2:1"));
  EXPECT_THAT(refusal_of("a\n1\n", "parameters: {b: {}}"),
              AllOf(HasSubstr("no column 'b'"), HasSubstr("column 'a' is not a parameter")));
  EXPECT_THAT(refusal_of("a\nsome\n", "parameters: {a: {}}"), HasSubstr("rows.csv:2:1"));
}

TEST_F(SweepCsv, AcceptsCommonFormats) {
  const std::vector<std::vector<double>> rows{{100, 0.2}, {200, 0.4}};
  for (const char* written :
       {"a,b\r100,0.2\r200,0.4\r",
        "\xEF\xBB\xBF"
        "a,b\n100,0.2\n200,0.4\n",
        "a;b\n100;0,2\n200;0,4\n", "a\tb\n100\t0,2\n200\t0,4\n", "\"a\",\"b\"\n\"100\",\"0.2\"\n\"200\",\"0.4\"\n",
        "\"\",\"a\",\"b\"\n\"1\",100,0.2\n\"2\",200,0.4\n", ",a,b\n0,100,0.2\n1,200,0.4\n",
        "sep=;\na;b\n100;0,2\n200;0,4\n", "a,b,\n100,0.2,\n200,0.4,\n,,\n"}) {
    EXPECT_EQ(read(written).rows, rows) << written;
    EXPECT_EQ(read(written, "parameters: {a: {uniform: [50, 300]}, b: {values: [0.2, 0.4]}}").rows, rows) << written;
  }
}

TEST_F(SweepCsv, WarnsOfIgnoredRowNumbers) {
  EXPECT_THAT(read("\"\",\"a\"\n\"1\",100\n").warnings,
              ElementsAre(HasSubstr("rows.csv:1:1: warning: ignored the first column, which only numbers the rows")));
}

TEST_F(SweepCsv, RecordsThePositionOfEveryValue) {
  const auto spec = read("b,a\n1,2\n10,20\n", "parameters: {a: {}, b: {}}");
  ASSERT_EQ(spec.places.size(), 4U);
  EXPECT_EQ(spec.places[2].line, 3);
  EXPECT_EQ(spec.places[2].column, 4);
  EXPECT_THAT(spec.rows_file, HasSubstr("rows.csv"));
}

TEST_F(SweepCsv, HoldsValuesThatTheParameterDeclares) {
  const auto said = [&](const std::string& value, const std::string& form) {
    return refusal_of("a\n" + value + "\n", "parameters: {a: " + form + "}");
  };
  const std::string place = "rows.csv:2:1: error: a: ";
  EXPECT_THAT(said("900", "{uniform: [50, 300]}"),
              HasSubstr(place + "900 is not among the declared uniform: [50, 300] ("));
  EXPECT_THAT(said("49.9", "{loguniform: [50, 300]}"), HasSubstr(place));
  EXPECT_THAT(said("-1", "{lognormal: {median: 1, sigma: 1}}"), HasSubstr(place));
  EXPECT_THAT(said("9", "{normal: {mean: 0, sd: 1, high: 3}}"), HasSubstr(place));
  EXPECT_THAT(said("1.5", "{beta: {mean: 0.5, concentration: 2}}"), HasSubstr(place));
  EXPECT_THAT(said("2.5", "{integer: [1, 4]}"), HasSubstr(place));
  EXPECT_THAT(said("2025-01-01", "{dates: [2024-01-01, 2024-06-01]}"), HasSubstr(place));
  EXPECT_THAT(said("3", "[1, 2, 4]"), HasSubstr(place + "3 is not among the declared [1, 2, 4] ("));
  EXPECT_THAT(said("0.3", "{uniform: [0, 1], steps: 3}"), HasSubstr(place));
  EXPECT_THAT(said("bayesain", "{categories: [bayesian, fading]}"),
              AllOf(HasSubstr(place + "'bayesain' is not among the declared categories"),
                    HasSubstr("did you mean 'bayesian'?")));
  EXPECT_EQ(said("300", "{uniform: [50, 300]}"), "");
  EXPECT_EQ(said("50", "{uniform: [50, 300]}"), "");
  EXPECT_EQ(said("0.30000000000000004", "{uniform: [0.1, 0.3]}"), "") << "rounding is no other value";
  EXPECT_EQ(said("-99", "{normal: {mean: 0, sd: 1}}"), "");
  EXPECT_EQ(said("2024-01-01", "{dates: [2024-01-01, 2024-06-01]}"), "");
}

TEST_F(SweepCsv, NumbersAmongOthersStayNumbers) {
  EXPECT_THAT(refusal_of("a\n1\nNA\n"), HasSubstr("rows.csv:3:1: error: a: 'NA' is not a value"));
  EXPECT_THAT(refusal_of("a,b\n5%,1\n"), HasSubstr("rows.csv:2:1: error: a: '5%' has a percent sign"));
  EXPECT_THAT(refusal_of("a\n2024-01-01\n01.02.2024\n"),
              HasSubstr("rows.csv:3:1: error: a: expected a date as YYYY-MM-DD, found '01.02.2024'"));
  EXPECT_THAT(refusal_of("a,b\n\"1,234\",1\n"), HasSubstr("'1,234' may mean 1.234 or 1234"));
  EXPECT_THAT(refusal_of("a\n0x10\n"), HasSubstr("'0x10' is hexadecimal"));
}

TEST_F(SweepCsv, ColumnsStandOnce) {
  EXPECT_THAT(refusal_of("a,b,a\n1,2,3\n"), HasSubstr("rows.csv:1:5: error: a second column 'a'; the first is at "));
  EXPECT_THAT(refusal_of("a,b\n1,2\n", "parameters: {aa: {}, b: {}}"),
              AllOf(HasSubstr("rows.csv:1:1: error: no column 'aa' for the parameter declared at "),
                    HasSubstr("did you mean 'a'?")));
}

TEST(SweepRows, OfAListAreAmongTheDeclared) {
  EXPECT_THAT(refusal_of("design: {kind: list, rows: [{a: 900}]}\nparameters: {a: {uniform: [50, 300]}}"),
              HasSubstr("sweep.yaml:2:33: error: design.rows.a: 900 is not among the declared uniform: [50, 300] ("));
}

TEST(SweepRows, OfAFileAreInOneThatIsNamed) {
  EXPECT_THAT(refusal_of("design: file"), HasSubstr("a design of kind file needs the file's name"));
  EXPECT_THAT(refusal_of("design: {kind: file, file: not-there.csv}"), HasSubstr("not-there.csv"));
  EXPECT_THAT(refusal_of("design: {kind: file, file: ../../etc/passwd}"), HasSubstr("sweep.yaml:2:"));
}

}  // namespace
}  // namespace entrepot::sweep
