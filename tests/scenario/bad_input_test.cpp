// Exact error messages: each case is a few lines of YAML over a valid scenario (its first line is line 2 of
// `case.yaml`, which extends `base.yaml`), and all expected messages.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

struct Case {
  const char* name;
  std::string yaml;
  const char* errors;
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class BadInput : public testing::TestWithParam<Case> {};

TEST_P(BadInput, IsNamedWithPlaceAndRemedy) {
  EXPECT_EQ(sample::errors_over_minimal(GetParam().yaml), GetParam().errors);
}

const auto name_of = [](const testing::TestParamInfo<Case>& info) { return std::string(info.param.name); };

INSTANTIATE_TEST_SUITE_P(
    Keys, BadInput,
    testing::Values(
        Case{"UnknownKeyAtTheTop", "calender: {start: 2023-01-02}\n",
             "case.yaml:2:1: error: calender: unknown key 'calender'; did you mean 'calendar'?"},
        Case{
            "UnknownKeyWithoutValue", "buyer:\n",
            "case.yaml:2:1: error: buyer: the value is empty; give a value or delete the key (in a scenario, ~ removes "
            "what an extended file sets)\n"
            "case.yaml:2:1: error: buyer: unknown key 'buyer'; did you mean 'buyers'?"},
        Case{
            "PathOutOfOrder", "lines:\n  cowos: {capacity: {2024-01-01: 5, 2023-01-01: 6}}\n",
            "case.yaml:3:49: error: lines.cowos.capacity.2023-01-01: 2023-01-01 comes after 2024-01-01; expected dates "
            "in order"},
        Case{"UnknownKeyInARecord", "calendar: {strat: 2023-01-02}\n",
             "case.yaml:2:12: error: calendar.strat: unknown key 'strat'; did you mean 'start'?"},
        Case{"UnknownKeyInAnEntry",
             "products:\n"
             "  H100:\n"
             "    list_prise: 3\n",
             "case.yaml:4:5: error: products.H100.list_prise: unknown key 'list_prise'; did you mean 'list_price'?"},
        Case{"UnknownKeyInANestedRecord",
             "jurisdictions:\n"
             "  SG:\n"
             "    customs: {inspection: 0.1}\n",
             "case.yaml:4:15: error: jurisdictions.SG.customs.inspection: unknown key 'inspection'; did you mean "
             "'inspection_rate'?"},
        Case{"UnknownKeyOfARule",
             "rules:\n"
             "  duty: {rat: 0.1}\n",
             "case.yaml:3:10: error: rules.duty.rat: unknown key 'rat'; did you mean 'rate'?"},
        Case{"UnknownKeyOfARecordOfARule",
             "rules:\n"
             "  duty: {office: {heads: Ada}}\n",
             "case.yaml:3:19: error: rules.duty.office.heads: unknown key 'heads'; did you mean 'head'?"},
        Case{"UnknownKeyFarFromAll", "flux_capacitor: 1.21 GW\n",
             "case.yaml:2:1: error: flux_capacitor: unknown key 'flux_capacitor'"},
        Case{"KeyInTheWrongCase", "products: {H100: {TPP: 3}}\n",
             "case.yaml:2:19: error: products.H100.TPP: unknown key 'TPP'; did you mean 'tpp'?"},
        Case{"DuplicateKey",
             "title: a\n"
             "title: b\n",
             "case.yaml:3:1: error: title: duplicate key; first used in line 2"},
        Case{"DuplicateKeyInside",
             "run:\n"
             "  seed: 1\n"
             "  seed: 2\n"
             "  seed: 3\n",
             "case.yaml:4:3: error: run.seed: duplicate key; first used in line 3\n"
             "case.yaml:5:3: error: run.seed: duplicate key; first used in line 3"},
        Case{"DuplicateName", "vendors: {amd: {home: US, ships_from: US}, amd: {home: CN, ships_from: CN}}\n",
             "case.yaml:2:44: error: vendors.amd: duplicate key; first used in line 2"},
        Case{"MissingKeyOfAnEntry",
             "products:\n"
             "  MI300X: {line: cowos, release: 2023-12-06, tpp: 20000, h100e: 1.2}\n",
             "case.yaml:3:11: error: products.MI300X.list_price: required key is missing: Price of a unit inside a "
             "server, over time."},
        Case{"MissingKeyOfARule",
             "rules:\n"
             "  ban: {instrument: import_ban, effective: 2023-06-01}\n",
             "case.yaml:3:8: error: rules.ban.products: required key is missing: Products that may not enter."},
        Case{"RemovedKeyThatIsRequired", "calendar: {end: ~}\n",
             "base.yaml:2:11: error: calendar.end: required key is missing: Last day."},
        Case{"RemovedRecordThatIsRequired", "calendar: ~\n",
             "case.yaml:1:1: error: calendar.start: required key is missing: First day; weeks are counted from it.\n"
             "case.yaml:1:1: error: calendar.end: required key is missing: Last day."},
        Case{"RemovedEntryThatIsNotThere", "vendors: {amd: ~}\n",
             "case.yaml:2:11: error: vendors.amd: no such entry to remove; {} uses all defaults"},
        Case{"KeyThatIsAList",
             "? [a, b]\n"
             ": 3\n",
             "case.yaml:2:3: error: a key must be text"},
        Case{"KeyThatIsNothing", "~: 3\n", "case.yaml:2:1: error: a key must be text"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Types, BadInput,
    testing::Values(
        Case{"TextForANumber", "run: {seed: lots}\n",
             "case.yaml:2:13: error: run.seed: expected an integer, found 'lots'"},
        Case{"QuotedNumber", "run: {confidence: '0.9'}\n",
             "case.yaml:2:19: error: run.confidence: expected a ratio, found quoted text '0.9'; remove the quotes"},
        Case{"ListForANumber", "run: {confidence: [0.9]}\n",
             "case.yaml:2:19: error: run.confidence: expected a ratio, found a list"},
        Case{"MapForANumber", "run: {confidence: {level: 0.9}}\n",
             "case.yaml:2:19: error: run.confidence: expected a ratio, found a map"},
        Case{"FractionForAWholeNumber", "run: {replicates: 2.5}\n",
             "case.yaml:2:19: error: run.replicates: expected an integer in runs, found '2.5'"},
        Case{"FractionOfAWholeUnit", "lines: {cowos: {lead_weeks: 10 days}}\n",
             "case.yaml:2:29: error: lines.cowos.lead_weeks: expected an integer in weeks, found '10 days'"},
        Case{"WholeNumberBeyondPrecision",
             "rules:\n"
             "  duty: {steps: 9007199254740994}\n",
             "case.yaml:3:17: error: rules.duty.steps: expected an integer, found '9007199254740994'"},
        Case{"ThousandsComma",
             "products:\n"
             "  H100:\n"
             "    list_price: 30,000\n",
             "case.yaml:4:17: error: products.H100.list_price: expected a number in USD, found '30,000'"},
        Case{"ThousandsUnderscore",
             "products:\n"
             "  H100:\n"
             "    list_price: 30_000\n",
             "case.yaml:4:17: error: products.H100.list_price: expected a number in USD, found '30_000'"},
        Case{"CurrencySign",
             "products:\n"
             "  H100:\n"
             "    list_price: 30 €\n",
             "case.yaml:4:17: error: products.H100.list_price: expected a number in USD, found '30 €'"},
        Case{"TwoSigns", "products: {H100: {list_price: +-3}}\n",
             "case.yaml:2:31: error: products.H100.list_price: expected a number in USD, found '+-3'"},
        Case{"NaN", "run: {confidence: nan}\n", "case.yaml:2:19: error: run.confidence: expected a ratio, found 'nan'"},
        Case{"YamlNaN", "run: {confidence: .nan}\n",
             "case.yaml:2:19: error: run.confidence: expected a ratio, found '.nan'"},
        Case{"Infinity", "lanes: {air: {cost: inf}}\n",
             "case.yaml:2:21: error: lanes.air.cost: expected a number in USD/unit, found 'inf'"},
        Case{"YamlInfinity", "lanes: {air: {cost: .inf}}\n",
             "case.yaml:2:21: error: lanes.air.cost: expected a number in USD/unit, found '.inf'"},
        Case{"NumberTooLargeForADouble", "lanes: {air: {cost: 1e999}}\n",
             "case.yaml:2:21: error: lanes.air.cost: expected a number in USD/unit, found '1e999'"},
        Case{"NumberTooLargeAfterConversion",
             "rules:\n"
             "  duty: {cap: 1e308 BUSD}\n",
             "case.yaml:3:15: error: rules.duty.cap: expected a number in USD, found '1e308 BUSD'"},
        Case{"NotAFlag", "jurisdictions: {SG: {hub: yes}}\n",
             "case.yaml:2:27: error: jurisdictions.SG.hub: expected true or false, found 'yes'"},
        Case{"QuotedFlag", "jurisdictions: {SG: {hub: 'true'}}\n",
             "case.yaml:2:27: error: jurisdictions.SG.hub: expected true or false, found quoted text 'true'; "
             "remove the quotes"},
        Case{"ListForText", "title: [a]\n", "case.yaml:2:8: error: title: expected text, found a list"},
        Case{"MapForText", "title: {a: b}\n", "case.yaml:2:8: error: title: expected text, found a map"},
        Case{"TextForARecord", "run: fast\n", "case.yaml:2:6: error: run: expected a map, found 'fast'"},
        Case{"ListForAMap", "products: [H100]\n", "case.yaml:2:11: error: products: expected a map, found a list"},
        Case{"TextForAnEntry", "products: {H100: big}\n",
             "case.yaml:2:18: error: products.H100: expected a map, found 'big'"},
        Case{"MapInAList", "lanes: {air: {between: [{a: b}, ~]}}\n",
             "case.yaml:2:25: error: lanes.air.between: expected text, found a map\n"
             "case.yaml:2:33: error: lanes.air.between: expected text, found nothing"},
        Case{"NameTwiceInAList", "lanes: {air: {between: [US, SG, US]}}\n",
             "case.yaml:2:33: error: lanes.air.between: 'US' is in the list twice"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    UnitsAndRanges, BadInput,
    testing::Values(
        Case{"WrongUnit", "products: {H100: {list_price: 3 kg}}\n",
             "case.yaml:2:31: error: products.H100.list_price: wrong unit 'kg'; expected USD, kUSD, MUSD, BUSD"},
        Case{"MisspeltUnit", "buyers: {labs: {budget: 5 MUSD/yaer}}\n",
             "case.yaml:2:25: error: buyers.labs.budget: wrong unit 'MUSD/yaer'; expected USD/year, MUSD/year, "
             "BUSD/year; did you mean 'MUSD/year'?"},
        Case{"UnitWhereNoneIs", "run: {seed: 3 weeks}\n",
             "case.yaml:2:13: error: run.seed: wrong unit 'weeks'; expected a number without a unit"},
        Case{"AboveTheRange", "run: {confidence: 1.5}\n",
             "case.yaml:2:19: error: run.confidence: 1.5 is out of range; expected between 0.5 and 0.999"},
        Case{"BelowTheRange", "lines: {cowos: {lead_weeks: 0}}\n",
             "case.yaml:2:29: error: lines.cowos.lead_weeks: 0 is out of range; expected between 1 and 104 weeks"},
        Case{"BelowTheOnlyBound", "products: {H100: {list_price: -1}}\n",
             "case.yaml:2:31: error: products.H100.list_price: -1 is out of range; expected at least 1 USD"},
        Case{"UnitOfAnotherParameter", "run: {confidence: 1500 runs}\n",
             "case.yaml:2:19: error: run.confidence: wrong unit 'runs'; expected ratio, %"},
        Case{"PercentOutOfRange",
             "rules:\n"
             "  duty: {rate: 150 %}\n",
             "case.yaml:3:16: error: rules.duty.rate: 1.5 is out of range; expected between 0 and 1"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Dates, BadInput,
    testing::Values(
        Case{"NotADate", "calendar: {start: yesterday}\n",
             "case.yaml:2:19: error: calendar.start: expected a date as YYYY-MM-DD, found 'yesterday'"},
        Case{"AmericanDate", "calendar: {start: 10/07/2022}\n",
             "case.yaml:2:19: error: calendar.start: expected a date as YYYY-MM-DD, found '10/07/2022'"},
        Case{"NoSuchDay", "calendar: {start: 2023-02-30}\n",
             "case.yaml:2:19: error: calendar.start: 2023-02-30 is not a calendar date"},
        Case{"NoSuchLeapDay",
             "rules:\n"
             "  duty: {effective: 2023-02-29, announced: 2023-01-01}\n",
             "case.yaml:3:21: error: rules.duty.effective: 2023-02-29 is not a calendar date"},
        Case{"YearTooEarly", "calendar: {start: 1776-07-04}\n",
             "case.yaml:2:19: error: calendar.start: 1776-07-04 is outside the years 1990 to 2100"},
        Case{"YearTooLate", "calendar: {end: 2101-01-01}\n",
             "case.yaml:2:17: error: calendar.end: 2101-01-01 is outside the years 1990 to 2100"},
        Case{"MapForADate",
             "rules:\n"
             "  duty: {effective: {year: 2023}}\n",
             "case.yaml:3:21: error: rules.duty.effective: expected a date as YYYY-MM-DD, found a map"},
        Case{"EndBeforeStart", "calendar: {end: 2022-12-31}\n",
             "case.yaml:2:17: error: calendar.end: 2022-12-31 is before the start 2023-01-02"},
        Case{"LongerThanARunMayBe", "calendar: {start: 1990-01-01}\n",
             "base.yaml:2:36: error: calendar.end: a run is limited to 30 years"},
        Case{"EffectiveBeforeAnnounced",
             "rules:\n"
             "  duty: {announced: 2023-07-01}\n",
             "case.yaml:3:21: error: rules.duty.announced: a rule cannot be announced after it takes effect"},
        Case{"EndsBeforeItStarts",
             "rules:\n"
             "  duty: {ends: 2023-06-01}\n",
             "case.yaml:3:16: error: rules.duty.ends: a rule must end after it takes effect"},
        Case{"ProductEndsBeforeItsRelease", "products: {H100: {end: 2022-01-01}}\n",
             "case.yaml:2:24: error: products.H100.end: a product must end after its release"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Names, BadInput,
    testing::Values(
        Case{"NoSuchReference", "vendors: {nvidia: {home: UZ}}\n",
             "case.yaml:2:26: error: vendors.nvidia.home: 'UZ' is not among jurisdictions; did you mean 'US'?"},
        Case{"MisspeltReference", "products: {H100: {line: cowoz}}\n",
             "case.yaml:2:25: error: products.H100.line: 'cowoz' is not among lines; did you mean 'cowos'?"},
        Case{"MisspeltReferenceInAList",
             "rules:\n"
             "  duty: {places: [SG, D55]}\n",
             "case.yaml:3:23: error: rules.duty.places: 'D55' is not among jurisdictions or their groups; did you mean "
             "'D5'?"},
        Case{"MisspeltShare", "buyers: {labs: {jurisdiction: {USA: 1, SG: 2}}}\n",
             "case.yaml:2:32: error: buyers.labs.jurisdiction: 'USA' is not among jurisdictions; did you mean 'US'?"},
        Case{"EmptyReference", "vendors: {nvidia: {home: ''}}\n",
             "case.yaml:2:26: error: vendors.nvidia.home: '' is not among jurisdictions"},
        Case{"ReferenceToARemovedEntry", "vendors: {nvidia: ~, amd: {home: US, ships_from: US}}\n",
             "base.yaml:12:19: error: lines.cowos.vendor: 'nvidia' is not among vendors"},
        Case{"NoSuchInstrument",
             "rules:\n"
             "  duty: {instrument: levi}\n",
             "case.yaml:3:22: error: rules.duty.instrument: no instrument 'levi'; did you mean 'levy'?\n"
             "  instruments, best match first:\n"
             "  levy        A levy on sales.\n"
             "  import_ban  No entry for some products."},
        Case{"NoInstrumentAtAll",
             "rules:\n"
             "  ban: {effective: 2023-06-01, products: [H100]}\n",
             "case.yaml:3:8: error: rules.ban.instrument: required key is missing: Instrument of the rule."},
        Case{"InstrumentThatIsAList",
             "rules:\n"
             "  duty: {instrument: [levy]}\n",
             "case.yaml:3:22: error: rules.duty.instrument: expected text, found a list"},
        Case{"NoSuchChoice", "lanes: {air: {mode: airfreight}}\n",
             "case.yaml:2:21: error: lanes.air.mode: 'airfreight' is not one of: air_freight, sea, road, courier, "
             "hand_carry; did you mean 'air_freight'?"},
        Case{"MissingMapIsReportedOnce", "jurisdictions: ~\n",
             "case.yaml:1:1: error: jurisdictions: required key is missing: Places, by ISO code."}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    SharesDistributionsSeries, BadInput,
    testing::Values(
        Case{"NegativeShare", "buyers: {labs: {jurisdiction: {US: -1, SG: 2}}}\n",
             "case.yaml:2:36: error: buyers.labs.jurisdiction.US: -1 is out of range; expected at least 0"},
        Case{"SharesOfNothing", "buyers: {labs: {jurisdiction: {US: 0}}}\n",
             "case.yaml:2:31: error: buyers.labs.jurisdiction: the weights sum to 0; expected a positive sum"},
        Case{"NoShares", "buyers: {labs: {jurisdiction: {}}}\n",
             "case.yaml:2:31: error: buyers.labs.jurisdiction: expected a name or a map of names to weights, found an "
             "empty map"},
        Case{"ListForShares", "buyers: {labs: {jurisdiction: [US, SG]}}\n",
             "case.yaml:2:31: error: buyers.labs.jurisdiction: expected a name or a map of names to weights, found a "
             "list"},
        Case{"NoSuchDistribution",
             "rules:\n"
             "  duty: {effort: {gauss: {mean: 1, sd: 1}}}\n",
             "case.yaml:3:19: error: rules.duty.effort: unknown distribution 'gauss'"},
        Case{"MisspeltDistribution",
             "rules:\n"
             "  duty: {effort: {log_normal: {median: 1, sigma: 1}}}\n",
             "case.yaml:3:19: error: rules.duty.effort: unknown distribution 'log_normal'; did you mean 'lognormal'?"},
        Case{"TwoDistributions",
             "rules:\n"
             "  duty: {effort: {uniform: [1, 2], exponential: {mean: 2}}}\n",
             "case.yaml:3:18: error: rules.duty.effort: expected a number in weeks or one distribution (uniform, "
             "normal, lognormal, beta, exponential), found a map"},
        Case{"DistributionWithoutNumbers",
             "rules:\n"
             "  duty: {effort: {normal: 3}}\n",
             "case.yaml:3:27: error: rules.duty.effort: expected a map with mean and sd, found '3'"},
        Case{"DistributionLacksANumber",
             "rules:\n"
             "  duty: {effort: {normal: {mean: 3, sigma: 1}}}\n",
             "case.yaml:3:27: error: rules.duty.effort: 'sd' is missing\n"
             "case.yaml:3:37: error: rules.duty.effort.sigma: unknown key 'sigma'"},
        Case{"NegativeSpread",
             "rules:\n"
             "  duty: {effort: {normal: {mean: 3, sd: -1}}}\n",
             "case.yaml:3:41: error: rules.duty.effort.sd: -1 is out of range; expected at least 0"},
        Case{"MeanOutOfRange",
             "rules:\n"
             "  duty: {effort: {normal: {mean: 600, sd: 1}}}\n",
             "case.yaml:3:34: error: rules.duty.effort.mean: 600 is out of range; expected between 0 and 520 weeks"},
        Case{"MedianOfNothing",
             "rules:\n"
             "  duty: {effort: {lognormal: {median: 0, sigma: 1}}}\n",
             "case.yaml:3:39: error: rules.duty.effort.median: 0 is out of range; expected more than 0"},
        Case{"HugeSpread",
             "rules:\n"
             "  duty: {effort: {lognormal: {median: 1, sigma: 50}}}\n",
             "case.yaml:3:49: error: rules.duty.effort.sigma: 50 is out of range; expected between 0 and 20"},
        Case{"BetaBeyondOne",
             "rules:\n"
             "  duty: {odds: {beta: {mean: 1, concentration: 2}}}\n",
             "case.yaml:3:23: error: rules.duty.odds: the mean of a beta must be below 1"},
        Case{"BetaWithoutConcentration",
             "rules:\n"
             "  duty: {odds: {beta: {mean: 0.5, concentration: 0}}}\n",
             "case.yaml:3:50: error: rules.duty.odds.concentration: 0 is out of range; expected more than 0"},
        Case{"UniformUpsideDown",
             "rules:\n"
             "  duty: {effort: {uniform: [5, 1]}}\n",
             "case.yaml:3:28: error: rules.duty.effort: the upper bound is below the lower bound"},
        Case{"UniformOfThree",
             "rules:\n"
             "  duty: {effort: {uniform: [1, 2, 3]}}\n",
             "case.yaml:3:28: error: rules.duty.effort: expected [lowest, highest], found a list"},
        Case{"UniformOutOfRange",
             "rules:\n"
             "  duty: {effort: {uniform: [-1, 2 kg]}}\n",
             "case.yaml:3:29: error: rules.duty.effort: -1 is out of range; expected between 0 and 520 weeks\n"
             "case.yaml:3:33: error: rules.duty.effort: wrong unit 'kg'; expected weeks, day, days, week, month, "
             "months, year, years"},
        Case{"NotANumberInADistribution",
             "rules:\n"
             "  duty: {effort: {exponential: {mean: .nan}}}\n",
             "case.yaml:3:39: error: rules.duty.effort.mean: expected a number in weeks, found '.nan'"},
        Case{"SeriesWithABadDate",
             "rules:\n"
             "  duty: {path: {2023-02-30: 1, Q1: 2, 1969-07-20: 3}}\n",
             "case.yaml:3:17: error: rules.duty.path: 2023-02-30 is not a calendar date\n"
             "case.yaml:3:32: error: rules.duty.path: expected a date as YYYY-MM-DD, found 'Q1'\n"
             "case.yaml:3:39: error: rules.duty.path: 1969-07-20 is outside the years 1990 to 2100"},
        Case{"SeriesOutOfRange",
             "rules:\n"
             "  duty: {path: {2023-02-03: -1}}\n",
             "case.yaml:3:29: error: rules.duty.path.2023-02-03: -1 is out of range; expected at least 0 USD/year"},
        Case{"EmptySeries",
             "rules:\n"
             "  duty: {path: {}}\n",
             "case.yaml:3:16: error: rules.duty.path: expected a number in USD/year or a map of dates to numbers, "
             "found an empty map"},
        Case{"ListForASeries",
             "rules:\n"
             "  duty: {path: [1, 2]}\n",
             "case.yaml:3:16: error: rules.duty.path: expected a number in USD/year or a map of dates to numbers, "
             "found a list"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Evidence, BadInput,
    testing::Values(Case{"NoSuchGrade", "products: {H100: {tpp: {value: 15824, grade: D}}}\n",
                         "case.yaml:2:46: error: products.H100.tpp.grade: 'D' is not one of: A, B, C"},
                    Case{"NoSuchGradeOfAnEntry", "products: {H100: {grade: a}}\n",
                         "case.yaml:2:26: error: products.H100.grade: 'a' is not one of: A, B, C"},
                    Case{"NoSuchGradeOfARule",
                         "rules:\n"
                         "  duty: {grade: Z}\n",
                         "case.yaml:3:17: error: rules.duty.grade: 'Z' is not one of: A, B, C"},
                    Case{"MisspeltSource", "products: {H100: {tpp: {value: 15824, sauce: x}}}\n",
                         "case.yaml:2:39: error: products.H100.tpp.sauce: unknown key 'sauce'; did you mean 'source'?"},
                    Case{"SourceThatIsAList", "products: {H100: {tpp: {value: 15824, source: [a, b]}}}\n",
                         "case.yaml:2:47: error: products.H100.tpp.source: expected text, found a list"},
                    Case{"EvidenceWithoutValue", "products: {H100: {tpp: {source: x, grade: A}}}\n",
                         "case.yaml:2:24: error: products.H100.tpp: expected a number in TPP, found a map"},
                    Case{"EvidenceOfNothing", "products: {H100: {tpp: {value: ~, source: x}}}\n",
                         "case.yaml:2:32: error: products.H100.tpp: expected a number in TPP, found nothing"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    World, BadInput,
    testing::Values(
        Case{"LaneToNowhere", "lanes: {sea: {from: [US], mode: sea, weeks: 5, cost: 50}}\n",
             "case.yaml:2:14: error: lanes.sea: a lane needs 'between', or 'from' and 'to'"},
        Case{"ContactsWithoutHubs", "buyers: {labs: {grey_contacts: 3}}\n",
             "case.yaml:2:32: error: buyers.labs.grey_contacts: 'grey_contacts' needs 'contact_hubs'"},
        Case{"MakersOfNobody", "buyers: {labs: {assembled_share: 0.5}}\n",
             "case.yaml:2:34: error: buyers.labs.assembled_share: needs 'assemblers' to be invoiced, and 'direct: "
             "true'"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Yaml, BadInput,
    testing::Values(
        Case{"MergeKey",
             "vendors:\n"
             "  amd: &amd {home: US, ships_from: US}\n"
             "  intel:\n"
             "    <<: *amd\n",
             "case.yaml:5:5: error: vendors.intel.<<: merge keys are not supported; write the values out, or use "
             "'extends'"},
        Case{"Tag",
             "title: !!str 3\n"
             "run: !fast {seed: 1}\n",
             "case.yaml:2:8: error: title: the tag '!!str' has no meaning in a scenario; leave it out\n"
             "case.yaml:3:6: error: run: the tag '!fast' has no meaning in a scenario; leave it out"},
        Case{"UndefinedAlias", "title: *other\n", "case.yaml:2:8: error: an alias of an undefined anchor"},
        Case{"AliasOfItself", "title: &a [*a]\n", "case.yaml:2:12: error: an alias that contains itself"},
        Case{"UnclosedBracket",
             "title: [a\n"
             "run: {seed: 1}\n",
             "case.yaml:3:4: error: a '[' is not closed"},
        Case{"UnclosedBrace", "run: {seed: 1\n", "case.yaml:3:1: error: a '{' is not closed"},
        Case{"ClosedTwice", "run: {seed: 1}}\n", "case.yaml:2:15: error: a closing bracket without an opening one"},
        Case{"UnclosedQuotes",
             "title: \"a\n"
             "run: {seed: 1}\n",
             "case.yaml:4:2: error: the text ends inside quotation marks"},
        Case{"ColonInText", "title: a: b\n",
             "case.yaml:2:9: error: an unexpected ':'; text with ': ' in it needs quotes"},
        Case{"LineWithoutColon",
             "title: a\n"
             "run\n",
             "case.yaml:3:1: error: the line does not match the indentation above it, or its ':' is missing"},
        Case{"LineWithoutColonBeforeOthers",
             "run\n"
             "title: a\n",
             "case.yaml:3:6: error: an unexpected ':'; text with ': ' in it needs quotes"},
        Case{"WrongIndentation",
             "run:\n"
             "    seed: 1\n"
             "  replicates: 2\n",
             "case.yaml:4:3: error: the line does not match the indentation above it, or its ':' is missing"},
        Case{"TabInTheIndentation",
             "run:\n"
             "\tseed: 1\n",
             "case.yaml:3:1: error: a tab in the indentation; use spaces"},
        Case{"TabAfterSpaces",
             "run:\n"
             "  \tseed: 1\n",
             "case.yaml:3:3: error: a tab in the indentation; use spaces"},
        Case{"SpecialCharacter", "title: @home\n",
             "case.yaml:2:8: error: text that starts with this character needs quotes"},
        Case{"SecondDocument",
             "title: a\n"
             "---\n"
             "title: b\n",
             "case.yaml:3:1: error: a second YAML document starts here; expected one"},
        Case{"ControlCharacter",
             "title: a\x1b"
             "b\n",
             "case.yaml:2:9: error: the text contains the control character U+001B"},
        Case{"NotUtf8", "title: \xFF\n", "case.yaml:2:8: error: the text is not UTF-8"}),
    name_of);

/// A map with n entries on one line.
std::string entries(const std::string& map, int count, const std::string& entry) {
  std::string text = map + ": {";
  for (int i = 0; i < count; ++i) text += fmt::format("{}e{}: {}", i == 0 ? "" : ", ", i, entry);
  return text + "}\n";
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, BadInput,
    testing::Values(Case{"TooManyVendors", entries("vendors", 32, "{home: US, ships_from: US}"),
                         "base.yaml:10:3: error: vendors: too many entries; at most 32 are supported"},
                    Case{"TooManyLines", entries("lines", 10000, "{vendor: nvidia, lead_weeks: 1, capacity: 1}"),
                         "base.yaml:12:3: error: lines: too many entries; at most 10000 are supported"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    RetailMarkets, BadInput,
    testing::Values(Case{"MarketWithNothingToSell",
                         "retail_markets:\n"
                         "  cards: {products: [], destination: SG, traders: 1, buyers: 1}\n",
                         "case.yaml:3:21: error: retail_markets.cards.products: a market needs a product to sell"},
                    Case{
                        "LowestPriceAboveTheHighest",
                        "retail_markets:\n"
                        "  cards: {products: [H100], destination: SG, traders: 1, buyers: 1,\n"
                        "    lowest_price: 5}\n",
                        "case.yaml:4:19: error: retail_markets.cards.lowest_price: must not be above 'highest_price'"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    AllAtOnce, BadInput,
    testing::Values(Case{
        "ManyAtOnce",
        "title: [a]\n"
        "calendar: {start: 2023-02-30, stop: 2024-01-01}\n"
        "run: {seed: -1, seed: 2}\n"
        "products:\n"
        "  H100: {line: cowoz, tpp: 15 kg, list_price: nan}\n",
        "case.yaml:2:8: error: title: expected text, found a list\n"
        "case.yaml:3:19: error: calendar.start: 2023-02-30 is not a calendar date\n"
        "case.yaml:3:31: error: calendar.stop: unknown key 'stop'\n"
        "case.yaml:4:13: error: run.seed: -1 is out of range; expected between 0 and 4294967295\n"
        "case.yaml:4:17: error: run.seed: duplicate key; first used in line 4\n"
        "case.yaml:6:16: error: products.H100.line: 'cowoz' is not among lines; did you mean 'cowos'?\n"
        "case.yaml:6:28: error: products.H100.tpp: wrong unit 'kg'; expected TPP\n"
        "case.yaml:6:47: error: products.H100.list_price: expected a number in USD, found 'nan'"}),
    name_of);

}  // namespace
}  // namespace entrepot::scenario
