// Layers: the files a scenario extends, the file itself, and settings from the command line.

#include "entrepot/scenario/layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using sample::Folder;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names_of(const auto& map) {
  std::vector<std::string> names;
  for (const auto& [name, entry] : map) names.push_back(name);
  return names;
}

class Layers : public testing::Test {
 protected:
  Layers() { folder.write("base.yaml", sample::minimal()); }
  Folder folder;
};

TEST_F(Layers, ReadAFileWithoutExtends) {
  const auto loaded = folder.load("base.yaml");
  EXPECT_EQ(loaded.scenario.title, "A small world");
  ASSERT_EQ(loaded.inputs.size(), 1U);
  EXPECT_EQ(loaded.inputs[0].path, folder.path("base.yaml").string());
  EXPECT_EQ(loaded.inputs[0].hash, content_hash(sample::minimal()));
  EXPECT_EQ(loaded.inputs[0].hash.size(), 32U);
}

TEST_F(Layers, AFileOverridesTheFilesItExtends) {
  folder.write("case.yaml", "extends: base.yaml\ntitle: Stricter\nrules: {duty: {rate: 30 %}}\nrun: {seed: 9}\n");
  const auto s = folder.load("case.yaml").scenario;
  EXPECT_EQ(s.title, "Stricter");
  EXPECT_EQ(s.run.seed, 9);
  EXPECT_DOUBLE_EQ(sample::levy_of(s.rules.at("duty")).rate, 0.3);
  EXPECT_EQ(s.rules.at("duty").effective, Date::of(2023, 6, 1)) << "the rest of the rule stays";
  EXPECT_EQ(s.calendar.start, Date::of(2023, 1, 2));
}

TEST_F(Layers, ARecordOfARuleMergesKeyByKey) {
  folder.write(
      "early.yaml",
      "extends: base.yaml\nrules: {duty: {trigger: {observe: billing_growth, place: SG, above: 7, lag_weeks: 8}}}\n");
  folder.write("later.yaml", "extends: early.yaml\nrules: {duty: {trigger: {above: 5, lag_weeks: ~}}}\n");
  const auto trigger = folder.load("later.yaml").scenario.rules.at("duty").trigger;
  EXPECT_DOUBLE_EQ(trigger.above, 5);
  EXPECT_EQ(trigger.place, "SG") << "the rest of the record stays";
  EXPECT_NE(trigger.lag_weeks, 8) << "~ removes what the file below sets";
}

TEST_F(Layers, ThenContinuesThePathOfAFileBelow) {
  folder.write("early.yaml",
               "extends: base.yaml\nlines: {cowos: {capacity: {2023-01-02: 1, 2024-01-01: 2, 2025-01-01: 3}}}\n");
  folder.write("later.yaml",
               "extends: early.yaml\nlines: {cowos: {capacity: {then: {2024-07-01: 5, 2026-01-01: 6}}}}\n");
  const auto s = folder.load("later.yaml").scenario;
  const auto& capacity = s.lines.at("cowos").capacity;
  EXPECT_DOUBLE_EQ(capacity.at(Date::of(2024, 1, 1)), 2);
  EXPECT_DOUBLE_EQ(capacity.at(Date::of(2024, 7, 1)), 5);
  EXPECT_DOUBLE_EQ(capacity.at(Date::of(2026, 1, 1)), 6) << "what the file below has from then on is dropped";
}

TEST_F(Layers, ThenKeepsTheEvidenceOfAnAnnotatedPath) {
  folder.write(
      "early.yaml",
      "extends: base.yaml\nlines: {cowos: {capacity: {value: {2023-01-02: 1, 2024-01-01: 2}, source: a survey, "
      "grade: B}}}\n");
  folder.write("later.yaml", "extends: early.yaml\nlines: {cowos: {capacity: {then: {2025-01-01: 5}}}}\n");
  const auto loaded = folder.load("later.yaml");
  EXPECT_DOUBLE_EQ(loaded.scenario.lines.at("cowos").capacity.at(Date::of(2025, 1, 1)), 5);
  EXPECT_TRUE(std::any_of(loaded.facts.begin(), loaded.facts.end(), [](const Fact& fact) {
    return fact.path == "lines.cowos.capacity" && fact.source == "a survey";
  }));
}

TEST_F(Layers, ThenNeedsAPathToContinue) {
  folder.write("case.yaml", "extends: base.yaml\nrun: {seed: {then: {2025-01-01: 5}}}\n");
  EXPECT_THAT(folder.errors_in("case.yaml"), HasSubstr("case.yaml:2:"));
}

TEST_F(Layers, MapsJoinAndOtherValuesAreReplaced) {
  folder.write("case.yaml",
               "extends: base.yaml\n"
               "jurisdictions:\n  AE: {hub: true}\n  SG: {customs: {detection: 0.9}}\n"
               "buyers: {labs: {jurisdiction: {CN: 1}}}\n"
               "lines: {cowos: {capacity: {2025-01-01: 7}}}\n"
               "lanes: {air: {between: [US, AE]}}\n");
  const auto s = folder.load("case.yaml").scenario;
  EXPECT_THAT(names_of(s.jurisdictions), ElementsAre("AE", "CN", "SG", "US"));
  EXPECT_TRUE(s.jurisdictions.at("SG").hub);
  EXPECT_DOUBLE_EQ(s.jurisdictions.at("SG").customs.detection, 0.9);
  EXPECT_THAT(names_of(s.buyers.at("labs").jurisdiction), ElementsAre("CN")) << "shares are one value";
  EXPECT_EQ(s.lines.at("cowos").capacity.points().size(), 1U) << "a series is one value";
  EXPECT_THAT(s.lanes.at("air").between, ElementsAre("US", "AE"));
}

TEST_F(Layers, NullRemoves) {
  folder.write("middle.yaml", "extends: base.yaml\nvendors: {amd: {home: US, ships_from: US}}\nrules: {duty: ~}\n");
  folder.write("case.yaml", "extends: middle.yaml\nvendors:\n  amd: ~\nquestion: ~\njurisdictions: {SG: {hub: ~}}\n");
  const auto s = folder.load("case.yaml").scenario;
  EXPECT_THAT(names_of(s.vendors), ElementsAre("nvidia"));
  EXPECT_TRUE(s.rules.empty());
  EXPECT_FALSE(s.jurisdictions.at("SG").hub) << "back to the default";
}

TEST_F(Layers, ARemovedValueCanBeSetAgain) {
  folder.write("middle.yaml", "extends: base.yaml\nrules: {duty: ~}\n");
  folder.write(
      "case.yaml",
      "extends: middle.yaml\nrules: {duty: {instrument: import_ban, effective: 2023-06-01, products: H100}}\n");
  EXPECT_EQ(folder.load("case.yaml").scenario.rules.at("duty").instrument, "import_ban");
}

TEST_F(Layers, LaterFilesOfAListOverrideEarlierOnes) {
  folder.write("one.yaml", "title: one\nrun: {seed: 1, replicates: 1}\n");
  folder.write("two.yaml", "title: two\nrun: {seed: 2}\n");
  folder.write("case.yaml", "extends: [base.yaml, one.yaml, two.yaml]\n");
  const auto loaded = folder.load("case.yaml");
  EXPECT_EQ(loaded.scenario.title, "two");
  EXPECT_EQ(loaded.scenario.run.seed, 2);
  EXPECT_EQ(loaded.scenario.run.replicates, 1);
  std::vector<std::string> inputs;
  for (const auto& input : loaded.inputs) inputs.push_back(std::filesystem::path(input.path).filename().string());
  EXPECT_THAT(inputs, ElementsAre("case.yaml", "base.yaml", "one.yaml", "two.yaml"));
}

TEST_F(Layers, FilesAreFoundFromTheFileThatExtendsThem) {
  folder.write(".entrepot-tree", "");
  folder.write("studies/deep/case.yaml", "extends: ../middle.yaml\n");
  folder.write("studies/middle.yaml", "extends: ../base.yaml\ntitle: middle\n");
  EXPECT_EQ(folder.load("studies/deep/case.yaml").scenario.title, "middle");
}

TEST_F(Layers, OneFileMayBeExtendedByTwo) {
  folder.write("one.yaml", "extends: base.yaml\nrun: {seed: 1}\n");
  folder.write("two.yaml", "extends: base.yaml\ntitle: two\n");
  folder.write("case.yaml", "extends: [one.yaml, two.yaml]\n");
  const auto loaded = folder.load("case.yaml");
  EXPECT_EQ(loaded.inputs.size(), 4U) << "each file once";
}

// ---- what can be wrong with files ----------------------------------------------------------------------------------

TEST_F(Layers, AFileCannotExtendItself) {
  folder.write("case.yaml", "title: a\nextends: case.yaml\n");
  EXPECT_EQ(folder.errors_in("case.yaml"), "case.yaml:2:10: error: extends: 'case.yaml' extends itself");
}

TEST_F(Layers, ACycleIsNamedWithTheFilesInIt) {
  folder.write("case.yaml", "extends: b.yaml\n");
  folder.write("b.yaml", "extends: [base.yaml, sub/c.yaml]\n");
  folder.write("sub/c.yaml", "extends: ./../case.yaml\n");
  EXPECT_EQ(folder.errors_in("case.yaml"),
            "sub/c.yaml:1:10: error: extends: 'sub/./../case.yaml' extends itself, through 'b.yaml', 'c.yaml'");
}

TEST_F(Layers, ACycleThroughALinkIsFound) {
  std::filesystem::create_symlink(folder.path("case.yaml"), folder.path("link.yaml"));
  folder.write("case.yaml", "extends: link.yaml\n");
  EXPECT_EQ(folder.errors_in("case.yaml"), "case.yaml:1:10: error: extends: 'link.yaml' extends itself");
}

TEST_F(Layers, AMissingFileIsNamedWithTheNearest) {
  folder.write("case.yaml", "extends: [bose.yaml, nowhere/else.yaml]\n");
  EXPECT_EQ(folder.errors_in("case.yaml"),
            "case.yaml:1:11: error: extends: no file 'bose.yaml'; did you mean 'base.yaml'?\n"
            "case.yaml:1:22: error: extends: no file 'nowhere/else.yaml'");
  EXPECT_EQ(folder.errors_in("basis.yaml"), "basis.yaml: error: no such file; did you mean 'base.yaml'?");
}

TEST_F(Layers, RejectADirectory) {
  folder.write("case.yaml", "extends: ''\n");
  folder.write("sub/x.yaml", "title: a\n");
  EXPECT_EQ(folder.errors_in("sub"), "sub: error: is a directory; expected a file");
  EXPECT_THAT(folder.errors_in("case.yaml"), HasSubstr("is a directory; expected a file"));
}

TEST_F(Layers, AFileThatMayNotBeReadIsNamedWithTheReason) {
  std::filesystem::permissions(folder.path("base.yaml"), std::filesystem::perms::none);
  // Root can read every file, so temporarily change the user.
  constexpr uid_t nobody = 65534;
  const bool is_root = geteuid() == 0;
  if (is_root) {
    ASSERT_EQ(seteuid(nobody), 0);
  }
  const std::string errors = folder.errors_in("base.yaml");
  if (is_root) {
    ASSERT_EQ(seteuid(0), 0);
  }
  EXPECT_EQ(errors, "base.yaml: error: cannot be read: Permission denied");
}

TEST_F(Layers, NamesThatTheSystemRefusesAreReported) {
  std::filesystem::create_symlink("loop.yaml", folder.path("loop.yaml"));
  EXPECT_EQ(folder.errors_in("loop.yaml"), "loop.yaml: error: cannot be read: Too many levels of symbolic links");
  const std::string name(300, 'x');
  EXPECT_EQ(folder.errors_in(name), fmt::format("{}: error: cannot be read: File name too long", name));
  EXPECT_THAT(folder.errors_in("base.yaml/x"), HasSubstr("Not a directory"));
}

TEST_F(Layers, AnEndlessFileIsNotReadToItsEnd) {
  try {
    load_scenario("/dev/zero", {}, sample::instruments());
    FAIL();
  } catch (const ScenarioError& e) {
    EXPECT_STREQ(e.what(), "/dev/zero: error: too large; a scenario has at most 2097152 bytes");
  }
}

TEST_F(Layers, ExtendsTakesNamesOnly) {
  folder.write("case.yaml", "extends: [base.yaml, {a: b}, ~]\n");
  EXPECT_EQ(folder.errors_in("case.yaml"),
            "case.yaml:1:22: error: extends: expected the name of a file, or a list of such names\n"
            "case.yaml:1:30: error: extends: expected the name of a file, or a list of such names");
}

TEST_F(Layers, ReportAnErrorInAnExtendedFileAtItsPosition) {
  folder.write("broken.yaml", "title: [a\n");
  folder.write("case.yaml", "extends: broken.yaml\ntitel: b\n");
  EXPECT_EQ(folder.errors_in("case.yaml"), "broken.yaml:2:1: error: a '[' is not closed");
  folder.write("wrong.yaml", "extends: base.yaml\nrun: {seed: -1}\n");
  folder.write("case.yaml", "extends: wrong.yaml\ntitel: b\n");
  EXPECT_EQ(folder.errors_in("case.yaml"),
            "case.yaml:2:1: error: titel: unknown key 'titel'; did you mean 'title'?\n"
            "wrong.yaml:2:13: error: run.seed: -1 is out of range; expected between 0 and 4294967295");
}

TEST_F(Layers, IgnoreAnErrorInAnOverriddenValue) {
  folder.write("wrong.yaml", "extends: base.yaml\nrun: {seed: -1}\n");
  folder.write("case.yaml", "extends: wrong.yaml\nrun: {seed: 1}\n");
  EXPECT_EQ(folder.errors_in("case.yaml"), "");
}

// Each file extends the next one twice: 2^40 files to read without a limit.
TEST_F(Layers, FilesThatMultiplyAreStopped) {
  for (int k = 0; k < 40; ++k)
    folder.write(fmt::format("f{}.yaml", k), fmt::format("extends: [f{0}.yaml, f{0}.yaml]\n", k + 1));
  folder.write("f40.yaml", "title: a\n");
  EXPECT_THAT(folder.errors_in("f0.yaml"), HasSubstr("error: extends: more than 100 files in total"));
}

// ---- settings ------------------------------------------------------------------------------------------------------

TEST(Settings, SetEveryLevel) {
  const auto s = sample::load({"title=Set", "run.seed=7", "jurisdictions.SG.customs.detection=90 %",
                               "products.H100.list_price=25 kUSD", "rules.duty.effective=2023-07-01",
                               "vendors.amd={home: US, ships_from: SG}"})
                     .scenario;
  EXPECT_EQ(s.title, "Set");
  EXPECT_EQ(s.run.seed, 7);
  EXPECT_DOUBLE_EQ(s.jurisdictions.at("SG").customs.detection, 0.9);
  EXPECT_EQ(s.jurisdictions.at("SG").name, "Singapore") << "the rest of the entry stays";
  EXPECT_DOUBLE_EQ(s.products.at("H100").list_price.at(Date::of(2023, 1, 2)), 25000);
  EXPECT_EQ(s.rules.at("duty").effective, Date::of(2023, 7, 1));
  EXPECT_EQ(s.vendors.at("amd").ships_from, "SG");
}

TEST(Settings, LaterOnesWin) { EXPECT_EQ(sample::load({"run.seed=1", "run.seed=2"}).scenario.run.seed, 2); }

TEST(Settings, ValueMayContainEqualsSigns) { EXPECT_EQ(sample::load({"title=a=b"}).scenario.title, "a=b"); }

TEST(Settings, NullRemoves) {
  EXPECT_TRUE(sample::load({"rules.duty=~"}).scenario.rules.empty());
  EXPECT_TRUE(sample::load({"rules=~"}).scenario.rules.empty());
}

TEST(Settings, OverrideFilesAndReplaceTheirFacts) {
  const auto facts = sample::load({"rules.duty.cap={value: 3, source: here}"}).facts;
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].where, "--set rules.duty.cap={value: 3, source: here}");
}

struct BadSetting {
  const char* setting;
  const char* error;
};

std::ostream& operator<<(std::ostream& out, const BadSetting& bad) { return out << bad.setting; }

class BadSettings : public testing::TestWithParam<BadSetting> {};

TEST_P(BadSettings, AreQuotedWithWhatIsWrong) {
  const auto& [setting, error] = GetParam();
  EXPECT_EQ(sample::errors_in(sample::minimal(), {setting}), fmt::format("--set {}: error: {}", setting, error));
}

constexpr const char* no_path = "expected path=value, where path is keys joined by dots";

INSTANTIATE_TEST_SUITE_P(
    All, BadSettings,
    testing::Values(BadSetting{"", no_path}, BadSetting{"run.seed", no_path}, BadSetting{"=1", no_path},
                    BadSetting{".=1", no_path}, BadSetting{"run..seed=1", no_path}, BadSetting{"run.=1", no_path},
                    BadSetting{".run=1", no_path},
                    BadSetting{"run.sed=1", "run.sed: unknown key 'sed'; did you mean 'seed'?"},
                    BadSetting{"ran.seed=1", "ran: unknown key 'ran'; did you mean 'run'?"},
                    BadSetting{"run.seed.x=1", "run.seed: expected an integer, found a map"},
                    BadSetting{"run.seed=[1", "a '[' is not closed"},
                    BadSetting{"run={seed: 1, seed: 2}", "seed: duplicate key"},
                    BadSetting{"run.seed=-1", "run.seed: -1 is out of range; expected between 0 and 4294967295"},
                    BadSetting{"products.H10.tpp=1",
                               "products.H10.tpp: no 'H10' among products; did you mean 'H100'?; to create it, set the "
                               "complete entry: products.H10={...}"},
                    BadSetting{"rules.dutty.rate=1",
                               "rules.dutty.rate: no 'dutty' among rules; did you mean 'duty'?; to create it, set the "
                               "complete entry: rules.dutty={...}"},
                    BadSetting{"intermediaries.x.count=1",
                               "intermediaries.x.count: no 'x' among intermediaries; to create it, set the complete "
                               "entry: intermediaries.x={...}"},
                    BadSetting{"extends=x.yaml", "extends: only a file can extend another"}));

TEST(Settings, EveryBadOneIsShown) {
  EXPECT_EQ(sample::errors_in(sample::minimal(), {"run.seed=x", "a", "run.replicates=0"}),
            "--set a: error: expected path=value, where path is keys joined by dots\n"
            "--set run.replicates=0: error: run.replicates: 0 is out of range; expected between 1 and 1000000 runs\n"
            "--set run.seed=x: error: run.seed: expected an integer, found 'x'");
}

}  // namespace
}  // namespace entrepot::scenario
