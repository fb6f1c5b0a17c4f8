#include "entrepot/model/policy/lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/small_scenario.hpp"

namespace entrepot::policy {
namespace {

using ::entrepot::testing::small_scenario;
using ::entrepot::testing::SmallWorld;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> findings(const std::string& rules, const std::vector<std::string>& settings = {}) {
  const SmallWorld world(small_scenario("rules:\n" + rules, settings));
  const RuleBook book = world.rule_book();
  std::vector<std::string> texts;
  for (const auto& finding : lint(book, {world.scenario, world.calendar, world.geography, world.catalogue})) {
    texts.push_back(book.name(finding.rule) + ": " + (finding.note ? "note: " : "") + finding.text);
  }
  return texts;
}

/// A rule in force from the start of the run.
std::string rule(const std::string& name, const std::string& instrument, const std::string& rest,
                 const std::string& dates = "effective: 2023-01-02") {
  return "  " + name + ": {instrument: " + instrument + ", " + dates + ", " + rest + "}\n";
}

std::string licence(const std::string& name, const std::string& rest,
                    const std::string& dates = "effective: 2023-01-02") {
  return rule(name, "licence_requirement", rest, dates);
}

const std::string ban = licence("ban", "destinations: [CN], tpp: 4800, review: presumption_of_denial");

TEST(Lint, FindsNothingInRulesThatAllCount) {
  EXPECT_THAT(findings(ban + licence("milder", "destinations: [MY], review: approve") +
                       rule("duty", "licence_levy", "licence: ban, duty: 0.25") +
                       rule("cap", "volume_cap", "licence: ban, share_of_home_sales: 0.5")),
              IsEmpty());
}

TEST(Lint, FindsARuleThatAStricterOneShadows) {
  const auto found = findings(ban + licence("lost", "destinations: [CN], tpp: 15000, review: approve"));
  EXPECT_THAT(found, ElementsAre(HasSubstr("lost: shadowed: in force, but never the deciding rule; see ban")));
}

TEST(Lint, KeepsARuleThatDecidesBeforeTheStricterOne) {
  EXPECT_THAT(findings(licence("first", "destinations: [CN], review: approve") +
                       licence("then", "destinations: [CN], review: deny", "effective: 2024-01-01")),
              IsEmpty());
}

TEST(Lint, KeepsARuleThatIsRelaxedWhereverItHolds) {
  EXPECT_THAT(findings(ban + licence("eased", "destinations: [CN], review: approve, relaxes: [ban]")), IsEmpty());
}

TEST(Lint, KeepsARuleThatOnlyATriggerOverrules) {
  EXPECT_THAT(findings(licence("a", "destinations: [CN], review: approve") +
                       licence("b",
                               "destinations: [CN], review: deny, "
                               "trigger: {observe: hub_import_growth, place: SG, above: 7}")),
              IsEmpty());
}

TEST(Lint, FindsThresholdsThatNoProductPasses) {
  EXPECT_THAT(findings(licence("high", "destinations: [CN], tpp: 99999, review: deny")),
              ElementsAre(HasSubstr("high: never fired: no product")));
}

TEST(Lint, FindsARuleWithoutPlaces) {
  EXPECT_THAT(findings(licence("nowhere", "tpp: 4800, review: deny")),
              ElementsAre(HasSubstr("nowhere: never fired: names no place")));
}

TEST(Lint, FindsARuleOutsideTheRun) {
  EXPECT_THAT(findings(licence("late", "destinations: [CN], review: deny", "effective: 2030-01-01")),
              ElementsAre(HasSubstr("late: never fired: in force on no day of the run")));
}

TEST(Lint, KeepsARuleWithdrawnBetweenAnnouncementAndEffect) {
  EXPECT_THAT(findings(licence("diffusion", "destinations: [CN], review: deny",
                               "announced: 2023-03-01, effective: 2023-09-01, withdrawn: 2023-08-01")),
              IsEmpty());
}

TEST(Lint, FindsARuleWithdrawnBeforeItIsAnnounced) {
  EXPECT_THAT(findings(licence("odd", "destinations: [CN], review: deny",
                               "announced: 2023-06-01, effective: 2023-09-01, withdrawn: 2023-05-01")),
              ElementsAre(HasSubstr("odd: never fired: withdrawn on 2023-05-01")));
}

TEST(Lint, FindsRelaxingRulesThatRelaxNothing) {
  EXPECT_THAT(findings(ban + licence("elsewhere", "destinations: [MY], review: approve, relaxes: [ban]")),
              ElementsAre(HasSubstr("elsewhere: relaxes rules.ban, which never applies to the same sales")));
  EXPECT_THAT(findings(ban + licence("stricter", "destinations: [CN], review: deny, relaxes: [ban]")),
              ElementsAre(HasSubstr("(deny) is not milder than that rule's (presumption of denial)")));
}

TEST(Lint, FindsTwoRulesThatRelaxOneDifferently) {
  const auto found = findings(licence("ban", "destinations: [CN], headquarters: [CN], review: deny") +
                              licence("a", "destinations: [CN], review: approve, relaxes: [ban]") +
                              licence("b", "headquarters: [CN], review: case_by_case, relaxes: [ban]"));
  EXPECT_THAT(found, ElementsAre(HasSubstr("b: contradictory: relaxes rules.ban to 'case by case' where rules.a "
                                           "relaxes it to 'approve'")));
}

TEST(Lint, FindsTheLargerOfTwoCapsOnOneLicence) {
  EXPECT_THAT(findings(ban + rule("large", "volume_cap", "licence: ban, share_of_home_sales: 0.5") +
                       rule("small", "volume_cap", "licence: ban, share_of_home_sales: 0.2")),
              ElementsAre(HasSubstr("large: contradictory: overlaps rules.small on rules.ban from 2023-01-02")));
  EXPECT_THAT(
      findings(ban +
               rule("large", "country_cap", "licence: ban, h100e: 500", "effective: 2023-01-02, ends: 2023-06-05") +
               rule("small", "country_cap", "licence: ban, h100e: 50", "effective: 2023-06-05")),
      IsEmpty());
}

TEST(Lint, FindsALevyOnALicenceThatIsNotInForceWithIt) {
  EXPECT_THAT(
      findings(licence("short", "destinations: [CN], review: approve", "effective: 2023-01-02, ends: 2023-06-05") +
               rule("duty", "licence_levy", "licence: short, duty: 0.25", "effective: 2023-07-03")),
      ElementsAre(HasSubstr("duty: idle: rules.short is never in force at the same time")));
}

TEST(Lint, FindsATriggerOnAPlaceThatIsNoHub) {
  EXPECT_THAT(findings(rule("probe", "hub_permit",
                            "hubs: [SG], inspection_factor: 3, "
                            "trigger: {observe: hub_import_growth, place: US, above: 7}")),
              ElementsAre(HasSubstr("probe: never fired: its trigger observes the hub imports of US")));
}

// ---- paths that are blocked, dates that change nothing, duties that reach far ---------------------------------------

const std::string path = licence("path", "destinations: [CN], tpp_below: 20000, review: case_by_case, relaxes: [ban]");

TEST(Lint, FindsALicencePathThatAnotherRuleBlocks) {
  const auto found =
      findings(ban + path + licence("split", "destinations: [CN], tpp: 4800, review: deny", "effective: 2024-01-01"));
  EXPECT_THAT(found,
              ElementsAre(HasSubstr("path: blocked: rules.split also covers full to CN from 2024-01-01, and this "
                                    "rule does not relax it")));
}

TEST(Lint, KeepsALicencePathThatRelaxesBothRules) {
  EXPECT_THAT(findings(ban + licence("split", "destinations: [CN], tpp: 4800, review: deny", "effective: 2024-01-01") +
                       licence("path", "destinations: [CN], review: case_by_case, relaxes: [ban, split]")),
              IsEmpty());
}

TEST(Lint, KeepsALicencePathBesideARuleOnOtherGoodsOrPlaces) {
  EXPECT_THAT(findings(ban + path + licence("other", "destinations: [MY], tpp: 4800, review: deny")), IsEmpty());
  EXPECT_THAT(findings(ban + path + licence("small", "destinations: [CN], tpp_below: 4800, review: deny")), IsEmpty());
}

TEST(Lint, KeepsALicencePathOverWhichAMilderRuleLies) {
  EXPECT_THAT(
      findings(ban + path + licence("mild", "destinations: [CN], tpp: 4800, review: approve", "effective: 2024-01-01")),
      Not(Contains(HasSubstr("blocked"))));
}

TEST(Lint, FindsAnEndThatChangesNothing) {
  const std::string ends = "effective: 2023-01-02, ends: 2023-12-31";
  EXPECT_THAT(
      findings(licence("a", "destinations: [CN], tpp: 4800, review: deny") +
               licence("b", "destinations: [CN], tpp: 15000, review: deny", ends)),
      Contains(HasSubstr("b: ends on 2023-12-31, but other rules have the same effect: the date has no effect")));
  EXPECT_THAT(findings(licence("a", "destinations: [CN], review: deny", "effective: 2023-01-02, ends: 2039-12-31")),
              ElementsAre(HasSubstr("a: ends on 2039-12-31, after the last day of the run")));
}

TEST(Lint, KeepsAnEndThatStrikesFirmsOffTheEntityList) {
  const std::string ends = "effective: 2023-01-02, ends: 2023-12-31";
  EXPECT_THAT(findings(rule("fronts", "entity_list", "intermediaries: [traders]", ends)), IsEmpty());
  EXPECT_THAT(findings(ban + rule("labs", "entity_list", "buyers: [lab]", ends)), IsEmpty());
}

TEST(Lint, FindsASuspensionWithoutEffect) {
  const std::string dates = "effective: 2023-01-02, suspended_";
  EXPECT_THAT(findings(rule("probe", "hub_probe", "hubs: [SG], inspection_factor: 3", dates + "until: 2023-12-31")),
              ElementsAre(HasSubstr("probe: suspended until 2023-12-31, but from no day")));
  EXPECT_THAT(findings(rule("probe", "hub_probe", "hubs: [SG], inspection_factor: 3",
                            dates + "from: 2023-12-31, suspended_until: 2023-06-01")),
              ElementsAre(HasSubstr("which is not later")));
  EXPECT_THAT(findings(rule("probe", "hub_probe", "hubs: [SG], inspection_factor: 3", dates + "from: 2023-12-31")),
              IsEmpty());
}

TEST(Lint, KeepsAnEndThatChangesSomething) {
  const std::string ends = "effective: 2023-01-02, ends: 2023-12-31";
  EXPECT_THAT(findings(licence("a", "destinations: [CN], review: deny", ends)), IsEmpty());
  EXPECT_THAT(findings(rule("probe", "hub_probe", "hubs: [SG], inspection_factor: 3", ends)), IsEmpty());
  EXPECT_THAT(findings(rule("checks", "end_use_checks", "factor: 2", ends)), IsEmpty());
  EXPECT_THAT(findings(ban + rule("duty", "licence_levy", "licence: ban, duty: 0.25", ends)), IsEmpty());
}

TEST(Lint, KeepsAnEndOfARuleWithATrigger) {
  EXPECT_THAT(
      findings(rule("probe", "hub_probe",
                    "hubs: [SG], inspection_factor: 3, trigger: {observe: hub_import_growth, place: SG, above: 7}",
                    "effective: 2023-01-02, ends: 2023-12-31")),
      IsEmpty());
}

TEST(Lint, FindsAWithdrawalThatChangesNothing) {
  EXPECT_THAT(
      findings(licence("a", "destinations: [CN], review: deny", "effective: 2023-01-02, withdrawn: 2039-12-31")),
      ElementsAre(HasSubstr("a: withdrawn on 2039-12-31, but the date has no effect")));
}

TEST(Lint, NotesADutyThatBindsMoreThanOneLicence) {
  const auto found =
      findings(ban + rule("kyc", "kyc_duty", "vendors: [acme], diligence: 0.9", "effective: 2023-06-01"));
  EXPECT_THAT(found, ElementsAre("kyc: note: binds every red-flagged order for products of acme, through partners in "
                                 "every place and with or without a licence; for the licences of one rule, use "
                                 "licence_conditions with 'diligence'"));
  EXPECT_THAT(findings(rule("kyc", "kyc_duty", "places: [SG], diligence: 0.9")), IsEmpty()) << "as it says";
}

TEST(Lint, NotesRulesThatReachAllBecauseTheyNameNobody) {
  EXPECT_THAT(findings(rule("duty", "tariff", "places: [CN, MY], rate: 0.25")),
              ElementsAre("duty: note: covers every lawful purchase in CN and MY of cut and full, with or without a "
                          "licence; 'products', 'segments', 'groups' and 'exempt' limit it"));
  EXPECT_THAT(findings(rule("duty", "tariff", "places: [MY], rate: 0.25, segments: [enterprise]")), IsEmpty());
  EXPECT_THAT(findings(rule("limit", "import_limit", "places: [CN], refused_share: 1")),
              ElementsAre(HasSubstr("limit: note: covers every lawful purchase in CN of cut and full")));
  EXPECT_THAT(findings(rule("limit", "import_limit", "places: [CN], port_checks: 1")), IsEmpty());
  EXPECT_THAT(findings(rule("ban", "import_ban", "places: [CN]")),
              ElementsAre(HasSubstr("or the keys of import_limit")));
  EXPECT_THAT(findings(rule("first", "allocation_duty", "vendors: [acme]")),
              ElementsAre(HasSubstr("first: note: puts customers in SG behind the home market")));
  EXPECT_THAT(findings(rule("first", "allocation_duty", "vendors: [acme], behind: [SG]")), IsEmpty());
  EXPECT_THAT(findings(rule("reports", "report_duty", "reported_share: 1")), ElementsAre(HasSubstr("every supplier")));
}

TEST(Lint, NotesWhichCloudsAndTenantsARuleReaches) {
  const std::vector<std::string> clouds{"buyers.cloud.rental_share=0.5", "buyers.shop.rental_share=0.5",
                                        "buyers.lab.rents_abroad=true"};
  EXPECT_THAT(findings(rule("kyc", "remote_access", "tenant_kyc: 1"), clouds),
              ElementsAre("kyc: note: reaches all 2 groups of clouds (cloud and shop); 'clouds' and 'seats' limit it"));
  EXPECT_THAT(findings(rule("kyc", "remote_access", "tenant_kyc: 1, seats: [US]"), clouds), IsEmpty())
      << "all tenants have their seat in one place";
  auto tenants = clouds;
  tenants.emplace_back("buyers.shop.rents_abroad=true");
  EXPECT_THAT(
      findings(rule("kyc", "remote_access", "tenant_kyc: 1, seats: [US]"), tenants),
      ElementsAre("kyc: note: reaches 1 of 2 groups of clouds (cloud), for tenants with a seat in CN, MY and SG; "
                  "'tenants' limits it"));
}

// ---- nobody to act on, other dates. Each instrument has rows in tests/experiment/rule_trials_test.cpp. --------------

TEST(Lint, SaysForWhichDaysARuleHasNothingToActOn) {
  EXPECT_THAT(
      findings(rule("location", "location_verification", "coverage: 1, reveal_rate: 1, spoofing: 0",
                    "effective: 2023-07-03, ends: 2024-01-01"),
               {"products.full.release=2024-03-04"}),
      ElementsAre("location: idle: no product with a TPP of 4800 or more is sold from 2023-07-03 to 2023-12-31"));
}

TEST(Lint, KeepsARuleOnPlacesOfWhichOneHasSomebody) {
  EXPECT_THAT(findings(rule("fines", "penalties", "places: [CN, SG], factor: 2")), IsEmpty());
  EXPECT_THAT(findings(rule("customs", "customs_cooperation", "places: [CN, MY], cooperation: 0.9")), IsEmpty());
}

TEST(Lint, FindsALagBeyondTheRun) {
  const std::vector<std::string> limits{"lines.acme_fab.limits={wafers: 100}"};
  EXPECT_THAT(findings(rule("tools", "tool_rule", "vendors: [acme], lag_weeks: 58"), limits), IsEmpty());
  EXPECT_THAT(
      findings(rule("tools", "tool_rule", "vendors: [acme], lag_weeks: 58", "effective: 2024-06-03"), limits),
      ElementsAre("tools: idle: its effect comes 58 weeks after 2024-06-03, when it is no longer in force or the "
                  "run is over"));
}

TEST(Lint, FindsALagThatDoesNotCountFromTheTrigger) {
  EXPECT_THAT(findings(rule("tools", "tool_rule",
                            "vendors: [acme], trigger: {observe: street_premium, above: 1}, lag_weeks: 20"),
                       {"lines.acme_fab.limits={wafers: 100}"}),
              ElementsAre(HasSubstr("tools: dates: its lag of 20 weeks counts from its effective date, 2023-01-02")));
}

TEST(Lint, SeesWhoIsInACountryGroupWhileTheRuleIsInForce) {
  const std::vector<std::string> later{"jurisdictions.SG.groups_from={2024-01-01: [hubs]}"};
  const std::string fines = "places: [hubs], factor: 2";
  EXPECT_THAT(findings(rule("fines", "penalties", fines), later), IsEmpty());
  EXPECT_THAT(findings(rule("fines", "penalties", fines, "effective: 2023-01-02, ends: 2023-12-25"), later),
              ElementsAre("fines: idle: no place is in hubs from 2023-01-02 to 2023-12-24"));
}

TEST(Lint, NotesThatALicenceOfTheSameDayDoesNotLimitADuty) {
  const auto found = findings(ban + rule("kyc", "kyc_duty", "vendors: [acme], diligence: 0.9"));
  EXPECT_THAT(found, ElementsAre(HasSubstr("; rules.ban, which takes effect on the same day, does not limit it")));
}

}  // namespace
}  // namespace entrepot::policy
