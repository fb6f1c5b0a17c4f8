// Every type of value, as it is written and as it is read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using sample::levy;
using testing::ElementsAre;
using testing::Pair;

TEST(Reading, TakesTheMinimalScenario) {
  const auto loaded = sample::load();
  const Scenario& s = loaded.scenario;
  EXPECT_EQ(s.title, "A small world");
  EXPECT_EQ(s.calendar.start, Date::of(2023, 1, 2));
  EXPECT_EQ(s.jurisdictions.at("CN").groups, (std::vector<std::string>{"D1", "D5"}));
  EXPECT_TRUE(s.jurisdictions.at("SG").hub);
  EXPECT_EQ(s.lanes.at("air").mode, LaneMode::air_freight);
  EXPECT_DOUBLE_EQ(s.lines.at("cowos").capacity.at(Date::of(2024, 8, 1)), 3000);
  EXPECT_EQ(s.buyers.at("labs").segment, Segment::research);
  EXPECT_DOUBLE_EQ(s.buyers.at("labs").budget.a, 5e6);
  EXPECT_EQ(s.rules.at("duty").instrument, "levy");
  EXPECT_FALSE(s.rules.at("duty").announced.has_value());
  EXPECT_THAT(loaded.warnings, ElementsAre());
}

TEST(Reading, FillsInEveryDefault) {
  const auto parameters = levy();
  EXPECT_EQ(parameters.steps, 4);
  EXPECT_FALSE(parameters.refundable);
  EXPECT_EQ(parameters.label, "");
  EXPECT_TRUE(parameters.places.empty());
  EXPECT_EQ(parameters.since, Date::of(2020, 2, 29));
  EXPECT_FALSE(parameters.review.has_value());
  EXPECT_FALSE(parameters.cap.has_value());
  EXPECT_EQ(parameters.basis, sample::Basis::price);
  EXPECT_DOUBLE_EQ(parameters.office.staff, 3);
  EXPECT_TRUE(parameters.branches.empty());
  const auto scenario = sample::load().scenario;
  EXPECT_EQ(scenario.run.replicates, 32);
  EXPECT_DOUBLE_EQ(scenario.jurisdictions.at("SG").customs.detection, 0.4);
}

struct NumberCase {
  const char* setting;
  double expected;
};
void PrintTo(const NumberCase& number, std::ostream* out) { *out << number.setting; }

class Numbers : public testing::TestWithParam<NumberCase> {};

TEST_P(Numbers, AreConverted) {
  const auto& [setting, expected] = GetParam();
  const auto p = levy({setting});
  const std::string key = std::string(setting).substr(0, std::string(setting).find('='));
  const double found = key == "rate"    ? p.rate
                       : key == "delay" ? p.delay
                       : key == "power" ? p.power
                       : key == "cap"   ? p.cap.value()
                       : key == "path"  ? p.path.at(Date::of(2023, 1, 1))
                                        : static_cast<double>(p.steps);
  EXPECT_DOUBLE_EQ(found, expected);
}

INSTANTIATE_TEST_SUITE_P(
    Units, Numbers,
    testing::Values(NumberCase{"rate=0.25", 0.25}, NumberCase{"rate=.25", 0.25}, NumberCase{"rate=25 %", 0.25},
                    NumberCase{"rate=35%", 0.35}, NumberCase{"rate=+0.5", 0.5}, NumberCase{"rate=2.5e-1", 0.25},
                    NumberCase{"rate=1 ratio", 1}, NumberCase{"delay=3", 3}, NumberCase{"delay=3 weeks", 3},
                    NumberCase{"delay=1 week", 1}, NumberCase{"delay=21 days", 3}, NumberCase{"delay=1 day", 1.0 / 7},
                    NumberCase{"delay=3 months", 13}, NumberCase{"delay=1 month", 52.0 / 12},
                    NumberCase{"delay=2 years", 104}, NumberCase{"delay=1 year", 52}, NumberCase{"power=-7", -7},
                    NumberCase{"power=1.5 GW", 1500}, NumberCase{"cap=3", 3}, NumberCase{"cap=3 kUSD", 3000},
                    NumberCase{"cap=3 MUSD", 3e6}, NumberCase{"cap=3 BUSD", 3e9}, NumberCase{"path=2 MUSD/year", 2e6},
                    NumberCase{"path=2 BUSD/year", 2e9}, NumberCase{"steps=7", 7}, NumberCase{"steps=1e3", 1000},
                    NumberCase{"steps=9007199254740992", 9007199254740992.0}));

TEST(Reading, TakesFlagsTextsDatesAndChoices) {
  const auto p =
      levy({"refundable=true", "label=Duty no. 7", "since=2024-02-29", "review='2024-03-01'", "basis=weight"});
  EXPECT_TRUE(p.refundable);
  EXPECT_EQ(p.label, "Duty no. 7");
  EXPECT_EQ(p.since, Date::of(2024, 2, 29));
  EXPECT_EQ(p.review, Date::of(2024, 3, 1));
  EXPECT_EQ(p.basis, sample::Basis::weight);
}

TEST(Reading, AcceptsAnyScalarAsText) {
  EXPECT_EQ(levy({"label=2023"}).label, "2023");
  EXPECT_EQ(levy({"label=true"}).label, "true");
  EXPECT_EQ(levy({"label='~'"}).label, "~");
  EXPECT_EQ(levy({"label=\"a\\tb\\u00e9\""}).label, "a\tb\xC3\xA9");
}

TEST(Reading, TakesOneNameOrAListOfThem) {
  EXPECT_THAT(levy({"places=SG"}).places, ElementsAre("SG"));
  EXPECT_THAT(levy({"places=[SG, D5]"}).places, ElementsAre("SG", "D5")) << "a jurisdiction, and a group of them";
  EXPECT_THAT(levy({"places=[]"}).places, ElementsAre());
  EXPECT_THAT(levy({"replaces=[duty]"}).replaces, ElementsAre("duty"));
}

TEST(Reading, TakesSharesAsOneNameOrWeights) {
  EXPECT_THAT(levy({"split=SG"}).split, ElementsAre(Pair("SG", 1.0)));
  EXPECT_THAT(levy({"split={US: 3, CN: 0, SG: 0.5}"}).split,
              ElementsAre(Pair("CN", 0.0), Pair("SG", 0.5), Pair("US", 3.0)));
}

TEST(Reading, TakesEveryDistribution) {
  using Kind = Distribution::Kind;
  const auto check = [](const char* setting, Kind kind, double a, double b) {
    const Distribution d = levy({std::string("effort=") + setting}).effort;
    EXPECT_EQ(d.kind, kind) << setting;
    EXPECT_DOUBLE_EQ(d.a, a) << setting;
    EXPECT_DOUBLE_EQ(d.b, b) << setting;
    EXPECT_DOUBLE_EQ(d.min, 0) << "the parameter's range";
    EXPECT_DOUBLE_EQ(d.max, 520);
  };
  check("5", Kind::constant, 5, 0);
  check("14 days", Kind::constant, 2, 0);
  check("{uniform: [1, 5]}", Kind::uniform, 1, 5);
  check("{uniform: [14 days, 1 year]}", Kind::uniform, 2, 52);
  check("{normal: {mean: 3, sd: 1}}", Kind::normal, 3, 1);
  check("{normal: {sd: 7 days, mean: 1 year}}", Kind::normal, 52, 1);
  check("{lognormal: {median: 3, sigma: 0.5}}", Kind::lognormal, 3, 0.5);
  check("{exponential: {mean: 2}}", Kind::exponential, 2, 0);
  const Distribution odds = levy({"odds={beta: {mean: 30 %, concentration: 10}}"}).odds;
  EXPECT_EQ(odds.kind, Kind::beta);
  EXPECT_DOUBLE_EQ(odds.a, 0.3);
  EXPECT_DOUBLE_EQ(odds.b, 10);
}

TEST(Reading, TakesASeriesWithOrWithoutUnits) {
  const Series path = levy({"path={2023-01-01: 1000000, 2024-01-01: 2 MUSD/year}"}).path;
  ASSERT_EQ(path.points().size(), 2U);
  EXPECT_EQ(path.points()[0].date, Date::of(2023, 1, 1));
  EXPECT_DOUBLE_EQ(path.points()[1].value, 2e6);
}

TEST(Reading, TakesRecordsAndNamedEntries) {
  const auto p = levy({"office={head: Ada}", "branches={north: {staff: 9}, south: {}}"});
  EXPECT_EQ(p.office.head, "Ada");
  EXPECT_DOUBLE_EQ(p.office.staff, 3);
  EXPECT_DOUBLE_EQ(p.branches.at("north").staff, 9);
  EXPECT_DOUBLE_EQ(p.branches.at("south").staff, 3);
}

TEST(Reading, ANullHasItsDefault) {
  EXPECT_EQ(levy({"steps=~"}).steps, 4);
  const auto text = sample::minimal() + "    steps: ~\n    office: null\n";
  EXPECT_EQ(sample::levy_of(sample::load_text(text).scenario.rules.at("duty")).steps, 4);
}

TEST(Reading, AcceptsAnEmptyNameWhereItIsTheDefault) {
  EXPECT_EQ(sample::load({"buyers.labs.parent=''"}).scenario.buyers.at("labs").parent, "");
  EXPECT_EQ(sample::load({"buyers.labs.parent=CN"}).scenario.buyers.at("labs").parent, "CN");
}

// Renaming the order of a file never changes what is read (law 12 of the model builds on it).
TEST(Reading, OrderOfKeysDoesNotMatter) {
  const auto a =
      sample::load({"buyers.zebra={segment: government, jurisdiction: CN, initial_stock: 1, growth: 0, "
                    "willingness_to_pay: 1, budget: 1}"});
  std::vector<std::string> names;
  for (const auto& [name, group] : a.scenario.buyers) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("labs", "zebra"));
}

TEST(Facts, KeepSourceGradeNoteAndPlace) {
  const auto text = sample::minimal() +
                    "    cap: {value: 3 MUSD, source: 'Federal Register 88', grade: A, note: rounded}\n"
                    "    path:\n      value: {2023-01-01: 5}\n      grade: C\n";
  const auto facts = sample::load_text(text).facts;
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].path, "rules.duty.cap");
  EXPECT_EQ(facts[0].value, "3 MUSD");
  EXPECT_EQ(facts[0].source, "Federal Register 88");
  EXPECT_EQ(facts[0].grade, "A");
  EXPECT_EQ(facts[0].note, "rounded");
  EXPECT_EQ(facts[0].where, "small.yaml:28:10");
  EXPECT_EQ(facts[1].path, "rules.duty.path");
  EXPECT_EQ(facts[1].value, "2023-01-01: 5\n");
  EXPECT_EQ(facts[1].grade, "C");
}

TEST(Facts, OfAnEntryApplyToAllItsValues) {
  const auto facts = sample::load({"products.H100.source=data sheet", "products.H100.grade=A",
                                   "rules.duty.source=88 FR 73458", "rules.duty.note=as amended"})
                         .facts;
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].path, "products.H100");
  EXPECT_EQ(facts[0].source, "data sheet");
  EXPECT_EQ(facts[1].path, "rules.duty");
  EXPECT_EQ(facts[1].source, "88 FR 73458");
  EXPECT_EQ(facts[1].note, "as amended");
}

TEST(Facts, GroupsWithTheirEvidenceCanBeReferredTo) {
  const auto loaded = sample::load({"jurisdictions.CN.groups={value: [D1, E9], source: EAR}", "rules.duty.places=E9"});
  EXPECT_EQ(loaded.facts.size(), 1U);
}

TEST(Reading, WarnsOfRulesThatAreNeverInForce) {
  const auto warnings = sample::load({"rules.duty.effective=2030-01-01"}).warnings;
  EXPECT_THAT(warnings, ElementsAre("small.yaml:25:5: warning: rules.duty: never in force between 2023-01-02 and "
                                    "2024-12-31"));
  EXPECT_THAT(sample::load({"rules.duty.effective=2020-01-01", "rules.duty.ends=2023-01-02"}).warnings,
              testing::SizeIs(1));
  EXPECT_THAT(sample::load({"rules.duty.effective=2020-01-01"}).warnings, ElementsAre());
}

}  // namespace
}  // namespace entrepot::scenario
