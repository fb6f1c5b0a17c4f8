// Every kind of rule does what it is for: of what it is meant to move there is more, or less, than without it.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "entrepot/model/policy/lint.hpp"
#include "entrepot/model/week_context.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

using model::Record;
using model::RuleOutcome;
using model::Setting;
using testing::small_baseline_with;
using testing::total;

constexpr std::uint32_t seeds = 4;  // large lots make the seizures of a single run rare and uneven

/// What a rule is meant to move, of a replicate.
using Measure = std::function<double(const Setting&, std::uint32_t replicate)>;

enum class Way { more, less, to_nothing };

struct Bite {
  std::string instrument;
  std::string parameters;
  std::string what;
  Measure measure;
  Way way = Way::more;
  std::vector<std::string> world = {};  ///< settings over the small baseline
};

template <auto member>
double all_of(const Setting& setting, std::uint32_t replicate) {
  return static_cast<double>(total(model::simulate(setting, replicate).*member));
}

/// Of the units that set out for barred end users, the share that is seized: where more is at risk, less sets out.
double seized_share(const Setting& setting, std::uint32_t replicate) {
  const Record record = model::simulate(setting, replicate);
  return static_cast<double>(total(record.seized)) / static_cast<double>(total(record.diverted));
}

/// Intermediaries that the list names in the last week.
double firms_on_the_list(const Setting& setting, std::uint32_t replicate) {
  double firms = 0;
  model::simulate(setting, replicate, [&](const model::WeekContext& week) {
    firms = 0;
    for (const IntermediaryId i : Rows<IntermediaryId>(week.agents.intermediaries.size()))
      firms += week.listed(i) ? 1 : 0;
  });
  return firms;
}

/// Units by a rule and an outcome, from a day on.
Measure units_under(const std::string& rule, RuleOutcome outcome, Date from) {
  return [=](const Setting& setting, std::uint32_t replicate) {
    const Record record = model::simulate(setting, replicate);
    const auto& names = setting.rules.names();
    const auto row = static_cast<std::size_t>(std::find(names.begin(), names.end(), rule) - names.begin());
    double units = 0;
    for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
      if (setting.months.first_days[month] >= from)
        units += static_cast<double>(record.rule_units(month, row, static_cast<std::size_t>(outcome)));
    }
    return units;
  };
}

/// Units that the domestic vendor makes.
double domestic_units(const Setting& setting, std::uint32_t replicate) {
  const Record record = model::simulate(setting, replicate);
  const auto& catalogue = setting.catalogue;
  double units = 0;
  for (const ProductId p : Rows<ProductId>(catalogue.products.size())) {
    if (catalogue.vendors.under_controls[catalogue.products.vendor[p]] != 0) continue;
    for (std::size_t week = 0; week < record.produced.shape()[0]; ++week)
      units += static_cast<double>(record.produced(week, p.row()));
  }
  return units;
}

/// Revenue in a place as a view has it, from a day on, US cents.
Measure revenue_in(const std::string& place, Date from, model::View view) {
  return [=](const Setting& setting, std::uint32_t replicate) {
    const Record record = model::simulate(setting, replicate);
    const std::size_t row = setting.geography.jurisdictions().find(place).row();
    double cents = 0;
    for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
      if (setting.months.first_days[month] < from) continue;
      for (std::size_t vendor = 0; vendor < record.revenue.shape()[1]; ++vendor)
        cents += static_cast<double>(record.revenue(month, vendor, row, static_cast<std::size_t>(view)));
    }
    return cents;
  };
}

Measure used_in(const std::string& place, Date from) { return revenue_in(place, from, model::View::true_destination); }

/// Dies and memory for the domestic line, far below its capacity.
const std::vector<std::string>& scarce_parts() {
  static const std::vector<std::string> settings{
      "lines.huawei_ascend.limits={wafers: {2022-10-03: 100, 2024-12-31: 4000}, yield: 0.4, foreign_dies: 5000, "
      "memory_stacks: {2022-10-03: 100, 2024-12-31: 4000}, imported_stacks: 20000, grey_stacks: 10000}",
      "products.Ascend910B.stacks_per_unit=4", "products.Ascend910B.list_price=4000"};
  return settings;
}

/// Officers enough that leads, not hands, limit what they find.
const std::vector<std::string>& many_officers() {
  static const std::vector<std::string> settings{"enforcement.investigators=3000", "enforcement.chip_share=1"};
  return settings;
}

/// Owners sell many old units.
const std::vector<std::string>& used_goods() {
  static const std::vector<std::string> settings{"resale.offered_share=0.05", "resale.offer_age_weeks=52"};
  return settings;
}

/// Dies alone limit it.
const std::vector<std::string>& scarce_dies() {
  static const std::vector<std::string> settings{
      "lines.huawei_ascend.limits={wafers: {2022-10-03: 10, 2024-12-31: 40}, yield: 0.4, foreign_dies: 5000}",
      "products.Ascend910B.list_price=4000"};
  return settings;
}

const std::vector<Bite>& bites() {
  // The rule begins in October 2023; goods on order take a while.
  const Date later = Date::of(2024, 4, 1);
  const std::string lawful = "ac_2023_tpp_other_d";  // presumption of approval
  using R = Record;
  static const std::vector<Bite> all{
      {"allocation_duty", "vendors: [nvidia]", "goods for home", used_in("US", later)},
      {"allocation_duty", "vendors: [nvidia], behind: [TW]", "goods for the place", used_in("TW", later), Way::less},
      {"appropriation", "yearly: 200e6, enforcement_share: 0.5", "cases opened", all_of<&R::cases_opened>},
      {"declaration_duty", "hubs: [SG, MY, HK], enforced_share: 1", "share seized", seized_share},
      {"declaration_duty", "hubs: [SG, MY, HK], enforced_share: 0, fine_factor: 1000", "grey orders accepted",
       all_of<&R::grey_units_accepted>, Way::less},
      {"licence_conditions", "licence: " + lawful + ", added_weeks: 30", "licensed units",
       units_under(lawful, RuleOutcome::sold, later), Way::less},
      {"licence_conditions", "licence: " + lawful + ", veto: 1", "licensed units",
       units_under(lawful, RuleOutcome::sold, later), Way::to_nothing},
      {"licence_conditions", "licence: " + lawful + ", buyer_cap: 0", "licensed units",
       units_under(lawful, RuleOutcome::sold, later), Way::to_nothing},
      // What officers and sellers stop of cover stories leaves more for honest licences, so their sum shows little.
      {"licence_conditions", "licence: " + lawful + ", scrutiny: 1", "denials", all_of<&R::licence_denials>},
      {"licence_conditions", "licence: " + lawful + ", diligence: 1", "grey orders refused",
       all_of<&R::grey_orders_refused>},
      {"report_duty", "reported_share: 0, supply_stopped: 1", "firms cut off", all_of<&R::suppliers_lost>},
      {"report_duty", "reported_share: 1", "cases opened", all_of<&R::cases_opened>, Way::more, many_officers()},
      {"location_verification", "coverage: 1, reveal_rate: 0.1, spoofing: 0, cost: 50", "cost of the function",
       all_of<&R::location_cost>},
      {"entity_list", "channel_partners: [server_makers_china]", "sales to partners seated there",
       revenue_in("CN", later, model::View::headquarters), Way::less},
      {"country_cap", "licence: " + lawful + ", h100e: 0, places: [IN, AE, SA], joint: true, per_year: true",
       "licensed units", units_under(lawful, RuleOutcome::sold, later), Way::less},
      {"tariff", "places: [IN], rate: 1", "goods for the place", used_in("IN", later), Way::less},
      {"tariff", "places: [IN], rate: 0.25", "duty", all_of<&R::duty_paid>},
      {"tariff", "places: [US], rate: 0.25, segments: [enterprise]", "duty", all_of<&R::duty_paid>},
      {"usage_licence", "circumvented: 0", "leakage", all_of<&R::leaked>, Way::less},
      {"usage_licence", "circumvented: 0.5", "units made to stop", all_of<&R::units_stopped>},
      {"validated_end_users", "licence: ac_2023_tpp, groups: [china_enterprises]", "units sold under it",
       units_under("ac_2023_tpp", RuleOutcome::sold, later)},
      {"country_cap", "licence: " + lawful + ", h100e: 0", "licensed units",
       units_under(lawful, RuleOutcome::sold, later), Way::to_nothing},
      {"affiliates_rule",
       "known_share: 1",
       "listings in the time",
       all_of<&R::entity_listings>,
       Way::more,
       {"intermediaries.shells.firms_per_owner=5"}},
      {"appropriation", "yearly: 200e6", "cases opened", all_of<&R::cases_opened>},
      {"check_quality", "detection: 1", "listings in the time", all_of<&R::entity_listings>, Way::more,
       many_officers()},
      {"customs_cooperation", "places: [SG, MY, HK], cooperation: 1", "share seized", seized_share},
      {"end_use_checks", "factor: 10", "checks", all_of<&R::end_use_checks>},
      {"entity_list", "intermediaries: [resellers, brokers, shells]", "leakage", all_of<&R::leaked>, Way::less},
      {"entity_list_speed", "factor: 1000", "firms on the list", firms_on_the_list, Way::less},
      {"foundry_rule", "foreign_dies: 0", "domestic output", domestic_units, Way::less, scarce_dies()},
      {"hub_end_use_checks", "hubs: [SG, MY], checks_per_year: 500", "checks", all_of<&R::end_use_checks>},
      {"hub_permit", "hubs: [SG, MY], inspection_factor: 1000", "seizures", all_of<&R::seized>},
      {"hub_permit", "hubs: [SG, MY], inspection_factor: 1, refused_share: 0.9", "leakage", all_of<&R::leaked>,
       Way::less},
      {"hub_permit", "hubs: [SG, MY], inspection_factor: 1, notice_weeks: 26", "honest lots delayed",
       all_of<&R::honest_lots_delayed>},
      {"hub_probe", "hubs: [SG, MY], inspection_factor: 1000", "seizures", all_of<&R::seized>},
      {"import_ban", "places: [IN], products: [H100, H20, A100, H200]", "goods for the place", used_in("IN", later),
       Way::less},
      {"import_limit", "places: [IN], refused_share: 1", "goods for the place", used_in("IN", later), Way::less},
      {"import_limit", "places: [IN], guidance: 0.9", "goods for the place", used_in("IN", later), Way::less},
      {"import_limit", "places: [IN], quota_share: 0", "goods for the place", used_in("IN", later), Way::less},
      {"import_limit", "places: [IN], approval: 0.2, approval_weeks: 8", "units refused", all_of<&R::imports_refused>},
      {"import_limit", "places: [CN], port_checks: 1", "seizures", all_of<&R::seized>},
      {"investigators", "factor: 10", "cases opened", all_of<&R::cases_opened>},
      {"kyc_duty", "places: [SG, TW, US, MY, HK], vendors: [nvidia, amd], diligence: 1", "grey orders refused",
       all_of<&R::grey_orders_refused>},
      {"licence_levy", "licence: " + lawful + ", revenue_share: 0.15", "what vendors pay",
       all_of<&R::revenue_share_paid>},
      {"licence_levy", "licence: " + lawful + ", duty: 0.25", "what buyers pay", all_of<&R::duty_paid>},
      {"licence_requirement", "destinations: [IN], tpp: 0, review: deny", "goods for the place", used_in("IN", later),
       Way::less},
      {"location_verification", "coverage: 1, reveal_rate: 0.5, spoofing: 0", "lots that are noticed",
       all_of<&R::location_reveals>},
      {"location_verification", "coverage: 1, reveal_rate: 0.5, spoofing: 0, supply_stopped: 1", "firms cut off",
       all_of<&R::suppliers_lost>},
      {"low_volume_exemption", "licence: ac_2023_tpp, h100e_per_year: 200", "units sold under it",
       units_under("ac_2023_tpp", RuleOutcome::sold, later)},
      {"memory_rule", "imports: 0", "domestic output", domestic_units, Way::less, scarce_parts()},
      {"memory_rule", "grey: 0", "domestic output", domestic_units, Way::less, scarce_parts()},
      {"penalties", "places: [SG, MY, HK], factor: 1000", "grey orders accepted", all_of<&R::grey_units_accepted>,
       Way::less},
      {"remote_access", "tenant_kyc: 1", "tenants refused", all_of<&R::tenants_refused>},
      {"remote_access", "tenant_kyc: 1, seats: [US]", "tenants refused", all_of<&R::tenants_refused>},
      {"remote_access", "tenant_kyc: 1, clouds: [SG, MY], tenants: [CN]", "tenants refused",
       all_of<&R::tenants_refused>},
      {"resale_registry", "coverage: 1, audits_per_year: 0", "used units that dealers buy", all_of<&R::used_taken>,
       Way::less, used_goods()},
      {"resale_registry", "coverage: 1, audits_per_year: 12", "firms cut off", all_of<&R::suppliers_lost>},
      {"service_ban", "repairs_prevented: 1", "repairs", all_of<&R::units_repaired>, Way::less},
      {"strike_force", "investigators: 10", "cases opened", all_of<&R::cases_opened>},
      {"strike_force", "listing_time: 1000", "firms on the list", firms_on_the_list, Way::less},
      {"tool_rule", "growth: 0, lag_weeks: 0", "domestic output", domestic_units, Way::less, scarce_parts()},
      {"tool_rule", "growth: 1, lag_weeks: 0, service: 0.5", "domestic output", domestic_units, Way::less,
       scarce_dies()},
      {"volume_cap", "licence: " + lawful + ", share_of_home_sales: 0", "licensed units",
       units_under(lawful, RuleOutcome::sold, later), Way::to_nothing},
      {"volume_cap", "licence: " + lawful + ", share_of_home_sales: 0, aggregate: true", "licensed units",
       units_under(lawful, RuleOutcome::sold, later), Way::to_nothing},
      {"whistleblower_reward",
       "share_of_fines: 0.3",
       "leakage",
       all_of<&R::leaked>,
       Way::less,
       {"enforcement.reward_response=100", "enforcement.investigators=3000", "enforcement.chip_share=1"}},
      {"whistleblower_reward", "factor: 100", "leakage", all_of<&R::leaked>, Way::less, many_officers()},
  };
  return all;
}

double over_seeds(const testing::World& world, const Measure& measure) {
  double sum = 0;
  for (std::uint32_t replicate = 0; replicate < seeds; ++replicate) sum += measure(world.setting, replicate);
  return sum;
}

TEST(Instruments, EachHasARowHere) {
  std::set<std::string> covered;
  for (const auto& bite : bites()) covered.insert(bite.instrument);
  std::set<std::string> registered;
  for (const auto& instrument : policy::instruments()) registered.insert(instrument.name);
  EXPECT_EQ(covered, registered) << "a new instrument needs a row in bites()";
}

TEST(Instruments, ThatMoveSomethingAreNotIdleForLint) {
  for (const auto& bite : bites()) {
    SCOPED_TRACE(bite.instrument + ": " + bite.parameters);
    auto settings = bite.world;
    settings.push_back("rules.tested={instrument: " + bite.instrument + ", effective: 2023-10-23, " + bite.parameters +
                       "}");
    const auto world = small_baseline_with(settings);
    const Setting& setting = world->setting;
    for (const auto& finding :
         policy::lint(setting.rules, {setting.scenario, setting.calendar, setting.geography, setting.catalogue}))
      EXPECT_FALSE(setting.rules.name(finding.rule) == "tested" && finding.text.starts_with("idle: ")) << finding.text;
  }
}

class Instrument : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Instrument, MovesWhatItIsFor) {
  const auto& bite = bites()[GetParam()];
  SCOPED_TRACE(bite.instrument + ": " + bite.parameters + ": " + bite.what);
  auto settings = bite.world;
  const double without = over_seeds(*small_baseline_with(settings), bite.measure);
  settings.push_back("rules.tested={instrument: " + bite.instrument + ", effective: 2023-10-23, " + bite.parameters +
                     "}");
  const double with = over_seeds(*small_baseline_with(settings), bite.measure);
  if (bite.way == Way::more) {
    EXPECT_GT(with, without);
  } else {
    EXPECT_GT(without, 0);
    EXPECT_LT(with, without);
  }
  EXPECT_TRUE(with == 0 || bite.way != Way::to_nothing) << with;
}

INSTANTIATE_TEST_SUITE_P(Each, Instrument, ::testing::Range<std::size_t>(0, bites().size()), [](const auto& which) {
  return bites()[which.param].instrument + "_" + std::to_string(which.param);
});

}  // namespace
}  // namespace entrepot
