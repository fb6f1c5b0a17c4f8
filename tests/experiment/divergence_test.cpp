// Divergence of two runs of the small baseline.

#include "entrepot/experiment/divergence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entrepot/core/error.hpp"
#include "entrepot/scenario/key_differences.hpp"
#include "support/baseline.hpp"

namespace entrepot::experiment {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::unique_ptr<testing::World> half_a_year(const std::vector<std::string>& more = {}) {
  std::vector<std::string> settings{"calendar.end=2023-03-31"};
  settings.insert(settings.end(), more.begin(), more.end());
  return testing::small_baseline_with(settings);
}

Divergence against_plain(const std::vector<std::string>& settings, std::uint32_t replicate = 0) {
  const auto plain = half_a_year();
  const auto other = half_a_year(settings);
  return diverge(plain->setting, other->setting, replicate);
}

TEST(Diverge, EqualScenariosNeverDiverge) {
  const auto found = against_plain({});
  EXPECT_FALSE(found.diverged());
  EXPECT_EQ(found.weeks, 26);
  EXPECT_THAT(found.population, IsEmpty());
  EXPECT_THAT(found.rules, IsEmpty());
}

TEST(Diverge, NamesThePhaseThatReadsTheChangedParameter) {
  // Without end-use checks nothing is found by them; nothing else looks at their number.
  const auto found = against_plain({"enforcement.end_use_checks_per_year=0"});
  ASSERT_TRUE(found.diverged());
  EXPECT_EQ(found.phase, "enforcement");
  EXPECT_THAT(std::string(found.draws), HasSubstr("investigation"));
  EXPECT_EQ(found.state.front().table, "enforcement.check_budget");
}

TEST(Diverge, NamesAgentAndBothValuesOfADrawnAttribute) {
  const auto found = against_plain({"buyers.china_lab_1.willingness_to_pay=1000"});
  ASSERT_FALSE(found.population.empty());
  EXPECT_EQ(found.population.front().table, "buyers.willingness_to_pay");
  EXPECT_THAT(found.population.front().where, StartsWith("buyer china_lab_1 #0 ("));
  EXPECT_EQ(found.population.front().b, "1000");
}

TEST(Diverge, RowsAreMatchedByNameNotByNumber) {
  // The new rule comes first by name, so that all others move down a row; it is never in force.
  const auto found =
      against_plain({"rules.aaa={instrument: licence_requirement, announced: 2030-01-01, effective: 2030-01-01, "
                     "destinations: [CN], review: deny, "
                     "tpp: 1}"});
  EXPECT_FALSE(found.diverged()) << found.state.front().table << ": " << found.state.front().a << " | "
                                 << found.state.front().b;
  EXPECT_THAT(found.rules, IsEmpty());
}

TEST(Diverge, NamesTheDifferingRuleAndItsWeek) {
  const auto found =
      against_plain({"rules.hub_probe={instrument: hub_probe, announced: 2023-01-02, effective: "
                     "2023-01-02, hubs: [SG], inspection_factor: 4}"});
  EXPECT_EQ(found.rules_week, 13);
  ASSERT_FALSE(found.rules.empty());
  EXPECT_EQ(found.rules.front().table, "levers.inspection");
  EXPECT_EQ(found.rules.front().where, "place SG");
  EXPECT_EQ(found.rules.front().a, "1");
  EXPECT_EQ(found.rules.front().b, "4");
  ASSERT_TRUE(found.diverged());
  EXPECT_GE(found.week, 13);
}

TEST(Diverge, ALongerRunIsNotADifference) {
  const auto longer = half_a_year({"calendar.end=2023-04-30"});
  const auto plain = half_a_year();
  const auto found = diverge(plain->setting, longer->setting, 0);
  EXPECT_EQ(found.weeks, 26);
  EXPECT_THAT(found.population, IsEmpty());
  EXPECT_TRUE(!found.diverged() || found.week > 13)
      << found.week << " " << found.state.front().table << " " << found.state.front().where << ": "
      << found.state.front().a << " | " << found.state.front().b;
}

TEST(Diverge, RefusesRunsThatStartOnDifferentDays) {
  const auto plain = half_a_year();
  const auto later = half_a_year({"calendar.start=2022-11-07"});
  EXPECT_THROW(diverge(plain->setting, later->setting, 0), Error);
}

TEST(KeyDifferences, AreSortedByPathAndIgnoreDescriptiveKeys) {
  const auto found =
      scenario::key_differences("title: A\nrun: {seed: 1}\nx: {value: 3, source: here, grade: A}\nonly: [1, 2]\n",
                                "title: B\nrun: {seed: 2}\nx: 3\nnew: {a: 1}\n");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].key, "new.a");
  EXPECT_EQ(found[0].a, "");
  EXPECT_EQ(found[0].b, "1");
  EXPECT_EQ(found[1].key, "only");
  EXPECT_EQ(found[1].a, "[1, 2]");
  EXPECT_EQ(found[2].key, "run.seed");
  EXPECT_EQ(found[2].b, "2");
}

}  // namespace
}  // namespace entrepot::experiment
