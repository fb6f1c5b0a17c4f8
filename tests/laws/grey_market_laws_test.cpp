// The grey market clears: what scarcity, demand, risk, contacts and integrity do to the premium and to the flow, in a
// small world of one hub market (docs/reference/odd.md, section 7). All runs have fixed seeds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/model/week_context.hpp"
#include "laws/paired.hpp"
#include "support/baseline.hpp"
#include "support/small_scenario.hpp"

namespace entrepot {
namespace {

using testing::differences;
using testing::total;

constexpr auto bar = R"(
rules:
  bar: {instrument: licence_requirement, effective: 2023-01-02, destinations: [CN], tpp: 4800, review: deny}
)";

/// Forty buyers behind a bar, twenty-four dealers, and a maker that can supply them all.
std::vector<std::string> market() {
  return {"calendar.end=2025-12-28",
          "model.price=bargain",
          "model.matching=capacity",
          "lines.acme_fab.capacity=400",
          "buyers.lab.count=40",
          "intermediaries.traders={count: 24, jurisdiction: {MY: 0.5, SG: 0.5}, shell: true, honest_revenue: 0, "
          "integrity: {lognormal: {median: 0.08, sigma: 0.8}}, working_capital: {lognormal: "
          "{median: 2000000, sigma: 1}}, plausible_units: {lognormal: {median: 16, sigma: 0.8}}}"};
}

std::unique_ptr<testing::World> market_with(const std::vector<std::string>& more) {
  auto settings = market();
  settings.insert(settings.end(), more.begin(), more.end());
  return std::make_unique<testing::World>(
      scenario::load_scenario_text(testing::small_world() + bar, "small.yaml", settings, policy::instrument_schemas()));
}

constexpr auto refusals =
    "rules.permit={instrument: hub_permit, effective: 2023-06-05, hubs: [MY, SG], "
    "inspection_factor: 1, notice_weeks: 3, refused_share: 0.4}";

constexpr Week settled = 52;  ///< from here on the market has found its prices
constexpr std::uint32_t replicates = 32;

/// Mean premium of the units accepted once the market is settled.
double premium(const model::Record& record) {
  double units = 0;
  double sum = 0;
  const auto weeks = static_cast<Week>(record.grey_premium.values().size());
  for (Week week = settled; week < weeks; ++week) {
    const auto taken = static_cast<double>(record.grey_units_accepted(week));
    if (taken <= 0) continue;
    units += taken;
    sum += taken * record.grey_premium(week);
  }
  return sum / units;
}

double leaked(const model::Record& record) { return static_cast<double>(total(record.leaked)); }

template <class Measure>
laws::Difference change(const std::vector<std::string>& before, const std::vector<std::string>& after,
                        Measure&& measure) {
  const auto a = market_with(before);
  const auto b = market_with(after);
  return laws::difference(laws::over_replicates(a->setting, replicates, measure),
                          laws::over_replicates(b->setting, replicates, measure));
}

void expect_rises(const laws::Difference& difference) { EXPECT_GT(difference.mean, 1.645 * difference.error); }
void expect_falls(const laws::Difference& difference) { EXPECT_LT(difference.mean, -1.645 * difference.error); }

const std::vector<std::string> scarce{"lines.acme_fab.capacity=120"};

TEST(LawGreyMarket, ThePremiumRisesWithScarcityAndTheFlowFalls) {
  expect_rises(change({}, scarce, premium));
  expect_falls(change({}, scarce, leaked));
}

TEST(LawGreyMarket, ThePremiumRisesWithDemandWhereGoodsAreScarce) {
  auto more = scarce;
  more.emplace_back("buyers.lab.count=80");
  expect_rises(change(scarce, more, premium));
}

TEST(LawGreyMarket, ThePremiumRisesWithWhatGoodsAreWorthWhereTheyAreScarce) {
  auto poor = scarce;
  poor.emplace_back("buyers.lab.willingness_to_pay=60000");
  auto rich = scarce;
  rich.emplace_back("buyers.lab.willingness_to_pay=135000");
  expect_rises(change(poor, rich, premium));
}

TEST(LawGreyMarket, ThePremiumRisesWithPerceivedRiskAndTheFlowFalls) {
  const std::vector<std::string> calm{"model.risk=sticky", "intermediaries.traders.prior_detection=0.02"};
  const std::vector<std::string> afraid{"model.risk=sticky", "intermediaries.traders.prior_detection=0.15"};
  expect_rises(change(calm, afraid, premium));
  expect_falls(change(calm, afraid, leaked));
}

TEST(LawGreyMarket, ThePremiumFallsWithContactsAndTheFlowRises) {
  expect_falls(change({"buyers.lab.grey_contacts=1"}, {"buyers.lab.grey_contacts=6"}, premium));
  expect_rises(change({"buyers.lab.grey_contacts=1"}, {"buyers.lab.grey_contacts=6"}, leaked));
}

TEST(LawGreyMarket, IntegrityIsPassedOnAtMostInFull) {
  const auto difference =
      change({"intermediaries.traders.integrity=0"}, {"intermediaries.traders.integrity=0.1"}, premium);
  expect_rises(difference);
  EXPECT_LT(difference.mean - 1.645 * difference.error, 0.1);
}

TEST(LawGreyMarket, AShortageThatIsOverLeavesNoTrace) {
  const auto last_year = [](const model::Record& record) {
    double sum = 0;
    double units = 0;
    const auto weeks = static_cast<Week>(record.grey_premium.values().size());
    for (Week week = weeks - 52; week < weeks; ++week) {
      const auto taken = static_cast<double>(record.grey_units_accepted(week));
      if (taken > 0) sum += taken * record.grey_premium(week);
      units += taken;
    }
    return sum / units;
  };
  const auto difference = change(
      {"lines.acme_fab.capacity={2023-01-02: 400, 2025-12-28: 400}"},
      {"lines.acme_fab.capacity={2023-01-02: 400, 2023-07-03: 400, 2023-07-10: 80, 2024-01-01: 80, 2024-01-08: 400, "
       "2025-12-28: 400}"},
      last_year);
  EXPECT_LT(std::abs(difference.mean), std::max(0.02, 2 * difference.error));
}

TEST(LawGreyMarket, WithoutReputationTrustOrLimitsBuyersMeetSellersBlindly) {
  const std::vector<std::string> open{"network.reputation=0", "network.starter_units=1e9", "network.trusted_deposit=1",
                                      "network.misfit=1", "intermediaries.traders.integrity=0"};
  auto blind = open;
  blind.emplace_back("model.matching=blind");
  const auto a = market_with(open);
  const auto b = market_with(blind);
  EXPECT_THAT(differences(model::simulate(a->setting, 0), model::simulate(b->setting, 0)), ::testing::IsEmpty());
}

TEST(LawGreyMarket, NoFirstDealExceedsTheStarterLot) {
  const auto world = market_with({"network.starter_units=8", "network.starter_share=0"});
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    std::set<std::pair<std::size_t, std::size_t>> delivered;  // pairs of buyer and seller with a delivery so far
    model::simulate(world->setting, replicate, [&](const model::WeekContext& week) {
      for (const auto& order : week.messages.grey) {
        const bool first = !delivered.contains({order.buyer.row(), order.via.row()});
        ASSERT_LE(first ? order.open : 0, 8) << "week " << week.number;
      }
      for (const auto& lot : week.state.shipments.lots.rows())
        if (lot.buyer.exists() && lot.intermediary.exists())
          delivered.insert({lot.buyer.row(), lot.intermediary.row()});
    });
  }
}

TEST(LawGreyMarket, DealersStockIsWhatTheirLotsHoldAndNeverNegative) {
  auto settings = scarce;
  settings.emplace_back(refusals);
  const auto world = market_with(settings);
  model::simulate(world->setting, 0, [&](const model::WeekContext& week) {
    const auto& dealers = week.state.intermediaries;
    const std::set<std::uint32_t> cells(dealers.deals_in.begin(), dealers.deals_in.end());
    ASSERT_EQ(cells.size(), dealers.deals_in.size()) << "a product that a dealer deals in counts once";
    for (std::size_t cell = 0; cell < dealers.stock.size(); ++cell) {
      Units held = 0;
      for (const LotId id : dealers.lots[cell]) held += week.state.shipments.lots[id].units;
      ASSERT_EQ(dealers.stock[cell], held);
      ASSERT_GE(dealers.promised[cell], 0);
      ASSERT_GE(dealers.own_orders[cell], 0);
    }
  });
}

TEST(LawGreyMarket, CapitalCommittedIsWhatOpenOrdersAndLotsTieUp) {
  const auto world = market_with({refusals});
  model::simulate(world->setting, 0, [&](const model::WeekContext& week) {
    Column<IntermediaryId, Money> tied_up(week.agents.intermediaries.size());
    for (const auto& book : week.state.channels.book) {
      for (const auto& order : book)
        if (order.pathway == world::Pathway::grey) tied_up[order.via] += order.capital * order.open;
    }
    for (const auto& lot : week.state.shipments.lots.rows())
      if (lot.intermediary.exists() && lot.pathway == world::Pathway::grey)
        tied_up[lot.intermediary] += lot.capital * lot.units;
    for (const IntermediaryId i : Rows<IntermediaryId>(tied_up.size()))
      ASSERT_EQ(week.state.intermediaries.committed[i], tied_up[i]) << "week " << week.number;
  });
}

std::string permit(const std::string& terms) {
  return "rules.permit={instrument: hub_permit, effective: 2022-10-03, hubs: [MY, SG], inspection_factor: 1, " + terms +
         "}";
}

TEST(LawPermits, AHubThatRefusesAllLetsNothingLeave) {
  const auto world = market_with({permit("refused_share: 1")});
  const auto record = model::simulate(world->setting, 0);
  EXPECT_GT(total(record.permits_refused), 0);
  EXPECT_GT(total(record.permits_asked), 0);
  EXPECT_EQ(total(record.diverted), 0);
  EXPECT_EQ(total(record.leaked), 0);
}

TEST(LawPermits, RefusalsCutTheFlow) { expect_falls(change({}, {permit("refused_share: 0.9")}, leaked)); }

TEST(LawPermits, NothingLeavesBeforeTheNoticeIsOver) {
  const auto world = market_with({permit("notice_weeks: 60")});
  const auto record = model::simulate(world->setting, 0);
  Units before = 0;
  for (Week week = 0; week < 60; ++week) before += record.diverted(week);
  EXPECT_EQ(before, 0);
  EXPECT_GT(total(record.diverted), 0);
}

TEST(LawDiscovery, ByVolumeAloneNothingIsSeizedAndRecordsFindDiverters) {
  const auto world = market_with({"model.discovery=volume", "enforcement.record_rate=5"});
  auto record = model::simulate(world->setting, 0);
  EXPECT_EQ(total(record.seized), 0);
  const auto of_source = [&](world::Discovery source) {
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < world->setting.months.first_days.size(); ++month)
      sum += record.findings(month, static_cast<std::size_t>(source));
    return sum;
  };
  EXPECT_GT(of_source(world::Discovery::records), 0);
  EXPECT_EQ(total(record.findings), of_source(world::Discovery::records));
}

TEST(LawDiscovery, AMakerFindsNothingAmissAtASiteThatRuns) {
  const std::vector<std::string> sites{
      "intermediaries.traders={count: 24, jurisdiction: MY, shell: true, honest_revenue: 0, integrity: 0.05, "
      "working_capital: 2e7, plausible_units: 64, poses_as_end_user: true, site_mw: 50, runs_share: 0}",
      "enforcement.site_check_rate=1", "enforcement.site_check_weeks=4", "enforcement.report_share=1",
      "enforcement.cut_off_share=0"};
  const auto found = [&](const std::string& runs) {
    auto settings = sites;
    settings.push_back("intermediaries.traders.runs_share=" + runs);
    const auto world = market_with(settings);
    auto record = model::simulate(world->setting, 0);
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < world->setting.months.first_days.size(); ++month)
      sum += record.findings(month, static_cast<std::size_t>(world::Discovery::site_check));
    EXPECT_GT(total(record.diverted), 0);
    return sum;
  };
  const auto sham = found("0");
  const auto half = found("0.5");
  EXPECT_GT(half, 0);
  EXPECT_LT(half, sham);
  EXPECT_EQ(found("1"), 0);
}

TEST(LawRings, OneOwnerHasOneCapitalHoweverManyNamesItTradesUnder) {
  const auto one = market_with({});
  const auto many = market_with({"intermediaries.traders.firms_per_owner=3"});
  const auto capital = [](const testing::World& world) {
    const Streams streams(static_cast<std::uint32_t>(world.setting.scenario.run.seed), 0);
    const auto agents =
        world::sample_population(world.setting.scenario, world.setting.calendar,
                                 world.setting.geography.jurisdictions(), world.setting.catalogue, streams);
    double sum = 0;
    for (const OwnerId owner : Rows<OwnerId>(agents.owners.size()))
      sum += agents.intermediaries.working_capital[agents.owners.first_firm[owner]];
    double all = 0;
    for (const double each : agents.intermediaries.working_capital) all += each;
    EXPECT_DOUBLE_EQ(sum, all);
    return agents.owners.size();
  };
  EXPECT_EQ(capital(*one), 24U);
  EXPECT_EQ(capital(*many), 8U);
}

}  // namespace
}  // namespace entrepot
