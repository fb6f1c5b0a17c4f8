// An empty value is always an error: each case is a way to leave a value empty, and the position of its error.
// `~` removes what an extended file sets.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
  const char* name;
  const char* yaml;
  const char* place;  ///< line and column of the key, and its path
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class LeftEmpty : public testing::TestWithParam<Case> {};

TEST_P(LeftEmpty, IsAnErrorAtItsKey) {
  EXPECT_THAT(sample::errors_over_minimal(GetParam().yaml),
              HasSubstr("case.yaml:" + std::string(GetParam().place) + ": the value is empty; "));
}

INSTANTIATE_TEST_SUITE_P(
    Ways, LeftEmpty,
    testing::Values(
        Case{"Section", "rules:\n", "2:1: error: rules"},
        Case{"SectionOfComments", "rules:\n#  duty: ~\n#  permit: ~\n", "2:1: error: rules"},
        Case{"SectionBeforeAnother", "rules:\nrun: {seed: 2}\n", "2:1: error: rules"},
        Case{"Record", "calendar:\n  # end: 2024-06-30\n", "2:1: error: calendar"},
        Case{"RecordInAnEntry", "jurisdictions:\n  SG:\n    customs:\n", "4:5: error: jurisdictions.SG.customs"},
        Case{"Entry", "rules:\n  duty:\n", "3:3: error: rules.duty"},
        Case{"Leaf", "run:\n  seed:\n  replicates: 3\n", "3:3: error: run.seed"},
        Case{"LeafWithASpace", "run: {seed: , replicates: 3}\n", "2:7: error: run.seed"},
        Case{"KeyAloneInBraces", "run: {seed}\n", "2:7: error: run.seed"},
        Case{"LastLineWithoutAnEnd", "title:", "2:1: error: title"},
        Case{"ValueOfEvidence", "run: {confidence: {value: , source: x}}\n", "2:20: error: run.confidence.value"},
        Case{"Extends", "run: {seed: 1}\nquestion:\n", "3:1: error: question"},
        Case{"PartOfADistribution", "rules:\n  duty: {effort: {normal: {mean: 2, sd: }}}\n",
             "3:37: error: rules.duty.effort.normal.sd"},
        Case{"WeightOfAShare", "buyers: {labs: {jurisdiction: {US: , SG: 1}}}\n",
             "2:32: error: buyers.labs.jurisdiction.US"},
        Case{"AnchorOfNothing", "rules: &none\n", "2:1: error: rules"},
        Case{"BeforeAKeyCalledNull", "title:\nnullable: 3\n", "2:1: error: title"},
        Case{"WithCarriageReturns", "rules:\r\n  # none\r\n", "2:1: error: rules"},
        Case{"AfterLetters", "title: \u00dcber \u4e2d\u56fd\nrules:\n", "3:1: error: rules"}),
    [](const testing::TestParamInfo<Case>& one) { return std::string(one.param.name); });

TEST(LeftEmptyItem, IsAnErrorOfItsList) {
  EXPECT_EQ(sample::errors_over_minimal("jurisdictions:\n  SG:\n    groups:\n    - A6\n    -\n    - A5\n"),
            "case.yaml:7:5: error: jurisdictions.SG.groups: an item of the list is empty; delete it\n"
            "case.yaml:7:5: error: jurisdictions.SG.groups: expected text, found nothing");
}

TEST(LeftEmptyAlias, IsReportedAtItsAnchorAlone) {
  const std::string errors = sample::errors_over_minimal("title: &t\nquestion: *t\n");
  EXPECT_THAT(errors, HasSubstr("2:1: error: title: the value is empty"));
  EXPECT_EQ(errors.find("question"), std::string::npos) << errors;
}

TEST(AllEmpties, AreReportedAtOnceWithAllElse) {
  const std::string errors = sample::errors_over_minimal("rules:\nrun: {seed: , replicates: none}\n");
  EXPECT_THAT(errors, HasSubstr("2:1: error: rules: the value is empty"));
  EXPECT_THAT(errors, HasSubstr("3:7: error: run.seed: the value is empty"));
  EXPECT_THAT(errors, HasSubstr("run.replicates: expected an integer in runs, found 'none'"));
}

TEST(Removed, OnPurposeInEverySpelling) {
  for (const char* null : {"~", "null", "Null", "NULL", "&gone ~", "~ # all of them"}) {
    const sample::Folder folder;
    folder.write("base.yaml", sample::minimal());
    folder.write("case.yaml", std::string("extends: base.yaml\nrules: ") + null + "\n");
    EXPECT_THAT(folder.load("case.yaml").scenario.rules, IsEmpty()) << null;
  }
}

TEST(Removed, BySettings) {
  EXPECT_THAT(sample::load({"rules=~"}).scenario.rules, IsEmpty());
  EXPECT_THAT(sample::load({"rules.duty=null"}).scenario.rules, IsEmpty());
}

TEST(EmptySetting, IsRefused) {
  for (const char* setting : {"rules=", "rules= ", "rules=# none", "rules=\n"}) {
    EXPECT_THAT(
        sample::errors_in(sample::minimal(), {setting}),
        HasSubstr("error: rules: the value is empty (an unset variable?); rules=~ removes what the scenario sets"))
        << setting;
  }
  EXPECT_THAT(sample::errors_in(sample::minimal(), {"run={seed: }"}), HasSubstr("error: seed: the value is empty"));
  EXPECT_THAT(sample::errors_in(sample::minimal(), {"="}), HasSubstr("expected path=value"));
}

TEST(EmptyMap, OverOneThatIsNotWarns) {
  const sample::Folder folder;
  folder.write("base.yaml", sample::minimal());
  folder.write("case.yaml", "extends: base.yaml\nrules: {}\nvendors: {nvidia: {}}\n");
  const auto loaded = folder.load("case.yaml");
  EXPECT_EQ(loaded.scenario.rules.size(), 1U);
  EXPECT_THAT(loaded.warnings,
              ElementsAre(HasSubstr("case.yaml:2:8: warning: rules: an empty map has no effect here; ~ removes"),
                          HasSubstr("case.yaml:3:19: warning: vendors.nvidia: an empty map has no effect here")));
}

// ---- quoted values, control characters -----------------------------------------------------------------------------

TEST(QuotedQuantity, IsReadAsJsonHasToWriteIt) {
  EXPECT_EQ(sample::levy({"power=\"2.5 GW\""}).power, 2500);
  EXPECT_EQ(sample::levy({"cap='3 MUSD'"}).cap, 3e6);
  EXPECT_EQ(sample::levy({"delay=\"14 days\""}).delay, 2);
  EXPECT_EQ(sample::levy({"rate=\"30%\""}).rate, 0.3);
}

TEST(QuotedQuantity, NeedsAUnit) {
  const auto error = [](const char* setting) { return sample::errors_in(sample::minimal(), {setting}); };
  EXPECT_THAT(error("rules.duty.power='2.5'"),
              HasSubstr("expected a number in MW, found quoted text '2.5'; remove the quotes"));
  EXPECT_THAT(error("rules.duty.power='2.5 W'"), HasSubstr("wrong unit 'W'; expected MW, GW"));
  EXPECT_THAT(error("rules.duty.power=''"), HasSubstr("expected a number in MW, found quoted text ''"));
  EXPECT_THAT(error("rules.duty.power='GW'"), HasSubstr("found quoted text 'GW'"));
}

TEST(ControlCharacters, AreRefusedInEveryText) {
  for (const char* text : {"title: \"\\e[31mred\"", "title: \"\\a\"", "title: \"\\x9b31m\"",
                           "title: \"\\u202Edetrever\"", "title: \"a\\0b\"", "question: \"\\L\"", "\"ti\\etle\": x",
                           "vendors: {\"a\\eb\": {home: US, ships_from: US}}"}) {
    EXPECT_THAT(sample::errors_over_minimal(std::string(text) + "\n"),
                HasSubstr("the text contains the control character U+"))
        << text;
  }
  EXPECT_EQ(sample::errors_over_minimal("title: \"a\\nb\\tc \\u4e2d \\u0627\"\n"), "");
}

}  // namespace
}  // namespace entrepot::scenario
