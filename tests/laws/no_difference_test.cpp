// Laws 10 and 11 of docs/explanation/model.md: what changes nothing must give a difference of exactly zero.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "support/baseline.hpp"

namespace entrepot {
namespace {

using testing::by_rule;
using testing::differences;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::small_baseline_with;

constexpr std::uint32_t seeds = 2;

// ---- 10: two scenarios that differ by nothing ----------------------------------------------------------------------

TEST(LawTenNoDifference, TitleFileNameAndCommentsChangeNothing) {
  const auto instruments = policy::instrument_schemas();
  const auto world = small_baseline_with({});
  const auto text = "# the same world\n" + world->loaded.resolved_yaml() + "\n# under another name\n";
  const testing::World other(scenario::load_scenario_text(
      text, "elsewhere.yaml", {"title=Another title", "question=Another question?"}, instruments));
  ASSERT_NE(world->loaded.scenario.title, other.loaded.scenario.title);
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) {
    EXPECT_THAT(differences(model::simulate(world->setting, replicate), model::simulate(other.setting, replicate)),
                IsEmpty());
  }
}

TEST(LawTenNoDifference, SourcesAndGradesChangeNothing) {
  const auto world = small_baseline_with({});
  const auto other = small_baseline_with(
      {"rules.ac_2023_tpp.source=another paper", "rules.ac_2023_tpp.grade=C", "jurisdictions.SG.name=The Lion City"});
  EXPECT_THAT(differences(model::simulate(world->setting, 0), model::simulate(other->setting, 0)), IsEmpty());
}

// ---- 11: an instrument with no effect parameters -------------------------------------------------------------------

/// A rule that is in force for most of the run, from the summer of 2023 when the rule of 2022 still held, and must
/// change nothing.
struct Neutral {
  std::string instrument;
  std::string parameters;
};

const std::vector<Neutral>& neutral_rules() {
  static const std::vector<Neutral> rules{
      // Huawei sells at home alone, so its customers at home come before nobody.
      {"allocation_duty", "vendors: [huawei]"},
      {"affiliates_rule", "known_share: 0"},
      {"affiliates_rule", "known_share: 1, held_share: 1"},  // no owner of several firms holds all of one
      {"appropriation", "yearly: 0"},
      {"allocation_duty", "vendors: [nvidia], behind: [VN]"},  // nobody is there
      {"appropriation", "yearly: 200e6, enforcement_share: 0"},
      {"declaration_duty", "hubs: [SG, MY, HK], enforced_share: 0"},
      {"licence_conditions", "licence: ac_2022"},
      {"licence_conditions", "licence: ac_2022, buyer_cap: 1e15"},
      {"report_duty", "reported_share: 0"},
      {"resale_registry", "coverage: 0, audits_per_year: 52"},
      {"service_ban", "repairs_prevented: 0"},
      {"entity_list", "channel_partners: [distributors_asia], share: 0"},
      {"country_cap", "licence: ac_2022, h100e: 1e15, joint: true, per_year: true"},
      {"country_cap", "licence: ac_2022, h100e: 0, places: [VN]"},
      {"tariff", "places: [IN], rate: 0"},
      {"tariff", "places: [IN], rate: 1, exempt: [india]"},
      {"tariff", "places: [IN], rate: 1, products: [Ascend910B]"},  // not sold there
      {"usage_licence", "circumvented: 1"},
      {"usage_licence", "circumvented: 0, coverage: 0"},
      {"validated_end_users", "licence: ac_2022, groups: [us_enterprises]"},  // they need none
      {"validated_end_users", "licence: ac_2022, groups: [china_enterprises], h100e_per_year: 0"},
      {"remote_access", "tenant_kyc: 1, seats: [IN]"},  // nobody with a seat there lets
      {"remote_access", "tenant_kyc: 1, tenants: [IN]"},
      {"remote_access", "tenant_kyc: 1, licensed: 1"},
      {"volume_cap", "licence: ac_2022, share_of_home_sales: 100, aggregate: true"},
      {"whistleblower_reward", "share_of_fines: 0"},
      {"whistleblower_reward", "share_of_fines: 1, least_fine: 1e15"},
      {"check_quality", "detection: 0"},
      {"country_cap", "licence: ac_2022, h100e: 1e15"},
      {"customs_cooperation", "places: [SG, MY, HK], cooperation: 0"},
      {"end_use_checks", "factor: 1"},
      {"entity_list", "intermediaries: [shells], buyers: [china_lab_1], share: 0"},
      {"entity_list_speed", "factor: 1"},
      {"foundry_rule", "foreign_dies: 1"},
      {"hub_end_use_checks", "hubs: [SG, MY], checks_per_year: 0"},
      {"hub_permit", "hubs: [SG, MY], inspection_factor: 1"},
      {"hub_permit", "hubs: [SG, MY], inspection_factor: 1, notice_weeks: 0, refused_share: 0"},
      {"hub_probe", "hubs: [SG, MY], inspection_factor: 1, consignees_first: false"},
      // Huawei does not sell to Singapore.
      {"import_ban", "places: [SG], products: [Ascend910B]"},
      {"import_limit", "places: [CN, IN]"},
      {"import_limit", "places: [CN], segments: [government], refused_share: 1"},  // nobody of the kind is there
      {"import_limit", "places: [IN], groups: [india], exempt: [india], refused_share: 1"},
      {"import_limit", "places: [SG], port_checks: 0"},
      {"investigators", "factor: 1"},
      {"kyc_duty", "places: [SG, TW, US], vendors: [nvidia, amd], diligence: 0"},
      {"licence_levy", "licence: ac_2022, duty: 0, revenue_share: 0"},
      {"licence_requirement", "tpp: 0, review: deny"},                        // names no place
      {"licence_requirement", "destinations: [CN], tpp: 1e9, review: deny"},  // no product passes
      {"licence_requirement", "destinations: [CN], review: none"},
      {"location_verification", "coverage: 0, reveal_rate: 1, spoofing: 0"},
      {"location_verification", "coverage: 1, reveal_rate: 0, spoofing: 0"},
      {"location_verification", "coverage: 1, reveal_rate: 1, spoofing: 1"},
      {"low_volume_exemption", "licence: ac_2022, h100e_per_year: 0"},
      {"memory_rule", "imports: 1, grey: 1"},
      {"penalties", "places: [SG, MY, HK], factor: 1"},
      {"remote_access", "tenant_kyc: 0"},
      {"strike_force", "investigators: 1, listing_time: 1"},
      {"tool_rule", "growth: 1, lag_weeks: 0"},
      // No huge share is neutral for a part that has not been sold at home yet; those of 2022 have been.
      {"volume_cap", "licence: ac_2022, share_of_home_sales: 100"},
      {"whistleblower_reward", "factor: 1"},
  };
  return rules;
}

std::string added(const Neutral& neutral, const std::string& dates) {
  return "rules.neutral={instrument: " + neutral.instrument + ", " + dates + ", " + neutral.parameters + "}";
}

/// Units by rule and outcome, by the rule's name, without rules that decided on nothing: rows are by rule, and a rule
/// more moves them.
std::map<std::string, std::vector<Units>> units_by_rule(const model::Setting& setting, model::Record& record) {
  std::map<std::string, std::vector<Units>> units;
  for (std::size_t rule = 0; rule <= setting.rules.size(); ++rule) {
    std::vector<Units> row;
    for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
      for (std::size_t outcome = 0; outcome < model::rule_outcomes; ++outcome)
        row.push_back(record.rule_units(month, rule, outcome));
    }
    const bool idle = std::all_of(row.begin(), row.end(), [](Units cell) { return cell == 0; });
    if (!idle) units[rule < setting.rules.size() ? setting.rules.names()[rule] : "no rule"] = row;
  }
  return units;
}

/// Lots of the chains of custody, and the rules that they name.
std::vector<std::tuple<model::CustodyLot, std::string, std::string>> lots_by_rule(const model::Setting& setting,
                                                                                  const model::Record& record) {
  const auto name_of = [&](RuleId rule) { return rule.exists() ? setting.rules.name(rule) : std::string(); };
  std::vector<std::tuple<model::CustodyLot, std::string, std::string>> lots;
  for (auto lot : record.custody.lots()) {
    const auto cover = name_of(std::exchange(lot.cover_rule, {}));
    const auto broken = name_of(std::exchange(lot.broken_rule, {}));
    lots.emplace_back(lot, cover, broken);
  }
  return lots;
}

void expect_no_difference(const testing::World& world, const testing::World& other) {
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) {
    auto before = model::simulate(world.setting, replicate);
    auto after = model::simulate(other.setting, replicate);
    EXPECT_THAT(differences(before, after, by_rule()), IsEmpty()) << "replicate " << replicate;
    EXPECT_EQ(lots_by_rule(world.setting, before), lots_by_rule(other.setting, after)) << "replicate " << replicate;
    EXPECT_EQ(units_by_rule(world.setting, before), units_by_rule(other.setting, after)) << "replicate " << replicate;
  }
}

TEST(LawElevenNeutral, EveryInstrumentHasANeutralRule) {
  std::set<std::string> covered;
  for (const auto& neutral : neutral_rules()) covered.insert(neutral.instrument);
  std::set<std::string> registered;
  for (const auto& instrument : policy::instruments()) registered.insert(instrument.name);
  EXPECT_EQ(covered, registered) << "a new instrument needs a row in neutral_rules()";
}

class LawElevenNeutralRule : public ::testing::TestWithParam<std::size_t> {};

TEST_P(LawElevenNeutralRule, ChangesNothing) {
  const auto& neutral = neutral_rules()[GetParam()];
  SCOPED_TRACE(neutral.instrument + ": " + neutral.parameters);
  expect_no_difference(*small_baseline_with({}), *small_baseline_with({added(neutral, "effective: 2023-06-05")}));
}

INSTANTIATE_TEST_SUITE_P(Instruments, LawElevenNeutralRule, ::testing::Range<std::size_t>(0, neutral_rules().size()),
                         [](const auto& which) {
                           return neutral_rules()[which.param].instrument + "_" + std::to_string(which.param);
                         });

// Announced after the run as well: a rule that is known ahead has effects, by law 7.
TEST(LawElevenNeutral, ARuleDatedAfterTheRunChangesNothing) {
  const auto world = small_baseline_with({});
  const std::vector<Neutral> strong{
      {"hub_permit", "hubs: [SG, MY], inspection_factor: 50"},
      {"licence_requirement", "destinations: [CN, IN], tpp: 0, review: deny"},
      {"end_use_checks", "factor: 100"},
      {"entity_list", "intermediaries: [shells]"},
      {"kyc_duty", "vendors: [nvidia], diligence: 1"},
  };
  for (const auto& rule : strong) {
    SCOPED_TRACE(rule.instrument);
    expect_no_difference(*world, *small_baseline_with({added(rule, "effective: 2026-01-01")}));
    const auto in_force = small_baseline_with({added(rule, "effective: 2023-11-20")});
    EXPECT_THAT(differences(model::simulate(world->setting, 0), model::simulate(in_force->setting, 0), by_rule()),
                Not(IsEmpty()))
        << "the same rule in force must tell, or its date proves nothing";
  }
}

}  // namespace
}  // namespace entrepot
