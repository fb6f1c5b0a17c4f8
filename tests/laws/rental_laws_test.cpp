// Laws of remote access (docs/reference/odd.md, section 7): compute that restricted tenants rent from clouds abroad.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "entrepot/model/reservations.hpp"
#include "entrepot/model/sources.hpp"
#include "entrepot/model/submodels/demand.hpp"
#include "laws/paired.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

using model::Record;
using model::Source;
using testing::small_baseline_with;

constexpr std::uint32_t replicates = 4;

/// To mid-2026, when contracts have been delivered.
std::vector<std::string> late(std::vector<std::string> more) {
  more.insert(more.begin(), "calendar.end=2026-06-30");
  return more;
}

/// Clouds that the rule covers reject all tenants from 2025 on, and fronts avoid nothing.
std::string ban(const std::string& covers = "") {
  return "rules.ban={instrument: remote_access, effective: 2025-01-06, tenant_kyc: 1" + covers +
         ", source: test, grade: C}";
}
const std::string no_fronts = "cloud.front_concealment=0";

double acquired(const model::Setting& setting, const Record& record, Source source) {
  const std::size_t row = setting.hubs.size() + static_cast<std::size_t>(source);
  double h100e = 0;
  for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
    for (std::size_t group = 0; group < setting.acquirers.names.size(); ++group)
      h100e += record.acquired(month, group, row);
  }
  return h100e;
}

double rented_weeks(const Record& record) { return testing::total(record.rented_h100e); }

double mean_rent(const Record& record) {
  return testing::total(record.rent) / static_cast<double>(record.rent.values().size());
}

template <class Measure>
laws::Difference change(const std::vector<std::string>& from, const std::vector<std::string>& to, Measure&& measure) {
  const auto before = small_baseline_with(late(from));
  const auto after = small_baseline_with(late(to));
  const auto in = [&](const testing::World& world) {
    return laws::over_replicates(world.setting, replicates,
                                 [&](const Record& record) { return measure(world.setting, record); });
  };
  return laws::difference(in(*before), in(*after));
}

TEST(LawRemoteAccess, CloudsRentOutNoMoreThanTheyHave) {
  const auto world = small_baseline_with(late({}));
  double reserved = 0;
  model::simulate(world->setting, 0, [&](const model::WeekContext& week) {
    const auto& buyers = week.agents.buyers;
    const auto& rental = week.state.rental;
    for (const ProviderId provider : Rows<ProviderId>(buyers.providers.size())) {
      const BuyerId cloud = buyers.providers[provider];
      ASSERT_LE(rental.built[provider] + rental.rented_out[provider], week.state.buyers.installed[cloud] + 1e-6)
          << "week " << week.number;
      reserved = std::max(reserved, rental.built[provider]);
    }
  });
  EXPECT_GT(reserved, 1000) << "something must be built for tenants";
}

TEST(LawRemoteAccess, ATenantCountsWhatItHasReservedAsOnOrderUntilItHasIt) {
  const auto world = small_baseline_with(late({}));
  model::simulate(world->setting, 0, [&](const model::WeekContext& week) {
    std::vector<double> rented(week.agents.buyers.size());
    for (const auto& t : week.state.rental.tenancies) rented[t.tenant.row()] += t.h100e;
    for (const auto& contract : week.state.rental.reservations) {
      const double awaited = model::awaited(week, contract.tenant);
      ASSERT_GE(week.state.buyers.on_order[contract.tenant], awaited * (1 - 1e-9)) << "week " << week.number;
      ASSERT_LE(contract.arrived, contract.waiting * (1 + 1e-9));
    }
    for (const BuyerId b : Rows<BuyerId>(rented.size()))
      ASSERT_NEAR(week.state.buyers.rented[b], rented[b.row()], 1e-3) << "week " << week.number;
  });
}

TEST(LawRemoteAccess, AccessIsSubtractedFromTheGapAsIfItWereStock) {
  const auto world = small_baseline_with({"calendar.end=2022-12-31"});
  model::simulate(world->setting, 0, [&](const model::WeekContext& week) {
    const auto gap = [&](BuyerId b, const world::BuyerState& state) {
      return submodels::need(week.agents.buyers, state, week.scenario().demand, {}, b, week.number, 0, 0).gap;
    };
    if (week.number != 2) return;
    for (const BuyerId b : Rows<BuyerId>(week.agents.buyers.size())) {
      if (week.agents.buyers.parameters(b).spending) continue;
      auto tenant = week.state.buyers;
      auto owner = week.state.buyers;
      auto waiting = week.state.buyers;
      tenant.rented[b] += 5;
      owner.installed[b] += 5;
      waiting.on_order[b] += 5;
      EXPECT_DOUBLE_EQ(gap(b, tenant), gap(b, owner));
      EXPECT_DOUBLE_EQ(gap(b, tenant), gap(b, waiting));
    }
  });
}

TEST(LawRemoteAccess, ABanLowersRentingAndRaisesOtherWaysToGetCompute) {
  const auto rented = [](const model::Setting&, const Record& record) { return rented_weeks(record); };
  const auto waiting = [](const model::Setting&, const Record& record) {
    return record.reserved_waiting.values().back();
  };
  const auto others = [](const model::Setting& setting, const Record& record) {
    return acquired(setting, record, Source::domestic_substitute) + acquired(setting, record, Source::lawful_purchase) +
           testing::total(record.leaked_h100e);
  };
  EXPECT_LT(change({no_fronts}, {no_fronts, ban()}, rented).mean, 0);
  EXPECT_GT(change({no_fronts}, {no_fronts, ban()}, others).mean, 0);
  const auto banned = small_baseline_with(late({no_fronts, ban()}));
  EXPECT_EQ(waiting(banned->setting, model::simulate(banned->setting, 0)), 0) << "what is not delivered is released";
}

TEST(LawRemoteAccess, ABanOnCloudsOfOneSeatMovesContractsToOtherSeats) {
  const auto by_seat = [](const model::Setting& setting, const Record& record) {
    const std::size_t us = setting.geography.jurisdictions().find("US").row();
    double inside = 0;
    double outside = 0;
    for (std::size_t month = 0; month < setting.months.first_days.size(); ++month) {
      for (std::size_t place = 0; place < setting.geography.jurisdictions().size(); ++place)
        (place == us ? inside : outside) += record.rented_by_seat(month, place);
    }
    return std::pair{inside, outside};
  };
  const std::vector<std::string> ruled{no_fronts, ban(", seats: [US]")};
  EXPECT_LT(change({no_fronts}, ruled, [&](const auto& s, const auto& r) { return by_seat(s, r).first; }).mean, 0);
  EXPECT_GT(change({no_fronts}, ruled, [&](const auto& s, const auto& r) { return by_seat(s, r).second; }).mean, 0);
}

TEST(LawRemoteAccess, LessLawfulDemandForTheSameComputeLowersTheRent) {
  const auto rent = [](const model::Setting&, const Record& record) { return mean_rent(record); };
  const auto change_of = change({}, {"cloud.lawful_utilisation=0.45"}, rent);
  EXPECT_LT(change_of.mean + 3 * change_of.error, 0);
}

TEST(LawRemoteAccess, WithElasticDemandTheRentOnlyFollowsTheWorthOfCompute) {
  const auto world = small_baseline_with({"cloud.demand_elasticity=1000"});
  const auto& setting = world->setting;
  const auto record = model::simulate(setting, 0);
  for (Week week = 0; week < setting.calendar.weeks(); ++week) {
    const double worth = submodels::market(setting.scenario, setting.catalogue, week).worth;
    ASSERT_NEAR(record.rent(week) / worth, setting.scenario.cloud.first_rent, 5) << "week " << week;
  }
}

TEST(LawRemoteAccess, DearerDiversionRaisesRenting) {
  const auto rented = [](const model::Setting&, const Record& record) { return rented_weeks(record); };
  EXPECT_GT(change({}, {"grey_market.concealment_cost=20000"}, rented).mean, 0);
}

TEST(LawRemoteAccess, WithoutAMarketNobodyRents) {
  const auto world = small_baseline_with({"model.rental=none"});
  const auto record = model::simulate(world->setting, 0);
  EXPECT_EQ(rented_weeks(record), 0);
  EXPECT_EQ(testing::total(record.reserved_waiting), 0);
}

TEST(LawRemoteAccess, OfTheSpotFormNothingIsBuiltForTenants) {
  const auto world = small_baseline_with(late({"model.rental=spot"}));
  const auto record = model::simulate(world->setting, 0);
  EXPECT_GT(rented_weeks(record), 0);
  EXPECT_EQ(testing::total(record.reserved_waiting), 0);
}

}  // namespace
}  // namespace entrepot
