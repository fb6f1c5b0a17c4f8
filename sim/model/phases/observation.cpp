// Observation: statistics, filings and price reports that are due are published. The rest of the model reads what was
// published, never what was declared.

#include "entrepot/model/observation.hpp"

#include <numeric>
#include <vector>

#include "entrepot/core/units.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/submodels/disclosure.hpp"
#include "entrepot/model/submodels/trade_statistics.hpp"

namespace entrepot::model {
namespace {

double dollars(std::int64_t cents) { return Money{cents}.dollars(); }

// ---- trade statistics ----------------------------------------------------------------------------------------------

void publish_trade_of(Writes<Record> week, std::size_t month, std::size_t place) {
  auto& returns = week.record().returns;
  auto& out = week.record().published;
  const double imports = returns.imports(month, place);
  const double re_exports = returns.re_exports(month, place);
  const double shipments = returns.shipments(month, place);
  const double seen_use = returns.installed(month, place) * week->scenario().observation.survey_coverage;
  out.imports(month, place) = imports;
  out.re_exports(month, place) = re_exports;
  out.shipments(month, place) = shipments;
  out.use(month, place) = seen_use;
  out.mirror_gap(month, place) = submodels::mirror_gap(shipments, imports);
  out.balance_gap(month, place) = submodels::balance_gap(imports, re_exports, seen_use);
  out.imports_value(month, place) = dollars(returns.imports_value(month, place));
  out.re_exports_value(month, place) = dollars(returns.re_exports_value(month, place));
}

/// A place's yearly imports as published, for the watch list and for suppliers.
void update_yearly_imports(Writes<HubState> week, std::size_t month, JurisdictionId place) {
  auto& hubs = week.hubs();
  const auto of_month = [&](std::size_t m) { return week->record.published.imports(m, place.row()); };
  const submodels::RecalledImports recalled{hubs.recalled_imports[place], hubs.recalled_earlier_imports[place]};
  const auto now = static_cast<std::ptrdiff_t>(month);
  hubs.imports[place] = submodels::imports_of_year(now, recalled, of_month);
  hubs.earlier_imports[place] = submodels::imports_of_year(now - months_per_year, recalled, of_month);
}

void publish_trade(ObservationWeek week, std::size_t month) {
  for (const JurisdictionId j : Rows<JurisdictionId>(week->setting.geography.jurisdictions().size())) {
    publish_trade_of(week, month, j.row());
    update_yearly_imports(week, month, j);
  }
}

// ---- street prices -------------------------------------------------------------------------------------------------

void publish_premium(Writes<Record> week, std::size_t month) {
  const auto& observation = week->scenario().observation;
  auto& quotes = week.record().returns.quotes;
  week.record().returns.quoted_premium(month) = submodels::mean_premium(quotes);
  week.record().published.premium(month) =
      submodels::reported_premium(quotes, observation.price_samples, observation.price_noise);
  quotes.clear();
}

// ---- vendors' tables -----------------------------------------------------------------------------------------------

/// US cents billed to each place in the quarter from a month on.
std::vector<std::int64_t> billed_in_quarter(const WeekContext& week, VendorId v, std::size_t from) {
  std::vector<std::int64_t> cents;
  for (std::size_t place = 0; place < week.setting.geography.jurisdictions().size(); ++place) {
    std::int64_t sum = 0;
    for (std::size_t month = from; month < from + months_per_quarter; ++month)
      sum += week.record.revenue(month, v.row(), place, static_cast<std::size_t>(View::bill_to));
    cents.push_back(sum);
  }
  return cents;
}

/// A filing gives the figures of a year before beside those of the quarter, for the places that it names now.
void publish_table(Writes<Record> week, VendorId v, std::size_t month, std::size_t from) {
  const double share = week->scenario().observation.disclosure_share;
  auto& out = week.record().published;
  const auto billed = billed_in_quarter(week, v, from);
  const std::int64_t all = std::accumulate(billed.begin(), billed.end(), std::int64_t{0});
  const bool comparable =
      month >= months_per_year && fiscal_quarter_from(week->setting, v, month - months_per_year).has_value();
  const auto before = comparable ? billed_in_quarter(week, v, from - months_per_year) : std::vector<std::int64_t>{};
  for (std::size_t place = 0; place < billed.size(); ++place) {
    if (!submodels::names_place(billed[place], all, share)) continue;
    out.billing(month, v.row(), place) = dollars(billed[place]);
    if (!comparable) continue;
    out.billing_year_before(month, v.row(), place) = dollars(before[place]);
    out.last_billing(v.row(), place) = dollars(billed[place]);
    out.last_billing_year_before(v.row(), place) = dollars(before[place]);
  }
  out.billing_pooled(month, v.row()) = dollars(submodels::pooled(billed, share));
}

void publish_tables(Writes<Record> week, std::size_t month) {
  for (const VendorId v : Rows<VendorId>(week->setting.catalogue.vendors.size())) {
    const auto from = fiscal_quarter_from(week->setting, v, month);
    if (from) publish_table(week, v, month, *from);
  }
}

// ---- enforcement ---------------------------------------------------------------------------------------------------

/// Firms that join the entity list this week, by the place of their warehouse.
void count_listings(Writes<Record> week) {
  const auto& table = week->agents.intermediaries;
  for (const IntermediaryId i : Rows<IntermediaryId>(table.size())) {
    if (week->state.intermediaries.listed_from[i] == week->number)
      ++week.record().returns.listings(week->month(), table.warehouse[i].row());
  }
}

void publish_enforcement(Writes<Record> week, std::size_t month) {
  auto& returns = week.record().returns;
  auto& out = week.record().published;
  for (std::size_t place = 0; place < week->setting.geography.jurisdictions().size(); ++place) {
    out.seizures(month, place) = static_cast<double>(returns.seized(month, place));
    out.end_use_checks(month, place) = static_cast<double>(returns.checks(month, place));
    out.unfavourable_checks(month, place) = static_cast<double>(returns.unfavourable_checks(month, place));
    out.listings(month, place) = static_cast<double>(returns.listings(month, place));
  }
}

/// The signals of growth as they stand now.
void record_signals(Writes<Record> week) {
  const auto signal = [&](scenario::Observable observable, JurisdictionId place) {
    return observe(week->setting, week->state, week->record, week->number + 1, observable, place);
  };
  auto& out = week.record().published;
  for (const JurisdictionId j : Rows<JurisdictionId>(week->setting.geography.jurisdictions().size())) {
    if (week->state.hubs.earlier_imports[j] > 0)
      out.import_growth(week->number, j.row()) = signal(scenario::Observable::hub_import_growth, j);
    const double billing = signal(scenario::Observable::billing_growth, j);
    if (billing > 0) out.billing_growth(week->number, j.row()) = billing;
  }
}

}  // namespace

void phases::observation(ObservationWeek week) {
  const auto& observation = week->scenario().observation;
  const auto closed = [&](std::int64_t weeks_ago) {
    return month_closed_in(week->setting, week->number - static_cast<Week>(weeks_ago));
  };
  count_listings(week);
  if (const auto month = closed(0)) publish_premium(week, *month);
  if (const auto month = closed(observation.trade_lag_weeks)) publish_trade(week, *month);
  if (const auto month = closed(observation.billing_lag_weeks)) publish_tables(week, *month);
  if (const auto month = closed(observation.enforcement_lag_weeks)) publish_enforcement(week, *month);
  record_signals(week);
}

}  // namespace entrepot::model
