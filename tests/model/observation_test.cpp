// What is published of a month, and when, by cases worked by hand; and what observation must be by its nature: the
// truth itself when nothing is late, pooled or noisy.

#include "entrepot/model/observation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "entrepot/model/opening.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/simulation.hpp"
#include "support/small_scenario.hpp"

namespace entrepot::model {
namespace {

using scenario::Observable;

// Weeks count from Monday 2023-01-02. January ends with week 4, February with 8, March with 12, April with 16.
constexpr std::size_t january = 0;
constexpr std::size_t february = 1;
constexpr std::size_t april = 3;

/// The small world before its first week, with its returns to be filled by hand.
struct Office {
  explicit Office(const std::vector<std::string>& settings = {})
      : scenario(testing::small_scenario("", settings)),
        setting(scenario),
        streams(7, 0),
        agents(world::sample_population(scenario, setting.calendar, setting.geography.jurisdictions(),
                                        setting.catalogue, streams)),
        record(setting),
        ledger(agents, setting.catalogue),
        state(opening_state(setting, agents, streams, ledger)) {}

  [[nodiscard]] WeekContext open(Week week) {
    return {setting, agents, streams, week, {setting.rules.in_week(week)}, state, ledger, record};
  }
  void publish_in(Week week) {
    WeekContext now = open(week);
    phases::observation(now);
  }
  [[nodiscard]] JurisdictionId place(const char* code) const { return setting.geography.jurisdictions().find(code); }
  [[nodiscard]] ProductId full() const {
    const auto& names = setting.catalogue.products.names;
    return ProductId{static_cast<std::size_t>(std::find(names.begin(), names.end(), "full") - names.begin())};
  }
  [[nodiscard]] double seen(Week week, Observable observable, const char* code = "SG") const {
    return observe(setting, state, record, week, observable, place(code));
  }
  void bill(std::size_t month, const char* code, double dollars) {
    record.revenue(month, 0, place(code).row(), static_cast<std::size_t>(View::bill_to)) +=
        Money::from_dollars(dollars).cents;
  }

  scenario::Scenario scenario;
  Setting setting;
  Streams streams;
  world::Agents agents;
  Record record;
  Ledger ledger;
  world::State state;
};

// ---- time ----------------------------------------------------------------------------------------------------------

TEST(MonthClosed, IsTheOneWhoseLastWeekItIs) {
  const Office office;
  EXPECT_EQ(month_closed_in(office.setting, 4), january);
  EXPECT_EQ(month_closed_in(office.setting, 8), february);
  EXPECT_EQ(month_closed_in(office.setting, 3), std::nullopt);
  EXPECT_EQ(month_closed_in(office.setting, -1), std::nullopt);
  // The run ends with the week of 2024-12-23; the week after begins in December too.
  EXPECT_EQ(office.setting.calendar.weeks(), 104);
  EXPECT_EQ(month_closed_in(office.setting, 103), std::nullopt);
  EXPECT_EQ(month_closed_in(office.setting, 104), std::nullopt);
}

TEST(FiscalQuarter, EndsEveryThreeMonthsFromTheVendorsYearEnd) {
  const Office calendar_year;
  const VendorId acme{0};
  EXPECT_EQ(fiscal_quarter_from(calendar_year.setting, acme, 2), 0U);
  EXPECT_EQ(fiscal_quarter_from(calendar_year.setting, acme, 3), std::nullopt);
  const Office to_january({"vendors.acme.fiscal_year_end_month=1"});
  EXPECT_EQ(fiscal_quarter_from(to_january.setting, acme, january), std::nullopt) << "begins before the run";
  EXPECT_EQ(fiscal_quarter_from(to_january.setting, acme, april), february);
  const Office late({"calendar.start=2023-01-09"});
  EXPECT_EQ(fiscal_quarter_from(late.setting, acme, 2), std::nullopt) << "a week of January is missing";
  EXPECT_EQ(fiscal_quarter_from(late.setting, acme, 5), 3U);
}

// ---- what is declared ----------------------------------------------------------------------------------------------

TEST(Declarations, PutEachMovementWhereItIsDeclared) {
  Office office;
  WeekContext now = office.open(5);  // February; a full part is 1 H100e
  const auto row = [&](const char* code) { return office.place(code).row(); };
  declare_shipment(now, office.place("SG"), office.full(), 100);
  declare_import(now, office.place("SG"), office.full(), 100, Money::from_dollars(3e6));
  declare_re_export(now, office.place("SG"), office.place("MY"), office.full(), 30, Money::from_dollars(1e6));
  declare_re_export(now, office.place("SG"), office.place("SG"), office.full(), 20, Money::from_dollars(1e6));
  arrive_undeclared(now, office.place("CN"), office.full(), 10);
  note_installation(now, office.place("SG"), office.full(), 20);
  const auto& returns = office.record.returns;
  EXPECT_DOUBLE_EQ(returns.shipments(february, row("SG")), 100);
  EXPECT_DOUBLE_EQ(returns.imports(february, row("SG")), 100);
  EXPECT_EQ(returns.imports_value(february, row("SG")), 300'000'000);
  EXPECT_DOUBLE_EQ(returns.arrivals(february, row("SG")), 100);
  EXPECT_DOUBLE_EQ(returns.re_exports(february, row("SG")), 30) << "what stays is not declared";
  EXPECT_EQ(returns.re_exports_value(february, row("SG")), 100'000'000);
  EXPECT_DOUBLE_EQ(returns.shipments(february, row("MY")), 30);
  EXPECT_DOUBLE_EQ(returns.installed(february, row("SG")), 20);
  EXPECT_DOUBLE_EQ(returns.arrivals(february, row("CN")), 10);
  EXPECT_DOUBLE_EQ(returns.imports(february, row("CN")), 0) << "diverted goods are declared at neither end";
  EXPECT_DOUBLE_EQ(returns.shipments(february, row("CN")), 0);
  EXPECT_DOUBLE_EQ(returns.imports(january, row("SG")), 0);
}

// ---- what is published ---------------------------------------------------------------------------------------------

TEST(TradeStatistics, ComeOutALagAfterTheMonth) {
  Office office;
  const std::size_t sg = office.place("SG").row();
  auto& returns = office.record.returns;
  returns.imports(january, sg) = 100;
  returns.imports_value(january, sg) = 300'000'000;
  returns.re_exports(january, sg) = 30;
  returns.re_exports_value(january, sg) = 90'000'050;
  returns.shipments(january, sg) = 110;
  returns.installed(january, sg) = 50;
  for (Week week = 0; week < 12; ++week) office.publish_in(week);
  const auto& out = office.record.published;
  EXPECT_TRUE(std::isnan(out.imports(january, sg)));
  office.publish_in(12);  // January is over with week 4, its statistics are out 8 weeks later
  EXPECT_DOUBLE_EQ(out.imports(january, sg), 100);
  EXPECT_DOUBLE_EQ(out.imports_value(january, sg), 3e6);
  EXPECT_DOUBLE_EQ(out.re_exports(january, sg), 30);
  EXPECT_DOUBLE_EQ(out.re_exports_value(january, sg), 900'000.5);
  EXPECT_DOUBLE_EQ(out.shipments(january, sg), 110);
  EXPECT_DOUBLE_EQ(out.mirror_gap(january, sg), 10);
  EXPECT_DOUBLE_EQ(out.use(january, sg), 40) << "surveys see four fifths";
  EXPECT_DOUBLE_EQ(out.balance_gap(january, sg), 100 - 30 - 40);
  EXPECT_TRUE(std::isnan(out.imports(february, sg)));
}

TEST(TradeStatistics, MoveWhatIsKnownOfAPlacesYear) {
  Office office;
  const JurisdictionId sg = office.place("SG");
  auto& hubs = office.state.hubs;
  hubs.imports[sg] = hubs.recalled_imports[sg] = 120;
  hubs.earlier_imports[sg] = hubs.recalled_earlier_imports[sg] = 60;
  office.record.returns.imports(january, sg.row()) = 100;
  office.publish_in(11);
  EXPECT_DOUBLE_EQ(office.seen(12, Observable::hub_import_growth), 2) << "as remembered, until something is out";
  EXPECT_DOUBLE_EQ(office.record.published.import_growth(11, sg.row()), 2);
  office.publish_in(12);
  // The twelve months to January: 100 and eleven of 10; those before: one of 10 and eleven of 5.
  EXPECT_DOUBLE_EQ(hubs.imports[sg], 210);
  EXPECT_DOUBLE_EQ(hubs.earlier_imports[sg], 65);
  EXPECT_DOUBLE_EQ(office.seen(13, Observable::hub_import_growth), 210.0 / 65);
  EXPECT_DOUBLE_EQ(office.record.published.import_growth(12, sg.row()), 210.0 / 65);
  EXPECT_DOUBLE_EQ(office.seen(13, Observable::hub_import_load),
                   210 / office.setting.geography.jurisdictions().absorptive_capacity[sg]);
}

TEST(StreetPrice, IsOutAsTheMonthEndsAndStartsAfresh) {
  Office office({"observation.price_samples=1", "observation.price_noise=0"});
  office.record.returns.quotes = {{0.9, 1.5, 0}, {0.1, 1.2, 0}};
  office.publish_in(3);
  EXPECT_TRUE(std::isnan(office.record.published.premium(january)));
  office.publish_in(4);
  EXPECT_DOUBLE_EQ(office.record.published.premium(january), 0.2);
  EXPECT_DOUBLE_EQ(office.record.returns.quoted_premium(january), 0.35);
  office.publish_in(8);
  EXPECT_TRUE(std::isnan(office.record.published.premium(february))) << "nothing was quoted";
  office.record.returns.quotes = {{0.5, 1.6, 0}};
  office.publish_in(12);
  EXPECT_DOUBLE_EQ(office.seen(13, Observable::street_premium), 0.4) << "of the months that have one";
  EXPECT_DOUBLE_EQ(office.seen(5, Observable::street_premium), 0.2);
  EXPECT_DOUBLE_EQ(Office().seen(5, Observable::street_premium), 0);
}

TEST(StreetPrice, AQuoteIsThePriceOverListUnderADrawOfItsOwn) {
  Office office;
  WeekContext now = office.open(2);
  world::Order order;
  order.product = office.full();  // lists at 30,000 USD
  order.key = 99;
  order.unit_price = Money::from_dollars(45000);
  note_quote(now, order);
  order.key = 100;
  note_quote(now, order);
  const auto& quotes = office.record.returns.quotes;
  ASSERT_EQ(quotes.size(), 2U);
  EXPECT_DOUBLE_EQ(quotes[0].price_ratio, 1.5);
  EXPECT_NE(quotes[0].rank, quotes[1].rank);
  EXPECT_EQ(quotes[0].rank, office.streams.at(99, 2, Purpose::observation).uniform());
}

TEST(BillingTable, NamesPlacesFromTheShareOnAndPrintsTheYearBefore) {
  Office office({"vendors.acme.fiscal_year_end_month=1"});
  const auto row = [&](const char* code) { return office.place(code).row(); };
  office.bill(february, "US", 500);
  office.bill(april, "US", 300);
  office.bill(april, "SG", 150);
  office.bill(february, "MY", 50);
  office.bill(january, "MY", 1000);  // of the quarter before
  office.publish_in(21);
  const auto& out = office.record.published;
  EXPECT_TRUE(std::isnan(out.billing(april, 0, row("US"))));
  office.publish_in(22);  // April is over with week 16, the filing is out 6 weeks later
  EXPECT_DOUBLE_EQ(out.billing(april, 0, row("US")), 800);
  EXPECT_DOUBLE_EQ(out.billing(april, 0, row("SG")), 150);
  EXPECT_TRUE(std::isnan(out.billing(april, 0, row("MY")))) << "5 % is pooled";
  EXPECT_DOUBLE_EQ(out.billing_pooled(april, 0), 50);
  EXPECT_TRUE(std::isnan(out.billing_year_before(april, 0, row("SG"))));
  EXPECT_DOUBLE_EQ(office.seen(23, Observable::billing_growth), 0) << "nothing to compare with";
  EXPECT_TRUE(std::isnan(out.billing_growth(22, row("SG"))));

  // A year later: 300 for Singapore, 500 for Malaysia, which was pooled before; April 2024 ends with week 69.
  constexpr std::size_t year = 12;
  office.bill(april + year, "SG", 300);
  office.bill(april + year, "MY", 500);
  ASSERT_EQ(month_closed_in(office.setting, 69), april + year) << "2024-04-29 begins in April";
  office.publish_in(69 + 6);
  EXPECT_DOUBLE_EQ(out.billing_year_before(april + year, 0, row("SG")), 150);
  EXPECT_DOUBLE_EQ(out.billing_year_before(april + year, 0, row("MY")), 50);
  EXPECT_DOUBLE_EQ(office.seen(76, Observable::billing_growth, "SG"), 2);
  EXPECT_DOUBLE_EQ(office.seen(76, Observable::billing_growth, "MY"), 10);
  EXPECT_DOUBLE_EQ(office.seen(76, Observable::billing_growth, "US"), 0) << "no longer named, never compared";
  EXPECT_DOUBLE_EQ(out.billing_growth(75, row("SG")), 2);

  // The last figures of a place stand until a table names it again. July 2024 ends with week 82.
  office.bill(18, "US", 1000);
  office.publish_in(82 + 6);
  EXPECT_DOUBLE_EQ(office.seen(89, Observable::billing_growth, "SG"), 2);
}

TEST(EnforcementCounts, ComeOutAQuarterAfterTheMonth) {
  Office office;
  const JurisdictionId sg = office.place("SG");
  IntermediaryId trader{0};
  while (office.agents.intermediaries.warehouse[trader] != sg) trader = IntermediaryId{trader.row() + 1};
  WeekContext now = office.open(1);
  count_seizure(now, sg, 40);
  count_seizure(now, office.place("MY"), 5);
  note_check(now, trader, false);
  note_check(now, trader, true);
  office.state.intermediaries.listed_from[trader] = 2;
  for (Week week = 0; week <= 16; ++week) office.publish_in(week);
  const auto& out = office.record.published;
  EXPECT_TRUE(std::isnan(out.seizures(january, sg.row())));
  EXPECT_DOUBLE_EQ(office.seen(17, Observable::seized_units), 0);
  office.publish_in(17);  // January is over with week 4, its counts are out 13 weeks later
  EXPECT_DOUBLE_EQ(out.seizures(january, sg.row()), 40);
  EXPECT_DOUBLE_EQ(out.end_use_checks(january, sg.row()), 2);
  EXPECT_DOUBLE_EQ(out.unfavourable_checks(january, sg.row()), 1);
  EXPECT_DOUBLE_EQ(out.listings(january, sg.row()), 1);
  EXPECT_DOUBLE_EQ(out.listings(january, office.place("MY").row()), 0);
  EXPECT_DOUBLE_EQ(office.seen(18, Observable::seized_units), 45) << "in all places";
}

// ---- by its nature -------------------------------------------------------------------------------------------------

constexpr const char* ban =
    "rules:\n  ban: {instrument: licence_requirement, effective: 2023-01-02, destinations: [CN], review: deny}\n";

/// A run whose observers see everything at once.
struct ClearSight {
  ClearSight()
      : scenario(testing::small_scenario(
            ban, {"observation.trade_lag_weeks=0", "observation.billing_lag_weeks=0",
                  "observation.enforcement_lag_weeks=0", "observation.disclosure_share=0",
                  "observation.survey_coverage=1", "observation.price_samples=1000000", "observation.price_noise=0",
                  "jurisdictions.SG.customs.inspection_rate=0.5", "jurisdictions.MY.customs.inspection_rate=0.5",
                  "jurisdictions.SG.customs.detection=1", "jurisdictions.SG.customs.cooperation=1",
                  "intermediaries.traders.integrity=0", "intermediaries.traders.prior_detection=0"})),
        setting(scenario),
        record(simulate(setting, 0)) {}
  scenario::Scenario scenario;
  Setting setting;
  Record record;
};

TEST(ClearSight, SeesTheTruthItself) {
  ClearSight run;
  auto& record = run.record;
  const auto& setting = run.setting;
  const std::size_t closed = setting.months.first_days.size() - 1;  // the last month is not over when the run ends
  const std::size_t places = setting.geography.jurisdictions().size();
  Units seized = 0;
  std::int64_t seen_checks = 0;
  std::size_t quoted = 0;
  for (std::size_t m = 0; m < closed; ++m) {
    for (std::size_t place = 0; place < places; ++place) {
      EXPECT_EQ(record.published.imports(m, place), record.returns.imports(m, place));
      EXPECT_EQ(record.published.re_exports(m, place), record.returns.re_exports(m, place));
      EXPECT_EQ(record.published.use(m, place), record.returns.installed(m, place));
      seized += static_cast<Units>(record.published.seizures(m, place));
      seen_checks += static_cast<std::int64_t>(record.published.end_use_checks(m, place));
    }
    if (std::isnan(record.returns.quoted_premium(m))) continue;
    ++quoted;
    EXPECT_EQ(record.published.premium(m), record.returns.quoted_premium(m));
  }
  EXPECT_GT(quoted, 10U);
  Units truly_seized = 0;
  std::int64_t checks = 0;
  for (Week week = 0; setting.months.of_week[static_cast<std::size_t>(week)] < closed; ++week) {
    for (std::size_t p = 0; p < setting.catalogue.products.size(); ++p) truly_seized += record.seized(week, p);
    checks += record.end_use_checks(week);
  }
  EXPECT_GT(truly_seized, 0);
  EXPECT_EQ(seized, truly_seized);
  EXPECT_GT(checks, 0);
  EXPECT_EQ(seen_checks, checks);
}

TEST(ClearSight, ReadsTheRevenueOfAQuarterFromTheTables) {
  ClearSight run;
  std::size_t tables = 0;
  for (std::size_t m = 2; m + 1 < run.setting.months.first_days.size(); m += 3) {
    for (std::size_t place = 0; place < run.setting.geography.jurisdictions().size(); ++place) {
      std::int64_t cents = 0;
      for (std::size_t k = m - 2; k <= m; ++k) cents += run.record.revenue(k, 0, place, 0);
      const double table = run.record.published.billing(m, 0, place);
      EXPECT_EQ(std::isnan(table) ? 0.0 : table, Money{cents}.dollars());
      tables += std::isnan(table) ? 0 : 1;
    }
    EXPECT_EQ(run.record.published.billing_pooled(m, 0), 0);
  }
  EXPECT_GT(tables, 5U);
}

// All that came in either left by the front door, is seen in use, was taken, or is gone: leaks show in the balance.
TEST(ClearSight, FindsTheLeaksInTheBalanceOfTheHubs) {
  ClearSight run;
  auto& record = run.record;
  double gap = 0;
  for (const JurisdictionId hub : run.setting.hubs) {
    for (std::size_t m = 0; m < run.setting.months.first_days.size(); ++m) {
      gap += record.returns.imports(m, hub.row()) - record.returns.re_exports(m, hub.row()) -
             record.returns.installed(m, hub.row());
    }
  }
  const auto& leaked = record.leaked_h100e.values();
  double gone = std::accumulate(leaked.begin(), leaked.end(), 0.0);
  for (Week week = 0; week < run.setting.calendar.weeks(); ++week) {
    for (const ProductId p : Rows<ProductId>(run.setting.catalogue.products.size()))
      gone += static_cast<double>(record.seized(week, p.row())) * run.setting.catalogue.products.h100e[p];
  }
  EXPECT_GT(gone, 0);
  // The rest is on its way: a few weeks' trade out of two years'.
  EXPECT_GE(gap, gone - 1e-6);
  EXPECT_LT(gap, 1.15 * gone + 10);
}

}  // namespace
}  // namespace entrepot::model
