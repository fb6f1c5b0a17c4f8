// Laws 3, 5 and 6 of docs/explanation/model.md: what enforcement, none or more, does to leakage, hubs and the grey
// premium. All runs have fixed seeds, so a test passes or fails the same way on every run.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "entrepot/model/submodels/demand.hpp"
#include "entrepot/model/week_context.hpp"
#include "laws/paired.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

using laws::difference;
using testing::small_baseline_with;
using testing::total;

// ---- 3: zero enforcement, integrity 0 ------------------------------------------------------------------------------

/// Nobody looks, nobody minds, and no trader believes that anybody looks.
std::vector<std::string> no_enforcement(const scenario::Scenario& scenario) {
  std::vector<std::string> settings{
      "enforcement.end_use_checks_per_year=0", "enforcement.investigators=0",   "enforcement.tip_rate=0",
      "enforcement.origin_hold_rate=0",        "enforcement.site_check_rate=0", "enforcement.record_rate=0"};
  for (const auto& [code, place] : scenario.jurisdictions) {
    settings.push_back("jurisdictions." + code +
                       ".customs={inspection_rate: 0, transfer_inspection_rate: 0, detection: 0, cooperation: 0}");
  }
  for (const auto& [name, vendor] : scenario.vendors) settings.push_back("vendors." + name + ".kyc=0");
  for (const auto& [name, group] : scenario.channel_partners) settings.push_back("channel_partners." + name + ".kyc=0");
  for (const auto& [name, group] : scenario.intermediaries) {
    settings.push_back("intermediaries." + name + ".integrity=0");
    settings.push_back("intermediaries." + name + ".prior_detection=0");
  }
  for (const auto& [name, group] : scenario.buyers) settings.push_back("buyers." + name + ".wrongdoing_cost=0");
  return settings;
}

std::unique_ptr<testing::World> lawless() {
  const auto plain = small_baseline_with({});
  return small_baseline_with(no_enforcement(plain->loaded.scenario));
}

/// What a buyer wants to hold in a week, H100e: its target, ahead if a rule is coming, with its deviation.
double wanted(const model::WeekContext& week, BuyerId b) {
  const auto& buyers = week.agents.buyers;
  const Week ahead = submodels::buys_ahead(week.agents, week.setting.catalogue, week.rules, b, week.number,
                                           week.setting.calendar.date_of(week.number));
  const double spread = buyers.demand_noise[b];
  const double shock =
      submodels::demand_shock(week.streams, buyers.id[b], week.number, week.scenario().demand.shock_weeks);
  return submodels::target_stock(buyers, b, week.number + ahead) * std::exp(spread * shock - spread * spread / 2);
}

TEST(LawThreeNoEnforcement, NobodyHoldsMoreThanItWanted) {
  const auto world = lawless();
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    std::vector<double> most;  // the most that each buyer has wanted so far, or held at the start
    std::size_t above = 0;
    model::simulate(world->setting, replicate, [&](const model::WeekContext& week) {
      const auto& installed = week.state.buyers.installed;
      if (most.empty()) most.assign(installed.size(), 0.0);
      for (const BuyerId b : Rows<BuyerId>(installed.size())) {
        if (week.agents.buyers.parameters(b).spending) continue;  // bounded by money: the next law
        if (week.number == 0) most[b.row()] = installed[b];
        most[b.row()] = std::max(most[b.row()], wanted(week, b));
        if (installed[b] > most[b.row()] * (1 + 1e-9)) ++above;
      }
    });
    EXPECT_EQ(above, 0U) << "buyer-weeks above what was wanted, replicate " << replicate;
  }
}

TEST(LawThreeNoEnforcement, NobodyPaysMoreThanItPlannedToSpend) {
  const auto plain = small_baseline_with({});
  auto settings = no_enforcement(plain->loaded.scenario);
  for (const auto& [name, group] : plain->loaded.scenario.buyers)
    settings.push_back(fmt::format("buyers.{}.demand_noise=0", name));
  const auto world = small_baseline_with(settings);
  std::size_t above = 0;
  model::simulate(world->setting, 0, [&](const model::WeekContext& week) {
    const auto& buyers = week.agents.buyers;
    const auto opening = static_cast<Week>(week.scenario().demand.opening_budget_weeks);
    constexpr Week furthest_ahead = 104 + 156;  // foresight and forward orders
    for (const BuyerId b : Rows<BuyerId>(buyers.size())) {
      if (!buyers.parameters(b).spending || buyers.parameters(b).rental_share > 0) continue;
      const double planned =
          buyers.budget[b] * buyers.group_budget[buyers.group[b]].between(-opening, week.number + furthest_ahead);
      if (week.state.buyers.paid[b].dollars() > planned * (1 + 1e-9) + 1) ++above;
    }
  });
  EXPECT_EQ(above, 0U);
}

TEST(LawThreeNoEnforcement, NoMoreLeaksThanIsAskedForAndTakenOn) {
  const auto world = lawless();
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    const auto record = model::simulate(world->setting, replicate);
    EXPECT_LE(total(record.leaked), total(record.grey_units_accepted));
    EXPECT_LE(total(record.grey_units_accepted), total(record.grey_units_asked));
    EXPECT_EQ(total(record.seized), 0);
    EXPECT_EQ(total(record.grey_orders_refused), 0);
  }
}

TEST(LawThreeNoEnforcement, MoreLeaksThanWithEnforcement) {
  const auto plain = small_baseline_with({});
  const auto world = lawless();
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    EXPECT_GT(total(model::simulate(world->setting, replicate).leaked_h100e),
              total(model::simulate(plain->setting, replicate).leaked_h100e));
  }
}

// "At that price": where nobody will pay the price of a grey unit, nothing leaks.
TEST(LawThreeNoEnforcement, NothingLeaksAboveWhatBuyersPay) {
  const auto plain = small_baseline_with({});
  auto settings = no_enforcement(plain->loaded.scenario);
  for (const auto& [name, group] : plain->loaded.scenario.buyers)
    settings.push_back("buyers." + name + ".willingness_to_pay=3000");
  const auto world = small_baseline_with(settings);
  EXPECT_EQ(total(model::simulate(world->setting, 0).leaked), 0);
}

// ---- 5: more enforcement in one hub --------------------------------------------------------------------------------

constexpr std::uint32_t pairs = 24;

/// Units leaked through one hub, through all other places, and in all, by replicate.
struct Leaks {
  std::vector<double> here, elsewhere, all;
};

Leaks leaks(const testing::World& world, const std::string& hub) {
  const auto& setting = world.setting;
  const JurisdictionId place = setting.geography.jurisdictions().find(hub);
  const std::size_t row = setting.hub_row[place];
  Leaks leaks;
  for (std::uint32_t replicate = 0; replicate < pairs; ++replicate) {
    auto record = model::simulate(setting, replicate);
    Units here = 0;
    for (std::size_t month = 0; month < setting.months.first_days.size(); ++month)
      here += record.leaked_by_hub(month, row);
    leaks.here.push_back(static_cast<double>(here));
    leaks.elsewhere.push_back(static_cast<double>(total(record.leaked) - here));
    leaks.all.push_back(static_cast<double>(total(record.leaked)));
  }
  return leaks;
}

/// The law is about means: a replicate may go the other way, since another seizure lets other firms meet other buyers.
/// The tolerance is two standard errors of the paired mean over 24 seeds; the fall in the hub itself must be beyond it.
void expect_balloon(const Leaks& before, const Leaks& after) {
  const auto here = difference(before.here, after.here);
  const auto elsewhere = difference(before.elsewhere, after.elsewhere);
  const auto all = difference(before.all, after.all);
  EXPECT_LT(here.mean, -2 * here.error);
  EXPECT_GE(elsewhere.mean, -2 * elsewhere.error);
  EXPECT_LE(all.mean, 2 * all.error);
}

TEST(LawFiveBalloon, PerfectCustomsInSingaporeCutItsLeakAndNotThatOfOthers) {
  const auto strict = small_baseline_with(
      {"jurisdictions.SG.customs={inspection_rate: 1, transfer_inspection_rate: 1, detection: 1, cooperation: 1, "
       "capacity: 1e9}"});
  expect_balloon(leaks(*small_baseline_with({}), "SG"), leaks(*strict, "SG"));
}

TEST(LawFiveBalloon, APermitInSingaporeCutsItsLeakAndNotThatOfOthers) {
  const auto strict = small_baseline_with(
      {"rules.permit={instrument: hub_permit, effective: 2022-10-24, hubs: [SG], inspection_factor: 50}"});
  expect_balloon(leaks(*small_baseline_with({}), "SG"), leaks(*strict, "SG"));
}

/// Units that leak through other hubs when Singapore asks for a permit, over a world with these settings.
laws::Difference moved_elsewhere(std::vector<std::string> settings) {
  const auto plain = small_baseline_with(settings);
  settings.emplace_back(
      "rules.permit={instrument: hub_permit, effective: 2022-10-24, hubs: [SG], inspection_factor: 50}");
  const auto strict = small_baseline_with(settings);
  return difference(leaks(*plain, "SG").elsewhere, leaks(*strict, "SG").elsewhere);
}

// The balloon itself: a rise elsewhere beyond two standard errors, where buyers trust new sellers with large orders. It
// takes time, and by the end of 2024 it is small.
TEST(LawFiveBalloon, FlowMovesToOtherHubs) {
  const auto moved = moved_elsewhere({"calendar.end=2026-10-31", "network.starter_units=100000"});
  EXPECT_GT(moved.mean, 2 * moved.error);
}

// ---- 6: stricter rules raise the grey premium ----------------------------------------------------------------------

/// Mean premium of the units that intermediaries took on, ratio over list price.
double premium(const model::Record& record) {
  double sum = 0;
  double units = 0;
  for (std::size_t week = 0; week < record.grey_premium.values().size(); ++week) {
    const auto accepted = static_cast<double>(record.grey_units_accepted.values()[week]);
    if (accepted == 0) continue;
    sum += accepted * record.grey_premium.values()[week];
    units += accepted;
  }
  return sum / units;
}

/// Means over the same 24 seeds, with two standard errors as tolerance: buyers' other chances make single runs differ.
void expect_dearer(const std::vector<std::string>& stricter) {
  const auto before = laws::over_replicates(small_baseline_with({})->setting, pairs, premium);
  const auto after = laws::over_replicates(small_baseline_with(stricter)->setting, pairs, premium);
  const auto rise = difference(before, after);
  EXPECT_GT(rise.mean, 2 * rise.error);
}

std::vector<std::string> in_every_place(const std::string& key_and_value) {
  const auto plain = small_baseline_with({});
  std::vector<std::string> settings;
  for (const auto& [code, place] : plain->loaded.scenario.jurisdictions)
    settings.push_back("jurisdictions." + code + "." + key_and_value);
  return settings;
}

TEST(LawSixPremium, CustomsThatLookRaiseIt) {
  auto settings = in_every_place("customs.detection=0.8");
  for (const auto& more : {"customs.cooperation=0.9", "customs.inspection_rate=0.2"}) {
    for (const auto& setting : in_every_place(more)) settings.push_back(setting);
  }
  expect_dearer(settings);
}

TEST(LawSixPremium, FinesRaiseIt) { expect_dearer(in_every_place("legal.fine_multiple=20")); }

TEST(LawSixPremium, CustomsThatTradersExpectRaiseIt) {
  const auto plain = small_baseline_with({});
  std::vector<std::string> settings;
  for (const auto& [name, group] : plain->loaded.scenario.intermediaries)
    settings.push_back("intermediaries." + name + ".prior_detection=0.3");
  expect_dearer(settings);
}

}  // namespace
}  // namespace entrepot
