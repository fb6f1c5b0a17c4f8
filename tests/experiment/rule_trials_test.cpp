// Rules that change nothing: what lint says without a run holds in a run, for every instrument.

#include "entrepot/experiment/rule_trials.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "entrepot/model/policy/lint.hpp"
#include "support/small_scenario.hpp"

namespace entrepot::experiment {
namespace {

using ::entrepot::testing::small_scenario;
using ::entrepot::testing::SmallWorld;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string ban =
    "rules:\n"
    "  ban: {instrument: licence_requirement, effective: 2023-01-02, destinations: [CN], tpp: 4800, "
    "review: case_by_case}\n"
    "  barred: {instrument: licence_requirement, effective: 2023-01-02, destinations: [MY], tpp: 4800, review: deny}\n";

/// A rule beside the two above that has nobody to act on, or whose values change nothing.
struct Idle {
  std::string instrument;
  std::string keys;
  std::string reason;
  std::vector<std::string> settings = {};
};

const std::vector<Idle>& idle() {
  static const std::vector<Idle> all{
      {"affiliates_rule", "known_share: 0.5", "no owner holds a share of 0.5 or more in two firms"},
      {"affiliates_rule", "known_share: 0", "it finds the owner of no firm"},
      {"allocation_duty", "vendors: [acme], behind: [CN]", "nobody in CN buys from acme itself"},
      {"allocation_duty", "vendors: [acme], behind: [SG, US]", "all customers of acme are behind"},
      {"appropriation", "yearly: 0", "it adds no dollars"},
      {"check_quality", "detection: 0.1", "with probability 0.3 already"},
      {"country_cap", "licence: barred, h100e: 1", "rules.barred denies every application"},
      {"customs_cooperation", "places: [CN], cooperation: 0.9",
       "no goods leave and no intermediary is registered in CN"},
      {"customs_cooperation", "places: [SG], cooperation: 0.2", "the cooperation of SG is 0.2 or more already"},
      {"declaration_duty", "hubs: [CN], enforced_share: 0.9, fine_factor: 3", "no intermediary is registered in CN"},
      {"declaration_duty", "hubs: [SG], enforced_share: 0.3", "the cooperation of SG is 0.3 or more already"},
      {"end_use_checks", "factor: 1", "a factor of 1"},
      {"end_use_checks", "factor: 9", "no end-use check is about chips", {"enforcement.end_use_checks_per_year=0"}},
      {"entity_list", "share: 1", "it names no group"},
      {"entity_list", "buyers: [lab], share: 0", "it lists nobody"},
      {"entity_list", "intermediaries: [traders]", "have no members", {"intermediaries.traders.count=0"}},
      {"entity_list_speed", "factor: 1", "a factor of 1"},
      {"foundry_rule", "vendors: [acme]", "no line that it reaches gets dies from abroad from 2023-01-02 on"},
      {"hub_end_use_checks", "hubs: [US], checks_per_year: 500", "no intermediary receives goods in a hub in US"},
      {"hub_permit", "hubs: [CN], inspection_factor: 9", "sends goods from a warehouse in CN"},
      {"hub_permit", "hubs: [SG], inspection_factor: 1", "it asks for nothing"},
      {"hub_probe", "hubs: [US], consignees_first: true", "no intermediary receives goods in a hub in US"},
      {"import_ban",
       "places: [CN], products: [cut]",
       "no product that it covers is sold in CN",
       {"products.cut.sold_in=[US]"}},
      {"import_limit", "places: [CN], groups: [shop], refused_share: 1", "no buyer that it covers is in CN"},
      {"import_limit", "places: [CN]", "it limits nothing"},
      {"investigators", "factor: 1", "a factor of 1"},
      {"investigators", "factor: 9", "no investigator works on chips", {"enforcement.chip_share=0"}},
      {"kyc_duty", "places: [CN], diligence: 1", "no channel partner receives goods in CN"},
      {"kyc_duty", "vendors: [acme], diligence: 0.1", "the diligence of acme is 0.1 or more already"},
      {"kyc_duty", "diligence: 1", "it names nobody"},
      {"licence_conditions", "licence: ban", "it names no condition"},
      {"licence_levy", "licence: barred, duty: 0.5", "rules.barred denies every application"},
      {"licence_levy", "licence: ban", "it charges nothing"},
      {"licence_requirement",
       "destinations: [MT], tpp: 4800, review: deny",
       "nobody buys in MT",
       {"jurisdictions.MT={}"}},
      {"location_verification", "tpp: 99999, coverage: 1, reveal_rate: 1, spoofing: 0",
       "no product with a TPP of 99999 or more is sold from 2023-01-02 on"},
      {"location_verification", "coverage: 1, reveal_rate: 1, spoofing: 1", "evaders falsify every location"},
      {"low_volume_exemption", "licence: ban, h100e_per_year: 0", "it exempts no compute"},
      {"memory_rule", "vendors: [acme], imports: 0", "no line that it reaches gets such memory"},
      {"penalties", "places: [CN], factor: 9", "no intermediary is registered in CN"},
      {"remote_access", "tenant_kyc: 1", "no group of buyers offers compute"},
      {"remote_access",
       "tenant_kyc: 1, seats: [CN]",
       "no cloud has its seat or data centres in CN",
       {"buyers.cloud.rental_share=0.5"}},
      {"remote_access", "tenant_kyc: 1", "nobody rents compute abroad", {"buyers.cloud.rental_share=0.5"}},
      {"remote_access",
       "tenant_kyc: 1, tenants: [SG]",
       "nobody with a seat in SG rents compute abroad",
       {"buyers.cloud.rental_share=0.5", "buyers.lab.rents_abroad=true"}},
      {"remote_access",
       "tenant_kyc: 0.5, seats: [US]",
       "the checks of cloud reject a share of 0.5 or more already",
       {"buyers.cloud.rental_share=0.5", "buyers.lab.rents_abroad=true"}},
      {"report_duty", "reported_share: 0.1", "suppliers report a share of 0.2 or more already"},
      {"resale_registry", "coverage: 0, audits_per_year: 1", "it registers nothing"},
      {"service_ban", "repairs_prevented: 0.5", "shops repair nothing", {"resale.repair_capacity=0"}},
      {"strike_force", "investigators: 1", "both its factors are 1"},
      {"tariff", "places: [CN], rate: 0.5, segments: [enterprise]", "no buyer that it covers is in CN"},
      {"tool_rule", "vendors: [acme]", "no line that it reaches is limited by wafers or memory"},
      {"usage_licence", "tpp: 99999, circumvented: 0", "no product with a TPP of 99999 or more"},
      {"validated_end_users", "licence: ban, groups: [shop]", "rules.ban asks no licence of shop"},
      {"volume_cap", "licence: barred, share_of_home_sales: 0.1", "rules.barred denies every application"},
      {"whistleblower_reward", "share_of_fines: 0", "it rewards nobody"},
      {"whistleblower_reward", "share_of_fines: 0.3", "tips do not answer rewards", {"enforcement.reward_response=0"}},
  };
  return all;
}

std::string rule_text(const std::string& name, const std::string& instrument, const std::string& keys) {
  return "  " + name + ": {instrument: " + instrument + ", effective: 2023-01-02, " + keys + "}\n";
}

std::vector<std::string> names_of_idle(const scenario::Scenario& scenario, const EarlierRules& earlier,
                                       std::size_t replicates) {
  std::vector<std::string> names;
  for (const auto& rule : idle_rules(scenario, earlier, {.replicates = replicates, .threads = 1}))
    names.push_back(rule.name);
  return names;
}

std::vector<std::string> lint_texts(const scenario::Scenario& scenario, const std::string& rule) {
  const SmallWorld world(scenario);
  const auto book = world.rule_book();
  std::vector<std::string> texts;
  for (const auto& finding : lint(book, {world.scenario, world.calendar, world.geography, world.catalogue}))
    if (book.name(finding.rule) == rule && !finding.note) texts.push_back(finding.text);
  return texts;
}

TEST(RuleTrials, WhatLintCallsIdleChangesNothing) {
  for (const auto& [instrument, keys, reason, settings] : idle()) {
    SCOPED_TRACE(instrument + ": " + keys);
    const auto scenario = small_scenario(ban + rule_text("idle", instrument, keys), settings);
    EXPECT_THAT(lint_texts(scenario, "idle"), ElementsAre(HasSubstr("idle: ")));
    EXPECT_THAT(lint_texts(scenario, "idle"), ElementsAre(HasSubstr(reason)));
    EXPECT_THAT(names_of_idle(scenario, {{"idle", nullptr}}, 1), ElementsAre("idle"));
  }
}

TEST(RuleTrials, EveryInstrumentHasARowAbove) {
  for (const auto& instrument : policy::instruments()) {
    const auto is_of_it = [&](const Idle& row) { return row.instrument == instrument.name; };
    EXPECT_TRUE(std::any_of(idle().begin(), idle().end(), is_of_it)) << instrument.name;
  }
}

TEST(RuleTrials, ARuleThatDecidesIsNotIdle) {
  const auto scenario = small_scenario(ban);
  EXPECT_THAT(names_of_idle(scenario, {{"ban", nullptr}}, 2), IsEmpty());
}

TEST(RuleTrials, ARuleThatAnotherReplacesIsIdle) {
  const std::string same = "destinations: [CN], tpp: 4800, review: deny";
  const auto scenario = small_scenario("rules:\n" + rule_text("a", "licence_requirement", same) +
                                       rule_text("b", "licence_requirement", same));
  EXPECT_THAT(names_of_idle(scenario, {{"a", nullptr}, {"b", nullptr}}, 2), ElementsAre("a", "b"))
      << "the other decides the same";
}

TEST(RuleTrials, KnowsThatOtherRulesCoverARule) {
  const std::string same = "destinations: [CN], tpp: 4800, review: deny";
  const auto scenario = small_scenario("rules:\n" + rule_text("a", "licence_requirement", same) +
                                       rule_text("b", "licence_requirement", same) +
                                       rule_text("cap", "country_cap", "licence: b, h100e: 1"));
  const auto idle = idle_rules(scenario, {{"a", nullptr}, {"cap", nullptr}}, {.replicates = 1, .threads = 1});
  ASSERT_EQ(idle.size(), 2U);
  EXPECT_FALSE(idle[0].is_covered) << "without it, the cap is on the rule that decides";
  EXPECT_FALSE(idle[1].is_covered);
  const auto alone = small_scenario("rules:\n" + rule_text("a", "licence_requirement", same) +
                                    rule_text("b", "licence_requirement", same));
  EXPECT_TRUE(idle_rules(alone, {{"a", nullptr}}, {.replicates = 1, .threads = 1}).front().is_covered);
}

TEST(RuleTrials, AChangeOrARemovalOfARuleIsTriedAgainstTheRuleBefore) {
  const auto before = small_scenario(ban + rule_text("fines", "penalties", "places: [CN], factor: 9"));
  const auto after = small_scenario(ban, {"rules.ban.review=deny"});
  EXPECT_THAT(changed_rules(before, after), ElementsAre("ban", "fines"));
  const EarlierRules earlier{{"ban", &before.rules.at("ban")}, {"fines", &before.rules.at("fines")}};
  EXPECT_THAT(names_of_idle(after, earlier, 1), ElementsAre("fines"));
}

TEST(RuleTrials, ASourceIsNoChangeOfARule) {
  EXPECT_THAT(changed_rules(small_scenario(ban), small_scenario(ban, {"rules.ban.source=a paper"})), IsEmpty());
}

}  // namespace
}  // namespace entrepot::experiment
