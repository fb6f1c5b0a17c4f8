// Laws 7 and 8 of MODEL.md section 8: announced rules pull purchases forward, and barred sales of scarce goods are
// resold. All runs have fixed seeds, so a test passes or fails the same way on every run.

#include <gtest/gtest.h>

#include <algorithm>

#include "support/baseline.hpp"
#include "support/watched_run.hpp"

namespace entrepot {
namespace {

using testing::small_baseline_with;
using testing::total;

// ---- 7: an announced rule pulls purchases forward ------------------------------------------------------------------

// A bar on the H20 for China at the end of the summer of 2024, known in spring or on the day.
constexpr auto spring = "2024-05-01";
constexpr auto autumn = "2024-09-02";

std::string bar(const std::string& announced, const std::string& more = "") {
  return "rules.bar={instrument: licence_requirement, announced: " + announced + ", effective: " + std::string(autumn) +
         more + ", destinations: [\"D:5\"], headquarters: [\"D:5\"], products: [H20], review: deny}";
}

/// Units of the H20 that buyers with foresight ordered before the announcement, and between it and the effect.
struct Ordered {
  double before = 0;
  double between = 0;
};

Ordered ordered(const engine::Setting& setting, std::uint32_t replicate) {
  const auto& names = setting.catalogue.products.names;
  const ProductId h20{static_cast<std::size_t>(std::find(names.begin(), names.end(), "H20") - names.begin())};
  const Week known = setting.calendar.week_of(*Date::parse(spring));
  const Week effective = setting.calendar.week_of(*Date::parse(autumn));
  Ordered units;
  testing::simulate_watched(setting, replicate, [&](const engine::Tick& tick) {
    if (tick.week >= effective) return;
    for (const auto& order : tick.messages.lawful) {
      if (order.product != h20 || tick.agents.buyers.foresight[order.buyer] == 0) continue;
      (tick.week < known ? units.before : units.between) += static_cast<double>(order.open);
    }
  });
  return units;
}

/// For every one of the seeds: chance is common to both worlds, and a buyer with a higher target orders no less.
void expect_pulled_forward(const std::string& rule) {
  const auto surprise = small_baseline_with({bar(autumn)});
  const auto foretold = small_baseline_with({rule});
  for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
    const auto without = ordered(surprise->setting, replicate);
    const auto with = ordered(foretold->setting, replicate);
    EXPECT_EQ(with.before, without.before) << "nobody knows before the announcement, replicate " << replicate;
    EXPECT_GT(with.between, without.between) << "replicate " << replicate;
  }
}

TEST(LawSevenForesight, AnAnnouncedRulePullsPurchasesForward) { expect_pulled_forward(bar(spring)); }

TEST(LawSevenForesight, ARuleAnnouncedAndWithdrawnPullsForwardToo) {
  expect_pulled_forward(bar(spring, ", withdrawn: 2024-08-26"));
}

TEST(LawSevenForesight, ItPullsForwardNothingWithoutForesight) {
  std::vector<std::string> blind;
  for (const auto& [name, group] : small_baseline_with({})->loaded.scenario.buyers)
    blind.push_back("buyers." + name + ".foresight_weeks=0");
  auto with_surprise = blind;
  with_surprise.push_back(bar(autumn));
  auto with_notice = blind;
  with_notice.push_back(bar(spring));
  const auto surprise = small_baseline_with(with_surprise);
  const auto foretold = small_baseline_with(with_notice);
  EXPECT_TRUE(testing::same_bits(engine::simulate(surprise->setting, 0), engine::simulate(foretold->setting, 0)));
}

// ---- 8: with short supply, revenue lost is less than value barred --------------------------------------------------

/// Vendors under the controls: their revenue, and how much of it lawful sales to the places that the rules bar, USD.
struct Revenue {
  double all = 0;
  double barred_places = 0;
};

Revenue revenue(const engine::Setting& setting, std::uint32_t replicate) {
  auto record = engine::simulate(setting, replicate);
  const auto& places = setting.geography.jurisdictions();
  Revenue usd;
  for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
    for (std::size_t v = 0; v < setting.catalogue.vendors.size(); ++v) {
      if (setting.catalogue.vendors.under_controls[VendorId{v}] == 0) continue;
      const auto booked = [&](std::size_t place, engine::View view) {
        return static_cast<double>(record.vendor_revenue(month, v, place, static_cast<std::size_t>(view))) / 100;
      };
      for (std::size_t place = 0; place < places.size(); ++place) usd.all += booked(place, engine::View::ship_to);
      for (const auto* code : {"CN", "HK"})
        usd.barred_places += booked(places.find(code).row(), engine::View::true_destination);
    }
  }
  usd.barred_places -= static_cast<double>(total(record.leaked_value)) / 100;
  return usd;
}

/// Share of the value of lawful sales that the rules bar which is lost to the vendors, over 8 seeds.
double lost_share(std::vector<std::string> settings) {
  const auto with = small_baseline_with(settings);
  settings.emplace_back("rules=~");
  const auto without = small_baseline_with(settings);
  double lost = 0;
  double barred = 0;
  for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
    const auto free = revenue(without->setting, replicate);
    const auto ruled = revenue(with->setting, replicate);
    EXPECT_GT(free.barred_places, ruled.barred_places) << "rules must bar something, replicate " << replicate;
    EXPECT_LT(free.all - ruled.all, free.barred_places - ruled.barred_places) << "replicate " << replicate;
    lost += free.all - ruled.all;
    barred += free.barred_places - ruled.barred_places;
  }
  std::printf("lost %.4g of %.4g\n", lost, barred);
  return lost / barred;
}

std::vector<std::string> capacity(const std::string& units) {
  return {"lines.nvidia_ampere.capacity=" + units, "lines.nvidia_hopper.capacity=" + units,
          "lines.amd_instinct.capacity=" + units};
}

TEST(LawEightResold, WithShortSupplyLessIsLostThanBarred) {
  const double scarce = lost_share(capacity("500"));
  const double plenty = lost_share(capacity("100000"));
  EXPECT_LT(scarce, plenty) << "scarce goods find other buyers";
}

}  // namespace
}  // namespace entrepot
