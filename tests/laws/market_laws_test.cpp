// Laws 7 and 8 of docs/explanation/model.md: announced rules pull purchases forward, and barred sales of scarce goods
// are resold. All runs have fixed seeds, so a test passes or fails the same way on every run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "entrepot/model/week_context.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

using testing::small_baseline_with;
using testing::total;

// ---- goods are whole systems ---------------------------------------------------------------------------------------

TEST(LawWholeSystems, NothingLessThanASystemIsOrderedDivertedOrSold) {
  const auto world = small_baseline_with({});
  const auto& products = world->setting.catalogue.products;
  const auto whole = [&](ProductId p, Units units) { return units % products.facts[p].units_per_system == 0; };
  for (std::uint32_t replicate = 0; replicate < 2; ++replicate) {
    const auto record = model::simulate(world->setting, replicate, [&](const model::WeekContext& week) {
      for (const auto* orders : {&week.messages.lawful, &week.messages.grey, &week.messages.diversions}) {
        for (const auto& order : *orders) ASSERT_TRUE(whole(order.product, order.open)) << "week " << week.number;
      }
    });
    for (const ProductId p : Rows<ProductId>(products.size())) {
      for (Week week = 0; week < world->setting.calendar.weeks(); ++week)
        ASSERT_TRUE(whole(p, record.sold(week, p.row()))) << products.names[p.row()] << ", week " << week;
    }
  }
}

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

Ordered ordered(const model::Setting& setting, std::uint32_t replicate) {
  const auto& names = setting.catalogue.products.names;
  const ProductId h20{static_cast<std::size_t>(std::find(names.begin(), names.end(), "H20") - names.begin())};
  const Week known = setting.calendar.week_of(*Date::parse(spring));
  const Week effective = setting.calendar.week_of(*Date::parse(autumn));
  Ordered units;
  model::simulate(setting, replicate, [&](const model::WeekContext& week) {
    if (week.number >= effective) return;
    for (const auto& order : week.messages.lawful) {
      if (order.product != h20 || week.agents.buyers.foresight[order.buyer] == 0) continue;
      (week.number < known ? units.before : units.between) += static_cast<double>(order.open);
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
  const auto plain = small_baseline_with({});
  std::vector<std::string> blind;
  for (const auto& [name, group] : plain->loaded.scenario.buyers)
    blind.push_back("buyers." + name + ".foresight_weeks=0");
  auto with_surprise = blind;
  with_surprise.push_back(bar(autumn));
  auto with_notice = blind;
  with_notice.push_back(bar(spring));
  const auto surprise = small_baseline_with(with_surprise);
  const auto foretold = small_baseline_with(with_notice);
  EXPECT_THAT(testing::differences(model::simulate(surprise->setting, 0), model::simulate(foretold->setting, 0)),
              ::testing::IsEmpty());
}

// ---- 8: with short supply, revenue lost is less than value barred --------------------------------------------------

/// Vendors under the controls: their revenue, and how much of it lawful sales to the places that the rules bar, USD.
struct Revenue {
  double all = 0;
  double barred_places = 0;
};

Revenue revenue(const model::Setting& setting, std::uint32_t replicate) {
  auto record = model::simulate(setting, replicate);
  const auto& places = setting.geography.jurisdictions();
  Revenue usd;
  for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
    for (std::size_t v = 0; v < setting.catalogue.vendors.size(); ++v) {
      if (setting.catalogue.vendors.under_controls[VendorId{v}] == 0) continue;
      const auto booked = [&](std::size_t place, model::View view) {
        return static_cast<double>(record.revenue(month, v, place, static_cast<std::size_t>(view))) / 100;
      };
      for (std::size_t place = 0; place < places.size(); ++place) usd.all += booked(place, model::View::ship_to);
      for (const auto* code : {"CN", "HK"})
        usd.barred_places += booked(places.find(code).row(), model::View::true_destination);
    }
  }
  usd.barred_places -= static_cast<double>(total(record.leaked_value)) / 100;
  return usd;
}

/// What the rules take from vendors, and the value of the lawful sales that they bar, USD. Purchases of Chinese firms
/// abroad are barred too and not counted, so `barred` is on the low side.
struct Loss {
  double lost;
  double barred;
};

// All parts are barred: those made for China would replace the others, with plenty of supply more than without.
std::vector<Loss> losses(const std::vector<std::string>& settings) {
  auto barred = settings;
  barred.emplace_back(
      "rules.bar={instrument: licence_requirement, effective: 2022-10-07, destinations: [CN, HK], headquarters: [CN, "
      "HK], tpp: 1, review: deny}");
  auto free = settings;
  free.emplace_back("rules=~");
  const auto with = small_baseline_with(barred);
  const auto without = small_baseline_with(free);
  std::vector<Loss> all;
  for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
    const auto unruled = revenue(without->setting, replicate);
    const auto ruled = revenue(with->setting, replicate);
    all.push_back({unruled.all - ruled.all, unruled.barred_places - ruled.barred_places});
  }
  return all;
}

double lost_share(const std::vector<Loss>& losses) {
  Loss sum{0, 0};
  for (const auto& loss : losses) sum = {sum.lost + loss.lost, sum.barred + loss.barred};
  return sum.lost / sum.barred;
}

std::vector<std::string> capacity(const std::string& units) {
  return {"lines.nvidia_ampere.capacity=" + units, "lines.nvidia_hopper.capacity=" + units,
          "lines.nvidia_h20.capacity=" + units, "lines.amd_instinct.capacity=" + units};
}

TEST(LawEightResold, WithShortSupplyLessIsLostThanBarred) {
  for (const Loss& loss : losses(capacity("500"))) {
    EXPECT_GT(loss.barred, 0) << "the rules must bar something";
    EXPECT_LT(loss.lost, loss.barred);
  }
}

// With lines that can make whatever is asked for, nobody waits for what a barred buyer leaves: a larger share is lost.
TEST(LawEightResold, WithShortSupplyASmallerShareIsLostThanWithPlenty) {
  EXPECT_LT(lost_share(losses(capacity("500"))), 0.5 * lost_share(losses(capacity("100000"))));
}

}  // namespace
}  // namespace entrepot
