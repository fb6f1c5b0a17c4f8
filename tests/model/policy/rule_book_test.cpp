#include "entrepot/model/policy/rule_book.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "entrepot/core/error.hpp"
#include "entrepot/scenario/schema.hpp"
#include "support/small_scenario.hpp"

namespace entrepot::policy {
namespace {

using ::entrepot::testing::small_scenario;
using ::entrepot::testing::SmallWorld;

// Weeks count from Monday 2023-01-02: 2023-03-13 is the first day of week 10, 2023-05-22 of week 20, 2023-07-31 of
// week 30, 2023-10-09 of week 40.
constexpr const char* week_10 = "2023-03-13";

struct Rules : SmallWorld {
  explicit Rules(const std::string& rules, const std::vector<std::string>& settings = {})
      : SmallWorld(small_scenario(rules.empty() ? "" : "rules:\n" + rules, settings)), book(rule_book()) {}

  [[nodiscard]] Decision decision(Week week, const char* product_name, const char* use, const char* parent) const {
    return book.in_week(week).decision(product(product_name), place(use), place(parent));
  }
  [[nodiscard]] Review review(Week week, const char* product_name, const char* use, const char* parent) const {
    return decision(week, product_name, use, parent).review;
  }
  [[nodiscard]] Week restricted_from(Week week, const char* product_name, const char* use) const {
    return book.in_week(week).restricted_from(product(product_name), place(use), place(use));
  }
  [[nodiscard]] std::string rule_of(const Decision& decision) const {
    return decision.rule.exists() ? book.names()[decision.rule.row()] : "";
  }
  [[nodiscard]] RuleId id(const std::string& name) const {
    return RuleId{
        static_cast<std::size_t>(std::find(book.names().begin(), book.names().end(), name) - book.names().begin())};
  }

  RuleBook book;
};

std::string ban(const std::string& name, const std::string& rest) {
  return "  " + name + ": {instrument: licence_requirement, " + rest + "}\n";
}

TEST(RuleBook, LetsEverythingPassWithoutRules) {
  const Rules rules("");
  for (Week week = 0; week < rules.calendar.weeks(); ++week) {
    for (const char* product : {"cut", "full"}) {
      EXPECT_EQ(rules.review(week, product, "CN", "CN"), Review::none);
      EXPECT_FALSE(rules.book.in_week(week).controlled(rules.product(product)));
      EXPECT_EQ(rules.restricted_from(week, product, "CN"), RuleTable::never);
    }
  }
}

TEST(RuleBook, HoldsFromTheFirstDayInForceToTheDayBeforeTheEnd) {
  const Rules rules(ban("ban", "effective: 2023-03-13, ends: 2023-05-22, destinations: [CN], review: deny"));
  EXPECT_EQ(rules.review(9, "full", "CN", "CN"), Review::none);
  EXPECT_EQ(rules.review(10, "full", "CN", "CN"), Review::deny);
  EXPECT_EQ(rules.review(19, "full", "CN", "CN"), Review::deny);
  EXPECT_EQ(rules.review(20, "full", "CN", "CN"), Review::none);
  EXPECT_TRUE(rules.book.in_week(10).controlled(rules.product("full")));
  EXPECT_FALSE(rules.book.in_week(20).controlled(rules.product("full")));
}

TEST(RuleBook, HoldsFromTheFirstWeekOnForRulesFromBeforeTheRun) {
  const Rules rules(ban("old", "effective: 2020-01-01, destinations: [CN], review: deny"));
  EXPECT_EQ(rules.review(0, "full", "CN", "CN"), Review::deny);
  EXPECT_EQ(rules.review(rules.calendar.weeks() - 1, "full", "CN", "CN"), Review::deny);
}

TEST(LicenceRequirement, HoldsOnlyAboveItsThresholds) {
  // The cut-down part has TPP 2,368, 2.9 TPP/mm2, 4,000 GB/s and no link; the full one 15,824, 19.4, 3,350 and 900.
  const auto holds = [](const char* thresholds, const char* product) {
    const Rules rules(
        ban("ban", std::string("effective: 2023-01-02, destinations: [CN], review: deny, ") + thresholds));
    return rules.review(0, product, "CN", "CN") == Review::deny;
  };
  EXPECT_TRUE(holds("tpp: 4800", "full"));
  EXPECT_FALSE(holds("tpp: 4800", "cut"));
  EXPECT_TRUE(holds("tpp: 2368", "cut")) << "a threshold holds from its value on";
  EXPECT_FALSE(holds("tpp_below: 2368", "cut")) << "and below it, not at it";
  EXPECT_TRUE(holds("tpp_below: 4800", "cut"));
  EXPECT_FALSE(holds("tpp_below: 4800", "full"));
  EXPECT_TRUE(holds("performance_density: 5.92", "full"));
  EXPECT_FALSE(holds("performance_density: 5.92", "cut"));
  EXPECT_TRUE(holds("memory_bandwidth: 4000", "cut"));
  EXPECT_FALSE(holds("memory_bandwidth: 4000", "full"));
  EXPECT_TRUE(holds("memory_bandwidth_below: 4000", "full"));
  EXPECT_FALSE(holds("memory_bandwidth_below: 4000", "cut"));
  EXPECT_TRUE(holds("link_speed: 600", "full"));
  EXPECT_FALSE(holds("link_speed: 600", "cut"));
  EXPECT_FALSE(holds("tpp: 4800, memory_bandwidth: 4000", "full")) << "thresholds of one rule hold together";
  EXPECT_TRUE(holds("products: [cut]", "cut"));
  EXPECT_FALSE(holds("products: [cut]", "full"));
}

TEST(LicenceRequirement, LooksAtPlaceOfUseAndAtTheParent) {
  const Rules rules(ban("place", "effective: 2023-01-02, destinations: [\"D:5\"], products: [full], review: deny") +
                    ban("parent", "effective: 2023-01-02, headquarters: [\"D:5\"], products: [cut], review: deny"));
  EXPECT_EQ(rules.review(0, "full", "CN", "US"), Review::deny) << "a US firm's site in CN";
  EXPECT_EQ(rules.review(0, "full", "SG", "CN"), Review::none) << "a CN firm's site in SG";
  EXPECT_EQ(rules.review(0, "cut", "CN", "US"), Review::none);
  EXPECT_EQ(rules.review(0, "cut", "SG", "CN"), Review::deny);
}

TEST(LicenceRequirement, FollowsPlacesIntoOtherGroups) {
  // MY leaves the group on Wednesday of week 10: what comes on a day holds for its whole week.
  const Rules rules(ban("group", "effective: 2023-01-02, destinations: [\"D:4\"], review: deny") +
                        ban("code", "effective: 2023-01-02, destinations: [SG], products: [cut], review: deny"),
                    {"jurisdictions.MY.groups=['D:4']", "jurisdictions.MY.groups_from={2023-03-15: ['A:5']}",
                     "jurisdictions.SG.groups_from={2023-05-22: ['D:4', 'A:5']}"});
  EXPECT_EQ(rules.review(9, "full", "MY", "MY"), Review::deny);
  EXPECT_EQ(rules.review(10, "full", "MY", "MY"), Review::none);
  EXPECT_EQ(rules.review(19, "full", "SG", "SG"), Review::none);
  EXPECT_EQ(rules.review(20, "full", "SG", "SG"), Review::deny);
  EXPECT_EQ(rules.review(20, "cut", "SG", "SG"), Review::deny);
  const auto effect = rules.book.effect_of(rules.id("group"));
  EXPECT_TRUE(effect.requirements.front().uses[rules.place("MY").row()]) << "in some week";
  EXPECT_TRUE(effect.requirements.front().uses[rules.place("SG").row()]);
}

TEST(LicenceRequirement, DoesNotBindHeadquartersWhileTheyLapse) {
  const Rules rules(ban("rule",
                        "effective: 2023-01-02, destinations: [CN], headquarters: [CN], review: deny, "
                        "headquarters_lapse: {from: 2023-03-13, until: 2023-05-22}"));
  EXPECT_EQ(rules.review(9, "full", "SG", "CN"), Review::deny);
  EXPECT_EQ(rules.review(10, "full", "SG", "CN"), Review::none);
  EXPECT_EQ(rules.review(19, "full", "SG", "CN"), Review::none);
  EXPECT_EQ(rules.review(20, "full", "SG", "CN"), Review::deny);
  EXPECT_EQ(rules.review(15, "full", "CN", "US"), Review::deny) << "destinations do not lapse";
}

TEST(LicenceRequirement, MayLapseForGood) {
  const Rules rules(
      ban("rule", "effective: 2023-01-02, headquarters: [CN], review: deny, headquarters_lapse: {from: 2023-03-13}"));
  EXPECT_EQ(rules.review(9, "full", "SG", "CN"), Review::deny);
  EXPECT_EQ(rules.review(60, "full", "SG", "CN"), Review::none);
}

TEST(LicenceRequirement, DoesNotReachVendorsOutsideTheControls) {
  const Rules rules(ban("ban", "effective: 2023-01-02, destinations: [CN], review: deny"),
                    {"vendors.acme.under_controls=false"});
  EXPECT_EQ(rules.review(0, "full", "CN", "CN"), Review::none);
  EXPECT_FALSE(rules.book.in_week(0).controlled(rules.product("full")));
}

TEST(RuleBook, TakesTheStrictestOfSeveralRules) {
  const Rules rules(ban("mild", "effective: 2023-01-02, destinations: [CN, MY], review: case_by_case") +
                    ban("strict", "effective: 2023-03-13, destinations: [CN], review: presumption_of_denial"));
  EXPECT_EQ(rules.review(0, "full", "CN", "CN"), Review::case_by_case);
  EXPECT_EQ(rules.rule_of(rules.decision(0, "full", "CN", "CN")), "mild");
  EXPECT_EQ(rules.review(10, "full", "CN", "CN"), Review::presumption_of_denial);
  EXPECT_EQ(rules.rule_of(rules.decision(10, "full", "CN", "CN")), "strict");
  EXPECT_EQ(rules.review(10, "full", "MY", "MY"), Review::case_by_case);
}

// The full part is denied to CN and to MY; from week 10 on the relaxing rule makes it case by case for CN.
const std::string relaxed_ban =
    ban("ban", "effective: 2023-01-02, destinations: [CN, MY], review: presumption_of_denial") +
    ban("opening",
        "effective: 2023-03-13, ends: 2023-05-22, destinations: [CN], tpp: 4800, review: case_by_case, "
        "relaxes: [ban]");

TEST(RelaxingRule, TakesThePlaceOfTheRuleItNamesOnlyWhereBothHold) {
  const Rules rules(relaxed_ban);
  EXPECT_EQ(rules.review(9, "full", "CN", "CN"), Review::presumption_of_denial) << "not yet in force";
  EXPECT_EQ(rules.review(10, "full", "CN", "CN"), Review::case_by_case);
  EXPECT_EQ(rules.rule_of(rules.decision(10, "full", "CN", "CN")), "opening");
  EXPECT_EQ(rules.review(10, "cut", "CN", "CN"), Review::presumption_of_denial) << "below its threshold";
  EXPECT_EQ(rules.review(10, "full", "MY", "MY"), Review::presumption_of_denial) << "not its destination";
  EXPECT_EQ(rules.review(20, "full", "CN", "CN"), Review::presumption_of_denial) << "no longer in force";
}

TEST(RelaxingRule, AsksForNothingByItself) {
  // Where the rule it relaxes does not hold (it ends in week 30), neither does it.
  const Rules rules(
      ban("ban", "effective: 2023-01-02, ends: 2023-03-13, destinations: [CN], review: deny") +
      ban("opening", "effective: 2023-01-02, destinations: [CN, US], review: case_by_case, relaxes: [ban]"));
  EXPECT_EQ(rules.review(0, "full", "CN", "CN"), Review::case_by_case);
  EXPECT_EQ(rules.review(0, "full", "US", "US"), Review::none);
  EXPECT_EQ(rules.review(10, "full", "CN", "CN"), Review::none);
}

TEST(RelaxingRule, LeavesOtherRulesAsTheyAre) {
  const Rules rules(relaxed_ban + ban("other", "effective: 2023-01-02, headquarters: [CN], review: deny"));
  EXPECT_EQ(rules.review(10, "full", "CN", "US"), Review::case_by_case);
  EXPECT_EQ(rules.review(10, "full", "CN", "CN"), Review::deny);
}

TEST(RelaxingRule, NeverMakesAReviewStricter) {
  const Rules rules(ban("ban", "effective: 2023-01-02, destinations: [CN], review: case_by_case") +
                    ban("odd", "effective: 2023-01-02, destinations: [CN], review: deny, relaxes: [ban]"));
  EXPECT_EQ(rules.review(0, "full", "CN", "CN"), Review::case_by_case);
}

TEST(RelaxingRule, MayLiftTheRequirement) {
  const Rules rules(ban("ban", "effective: 2023-01-02, destinations: [CN], review: deny") +
                    ban("lift", "effective: 2023-03-13, destinations: [CN], review: none, relaxes: [ban]"));
  EXPECT_TRUE(rules.decision(9, "full", "CN", "CN").licence_required());
  EXPECT_FALSE(rules.decision(10, "full", "CN", "CN").licence_required());
}

TEST(Foresight, KnowsAnAnnouncedRuleFromItsAnnouncementToItsEffect) {
  const Rules rules(
      ban("ban", "announced: 2023-03-13, effective: 2023-05-22, destinations: [CN], tpp: 4800, review: deny"));
  EXPECT_EQ(rules.restricted_from(9, "full", "CN"), RuleTable::never);
  EXPECT_EQ(rules.restricted_from(10, "full", "CN"), 20);
  EXPECT_EQ(rules.restricted_from(19, "full", "CN"), 20);
  EXPECT_EQ(rules.restricted_from(20, "full", "CN"), RuleTable::never) << "restricted now, not from a coming week";
  EXPECT_EQ(rules.restricted_from(10, "cut", "CN"), RuleTable::never);
  EXPECT_EQ(rules.restricted_from(10, "full", "MY"), RuleTable::never);
}

TEST(Foresight, HasNoneOfARuleThatTakesEffectWithItsAnnouncement) {
  const Rules rules(ban("ban", std::string("effective: ") + week_10 + ", destinations: [CN], review: deny"));
  for (Week week = 0; week < 20; ++week) EXPECT_EQ(rules.restricted_from(week, "full", "CN"), RuleTable::never);
}

TEST(Foresight, TakesTheFirstOfSeveralComingRules) {
  const Rules rules(ban("later", "announced: 2023-01-02, effective: 2023-07-31, destinations: [CN], review: deny") +
                    ban("sooner", "announced: 2023-03-13, effective: 2023-05-22, destinations: [CN], review: deny"));
  EXPECT_EQ(rules.restricted_from(0, "full", "CN"), 30);
  EXPECT_EQ(rules.restricted_from(10, "full", "CN"), 20);
}

TEST(Foresight, OverlooksALicenceThatIsAlwaysGiven) {
  const Rules rules(ban("form", "announced: 2023-01-02, effective: 2023-05-22, destinations: [CN], review: approve"));
  EXPECT_EQ(rules.restricted_from(0, "full", "CN"), RuleTable::never);
  EXPECT_EQ(rules.review(20, "full", "CN", "CN"), Review::approve);
}

TEST(WithdrawnRule, IsCountedOnUntilItIsWithdrawnAndNeverInForce) {
  // Like the diffusion rule: announced in week 10, to take effect in week 30, withdrawn in week 20.
  const Rules rules(ban("diffusion",
                        "announced: 2023-03-13, effective: 2023-07-31, withdrawn: 2023-05-22, "
                        "destinations: [SG], review: case_by_case"));
  EXPECT_EQ(rules.restricted_from(9, "full", "SG"), RuleTable::never);
  EXPECT_EQ(rules.restricted_from(10, "full", "SG"), 30);
  EXPECT_EQ(rules.restricted_from(19, "full", "SG"), 30);
  EXPECT_EQ(rules.restricted_from(20, "full", "SG"), RuleTable::never);
  for (const Week week : {29, 30, 31, 60}) EXPECT_EQ(rules.review(week, "full", "SG", "SG"), Review::none);
}

TEST(WithdrawnRule, EndsARuleThatWasInForce) {
  const Rules rules(ban("ban", "effective: 2023-03-13, withdrawn: 2023-05-22, destinations: [CN], review: deny"));
  EXPECT_EQ(rules.review(19, "full", "CN", "CN"), Review::deny);
  EXPECT_EQ(rules.review(20, "full", "CN", "CN"), Review::none);
}

TEST(SuspendedRule, PausesAndIsExpectedBack) {
  const Rules rules(ban("ban",
                        "effective: 2023-03-13, suspended_from: 2023-05-22, suspended_until: 2023-07-31, "
                        "destinations: [CN], review: deny"));
  EXPECT_EQ(rules.review(19, "full", "CN", "CN"), Review::deny);
  EXPECT_EQ(rules.review(20, "full", "CN", "CN"), Review::none);
  EXPECT_EQ(rules.restricted_from(20, "full", "CN"), 30);
  EXPECT_EQ(rules.review(30, "full", "CN", "CN"), Review::deny);
}

TEST(SuspendedRule, MayNeverComeBack) {
  const Rules rules(ban("ban", "effective: 2023-03-13, suspended_from: 2023-05-22, destinations: [CN], review: deny"));
  EXPECT_EQ(rules.review(60, "full", "CN", "CN"), Review::none);
  EXPECT_EQ(rules.restricted_from(20, "full", "CN"), RuleTable::never);
}

TEST(LicenceConditions, TakeTheStrictestOfEach) {
  const Rules rules(ban("licence", "effective: 2023-01-02, destinations: [CN], review: case_by_case") +
                    "  test: {instrument: licence_conditions, effective: 2023-03-13, licence: licence, "
                    "added_weeks: 8, buyer_cap: 500}\n"
                    "  veto: {instrument: licence_conditions, effective: 2023-05-22, licence: licence, "
                    "added_weeks: 4, veto: 0.3, buyer_cap: 200}\n");
  const auto terms = [&](Week week) { return rules.book.in_week(week).levers().licences[rules.id("licence")]; };
  EXPECT_EQ(terms(9), LicenceTerms{});
  EXPECT_DOUBLE_EQ(terms(20).added_weeks, 8);
  EXPECT_DOUBLE_EQ(terms(20).veto, 0.3);
  EXPECT_DOUBLE_EQ(terms(20).buyer_cap, 200);
  EXPECT_EQ(rules.book.in_week(20).levers().licences[rules.id("test")], LicenceTerms{});
}

TEST(LicenceLevy, AddsUpWhileInForceAndOnlyOnItsLicence) {
  const Rules rules(ban("h20", "effective: 2023-01-02, destinations: [CN], review: approve") +
                    ban("other", "effective: 2023-01-02, destinations: [MY], review: approve") +
                    "  share: {instrument: licence_levy, effective: 2023-03-13, licence: h20, revenue_share: 0.15}\n"
                    "  duty: {instrument: licence_levy, effective: 2023-05-22, licence: h20, duty: 0.25}\n"
                    "  more: {instrument: licence_levy, effective: 2023-05-22, licence: h20, duty: 0.05}\n");
  const RuleId licence = rules.id("h20");
  EXPECT_DOUBLE_EQ(rules.book.in_week(9).levy(licence).revenue_share, 0);
  EXPECT_DOUBLE_EQ(rules.book.in_week(10).levy(licence).revenue_share, 0.15);
  EXPECT_DOUBLE_EQ(rules.book.in_week(10).levy(licence).duty, 0);
  EXPECT_DOUBLE_EQ(rules.book.in_week(20).levy(licence).duty, 0.30);
  EXPECT_DOUBLE_EQ(rules.book.in_week(20).levy(rules.id("other")).duty, 0);
  EXPECT_DOUBLE_EQ(rules.book.in_week(20).levy(RuleId::none()).duty, 0);
}

TEST(VolumeCap, IsKnownByTheLicenceItCaps) {
  const Rules rules(ban("licence", "effective: 2023-01-02, destinations: [CN], review: case_by_case") +
                    "  cap: {instrument: volume_cap, effective: 2023-03-13, ends: 2023-05-22, licence: licence, "
                    "share_of_home_sales: 0.5}\n");
  EXPECT_TRUE(rules.book.in_week(9).volume_caps().empty());
  ASSERT_EQ(rules.book.in_week(10).volume_caps().size(), 1U);
  EXPECT_EQ(rules.book.in_week(10).volume_caps().front().licence_rule, rules.id("licence"));
  EXPECT_DOUBLE_EQ(rules.book.in_week(10).volume_caps().front().share_of_home_sales, 0.5);
  EXPECT_TRUE(rules.book.in_week(20).volume_caps().empty());
}

TEST(HubPermit, MultipliesInspectionInItsHubs) {
  const Rules rules(
      "  one: {instrument: hub_permit, effective: 2023-03-13, hubs: [MY], inspection_factor: 3}\n"
      "  two: {instrument: hub_permit, effective: 2023-05-22, hubs: [MY, SG], inspection_factor: 2}\n");
  const auto factor = [&](Week week, const char* hub) {
    return rules.book.in_week(week).inspection_factor(rules.place(hub));
  };
  EXPECT_DOUBLE_EQ(factor(9, "MY"), 1);
  EXPECT_DOUBLE_EQ(factor(10, "MY"), 3);
  EXPECT_DOUBLE_EQ(factor(20, "MY"), 6);
  EXPECT_DOUBLE_EQ(factor(20, "SG"), 2);
  EXPECT_DOUBLE_EQ(factor(20, "US"), 1);
}

TEST(HubEndUseChecks, AddUpInTheirHubs) {
  const Rules rules(
      "  one: {instrument: hub_end_use_checks, effective: 2023-03-13, ends: 2023-07-31, hubs: [MY], checks_per_year: "
      "300}\n"
      "  two: {instrument: hub_end_use_checks, effective: 2023-05-22, hubs: [MY, SG], checks_per_year: 20}\n");
  const auto checks = [&](Week week, const char* hub) {
    return rules.book.in_week(week).levers().hub_checks[rules.place(hub)];
  };
  EXPECT_EQ(checks(9, "MY"), 0);
  EXPECT_EQ(checks(10, "MY"), 300);
  EXPECT_EQ(checks(20, "MY"), 320);
  EXPECT_EQ(checks(20, "SG"), 20);
  EXPECT_EQ(checks(30, "MY"), 20);
  EXPECT_EQ(checks(30, "US"), 0);
  EXPECT_EQ(rules.book.in_week(30).levers().end_use_checks, 1) << "the budget for all the world stays";
}

TEST(RuleBook, DoesNotDependOnTheOrderOfRulesInTheFile) {
  std::vector<std::string> lines{
      ban("a", "effective: 2023-01-02, destinations: [CN], tpp: 4800, review: presumption_of_denial"),
      ban("b", "effective: 2023-03-13, headquarters: [CN], review: case_by_case"),
      ban("c", "announced: 2023-02-06, effective: 2023-05-22, destinations: [MY], review: deny"),
      ban("d", "effective: 2023-05-22, destinations: [CN], review: approve, relaxes: [a]"),
      "  e: {instrument: licence_levy, effective: 2023-05-22, licence: d, duty: 0.25}\n",
      "  f: {instrument: hub_permit, effective: 2023-03-13, hubs: [SG], inspection_factor: 4}\n"};
  const auto joined = [&] {
    std::string all;
    for (const auto& line : lines) all += line;
    return all;
  };
  const Rules first(joined());
  std::sort(lines.begin(), lines.end());
  do {
    if (lines.front().find("  c:") != 0 && lines.back().find("  a:") != 0) continue;  // some 200 of 720 orders
    const Rules other(joined());
    for (const Week week : {0, 6, 12, 25}) {
      for (const char* product : {"cut", "full"}) {
        for (const char* use : {"CN", "MY", "SG", "US"}) {
          ASSERT_EQ(first.restricted_from(week, product, use), other.restricted_from(week, product, use));
          for (const char* parent : {"CN", "US"}) {
            const Decision one = first.decision(week, product, use, parent);
            const Decision two = other.decision(week, product, use, parent);
            ASSERT_EQ(one.review, two.review);
            ASSERT_EQ(first.rule_of(one), other.rule_of(two));
          }
        }
      }
      ASSERT_EQ(first.book.in_week(week).levy(first.id("d")).duty, other.book.in_week(week).levy(other.id("d")).duty);
    }
  } while (std::next_permutation(lines.begin(), lines.end()));
}

TEST(RuleBook, RejectsAnInstrumentThatDoesNotExist) {
  auto scenario = small_scenario("rules:\n" + ban("ban", "effective: 2023-01-02, destinations: [CN], review: deny"));
  scenario.rules["ban"].instrument = "no_such_thing";
  const SmallWorld world(scenario);
  EXPECT_THROW((void)world.rule_book(), Error);
}

TEST(Instruments, HaveNamesMeaningsAndTablesThatStandOnlyOnce) {
  std::vector<std::string> names;
  for (const auto& schema : instrument_schemas()) {
    EXPECT_FALSE(schema.meaning.empty()) << schema.name;
    EXPECT_TRUE(schema.table) << schema.name;
    names.push_back(schema.name);
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

}  // namespace
}  // namespace entrepot::policy
