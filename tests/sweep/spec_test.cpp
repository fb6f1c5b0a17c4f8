// Sweep files: what a factor may be written as, and what is said of what it may not.

#include "sweep/spec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(SweepFactor, IsUniformOrSoInItsLogarithm) {
  EXPECT_THAT(quartiles(parameter("{uniform: [1, 3]}")), ElementsAre(1.5, 2, 2.5));
  EXPECT_THAT(quartiles(parameter("{loguniform: [1, 16]}")),
              ElementsAre(DoubleNear(2, 1e-12), DoubleNear(4, 1e-12), DoubleNear(8, 1e-12)));
}

TEST(SweepFactor, IsTriangular) {
  EXPECT_DOUBLE_EQ(parameter("{triangular: [0, 1, 2]}").value_at(0.125), 0.5);
  EXPECT_DOUBLE_EQ(parameter("{triangular: [0, 1, 2]}").value_at(0.5), 1);
}

TEST(SweepFactor, IsNormalOrSoInItsLogarithm) {
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

TEST(SweepFactor, IsCutAndStretched) {
  const auto half = parameter("{normal: {mean: 3, sd: 2, low: 3}}");
  EXPECT_NEAR(half.value_at(0), 3, 1e-12);
  EXPECT_NEAR(half.value_at(2 * 0.8413447460685429 - 1), 5, 1e-9);
  EXPECT_NEAR(parameter("{exponential: {mean: 2, high: 4}}").value_at(1), 4, 1e-9);
  EXPECT_LE(parameter("{lognormal: {median: 2, sigma: 1, low: 1, high: 3}}").value_at(0.999), 3);
}

TEST(SweepFactor, IsAWholeNumberOrADay) {
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

TEST(SweepFactor, StepsAreAtEqualDistances) {
  EXPECT_THAT(lever("{uniform: [0, 1], steps: 3}").levels, ElementsAre(0, 0.5, 1));
  EXPECT_THAT(lever("{loguniform: [1, 100], steps: 3}").levels, ElementsAre(1, DoubleNear(10, 1e-12), 100));
  EXPECT_THAT(lever("{integer: [1, 4], steps: 3}").levels, ElementsAre(1, 3, 4));
  EXPECT_THAT(lever("{integer: [1, 2], steps: 9}").levels, ElementsAre(1, 2));
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

TEST(SweepFactor, KeepsWhereItsRangeComesFrom) {
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
        Refused{"{uniform: [1, 3], normal: {mean: 1, sd: 1}}", "one form is enough, found uniform and normal"},
        Refused{"{unifrom: [1, 3]}", "uniform"}, Refused{"{uniform: 3}", "expected [lowest, highest]"},
        Refused{"{uniform: [1]}", "expected [lowest, highest]"},
        Refused{"{uniform: [3, 1]}", "expected [lowest, highest], lowest first"},
        Refused{"{uniform: [1, 1]}", "expected [lowest, highest], lowest first"},
        Refused{"{uniform: [1, many]}", "many"}, Refused{"{loguniform: [0, 1]}", "a logarithm needs values over 0"},
        Refused{"{triangular: [0, 2]}", "expected [lowest, most likely, highest]"},
        Refused{"{normal: [1, 2]}", "expected a map with mean and sd"},
        Refused{"{normal: {mean: 1}}", "'sd' is missing"}, Refused{"{normal: {mean: 1, sd: 0}}", "sd must be over 0"},
        Refused{"{normal: {mean: 0, sd: 1, low: 9, high: 8}}", "high must be over low"},
        Refused{"{exponential: {mean: -1}}", "the mean must be over 0"},
        Refused{"{beta: {mean: 2, concentration: 4}}", "the mean must lie between low and high"},
        Refused{"{integer: [0.5, 3]}", "whole"}, Refused{"{dates: [2024-01-01, soon]}", "soon"},
        Refused{"{values: [1]}", "expected a list of at least two values"},
        Refused{"{values: [1, 1]}", "'1' stands in the list twice"},
        Refused{"{categories: [one]}", "expected a list of at least two categories"},
        Refused{"{path: a, paths: [b], uniform: [1, 3]}", "either path or paths"},
        Refused{"{normal: {mean: 0, sd: 1}, steps: 3}", "steps are of uniform, loguniform, integer or dates"},
        Refused{"{uniform: [1, 3], steps: 1}", "1 is out of range, expected between 2 and 10000"},
        Refused{"{categories: [a, b], scales: true}", "only numbers can scale"}));

TEST(SweepLever, NeedsLevels) {
  EXPECT_THAT(refusal_of_lever("{uniform: [1, 3]}"), HasSubstr("levels are wanted here"));
}

TEST(SweepFile, TellsEveryErrorAtOnce) {
  EXPECT_THAT(refusal_of("design: lhs\noutputs: ['no[such']\nparameters: {x: {uniform: [3, 1]}, y: 7}"),
              AllOf(HasSubstr("'points' is missing"), HasSubstr("outputs"), HasSubstr("parameters.x"),
                    HasSubstr("parameters.y")));
}

TEST(SweepFile, NothingIsVariedTwice) {
  EXPECT_THAT(refusal_of("levers: {a: [1, 2]}\ndesign: {kind: lhs, points: 2}\n"
                         "parameters: {b: {path: a, uniform: [0, 1]}}"),
              HasSubstr("'a' is varied twice"));
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

TEST_F(SweepCsv, HasAParameterAColumn) {
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
  EXPECT_THAT(refusal_of("a,b\n1,2\n1,2,3\n"), HasSubstr("rows.csv:3:1: error: 3 fields, but the header has 2"));
  EXPECT_THAT(refusal_of("a\n"), HasSubstr("expected a header of parameter names, and a line a point"));
  EXPECT_THAT(refusal_of("a\n\\q\n"), HasSubstr("rows.csv:2:1"));
  EXPECT_THAT(refusal_of("a\n1\n", "parameters: {b: {}}"),
              AllOf(HasSubstr("no column 'b'"), HasSubstr("column 'a' is no parameter")));
  EXPECT_THAT(refusal_of("a\nsome\n", "parameters: {a: {}}"), HasSubstr("rows.csv:2:1"));
}

TEST(SweepRows, OfAFileAreInOneThatIsNamed) {
  EXPECT_THAT(refusal_of("design: file"), HasSubstr("a design of kind file needs the file's name"));
  EXPECT_THAT(refusal_of("design: {kind: file, file: not-there.csv}"), HasSubstr("not-there.csv"));
  EXPECT_THAT(refusal_of("design: {kind: file, file: ../../etc/passwd}"), HasSubstr("sweep.yaml:2:"));
}

}  // namespace
}  // namespace entrepot::sweep
