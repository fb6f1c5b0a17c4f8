// Observation: what offices, filings and reporters publish at the end of the week. From here on nobody looks at what
// was declared, only at what came out.

#include "entrepot/model/observation.hpp"

#include <numeric>
#include <vector>

#include "entrepot/core/units.hpp"
#include "entrepot/model/submodels/disclosure.hpp"
#include "entrepot/model/submodels/trade_statistics.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

double dollars(std::int64_t cents) { return Money{cents}.dollars(); }

// ---- trade statistics ----------------------------------------------------------------------------------------------

void publish_trade_of(Tick& tick, std::size_t month, std::size_t place) {
  auto& returns = tick.record.returns;
  auto& out = tick.record.published;
  const double imports = returns.imports(month, place);
  const double re_exports = returns.re_exports(month, place);
  const double shipments = returns.shipments(month, place);
  const double seen_use = returns.installed(month, place) * tick.scenario().observation.survey_coverage;
  out.imports(month, place) = imports;
  out.re_exports(month, place) = re_exports;
  out.shipments(month, place) = shipments;
  out.use(month, place) = seen_use;
  out.mirror_gap(month, place) = submodels::mirror_gap(shipments, imports);
  out.balance_gap(month, place) = submodels::balance_gap(imports, re_exports, seen_use);
  out.imports_value(month, place) = dollars(returns.imports_value(month, place));
  out.re_exports_value(month, place) = dollars(returns.re_exports_value(month, place));
}

/// What is known of a place's yearly imports, for the watch list and for suppliers.
void update_yearly_imports(Tick& tick, std::size_t month, JurisdictionId place) {
  auto& hubs = tick.state.hubs;
  const auto of_month = [&](std::size_t m) { return tick.record.published.imports(m, place.row()); };
  const submodels::RecalledImports recalled{hubs.recalled_imports[place], hubs.recalled_earlier_imports[place]};
  const auto now = static_cast<std::ptrdiff_t>(month);
  hubs.imports[place] = submodels::imports_of_year(now, recalled, of_month);
  hubs.earlier_imports[place] = submodels::imports_of_year(now - months_per_year, recalled, of_month);
}

void publish_trade(Tick& tick, std::size_t month) {
  for (const JurisdictionId j : Rows<JurisdictionId>(tick.setting.geography.jurisdictions().size())) {
    publish_trade_of(tick, month, j.row());
    update_yearly_imports(tick, month, j);
  }
}

// ---- street prices -------------------------------------------------------------------------------------------------

void publish_premium(Tick& tick, std::size_t month) {
  const auto& observation = tick.scenario().observation;
  auto& quotes = tick.record.returns.quotes;
  tick.record.returns.quoted_premium(month) = submodels::mean_premium(quotes);
  tick.record.published.premium(month) =
      submodels::reported_premium(quotes, observation.price_samples, observation.price_noise);
  quotes.clear();
}

// ---- vendors' tables -----------------------------------------------------------------------------------------------

/// US cents billed to each place in the quarter from a month on.
std::vector<std::int64_t> billed_in_quarter(Tick& tick, VendorId v, std::size_t from) {
  std::vector<std::int64_t> cents;
  for (std::size_t place = 0; place < tick.setting.geography.jurisdictions().size(); ++place) {
    std::int64_t sum = 0;
    for (std::size_t month = from; month < from + months_per_quarter; ++month)
      sum += tick.record.revenue(month, v.row(), place, static_cast<std::size_t>(View::bill_to));
    cents.push_back(sum);
  }
  return cents;
}

/// A filing prints the figures of the year before beside those of the quarter, for the places that it names now.
void publish_table(Tick& tick, VendorId v, std::size_t month, std::size_t from) {
  const double share = tick.scenario().observation.disclosure_share;
  auto& out = tick.record.published;
  const auto billed = billed_in_quarter(tick, v, from);
  const std::int64_t all = std::accumulate(billed.begin(), billed.end(), std::int64_t{0});
  const bool comparable =
      month >= months_per_year && fiscal_quarter_from(tick.setting, v, month - months_per_year).has_value();
  const auto before = comparable ? billed_in_quarter(tick, v, from - months_per_year) : std::vector<std::int64_t>{};
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

void publish_tables(Tick& tick, std::size_t month) {
  for (const VendorId v : Rows<VendorId>(tick.setting.catalogue.vendors.size())) {
    const auto from = fiscal_quarter_from(tick.setting, v, month);
    if (from) publish_table(tick, v, month, *from);
  }
}

// ---- enforcement ---------------------------------------------------------------------------------------------------

/// Firms that are on the entity list from this week on, by where their goods are.
void count_listings(Tick& tick) {
  const auto& table = tick.agents.intermediaries;
  for (const IntermediaryId i : Rows<IntermediaryId>(table.size())) {
    if (tick.state.intermediaries.listed_from[i] == tick.week)
      ++tick.record.returns.listings(tick.month(), table.warehouse[i].row());
  }
}

void publish_enforcement(Tick& tick, std::size_t month) {
  auto& returns = tick.record.returns;
  auto& out = tick.record.published;
  for (std::size_t place = 0; place < tick.setting.geography.jurisdictions().size(); ++place) {
    out.seizures(month, place) = static_cast<double>(returns.seized(month, place));
    out.end_use_checks(month, place) = static_cast<double>(returns.checks(month, place));
    out.unfavourable_checks(month, place) = static_cast<double>(returns.unfavourable_checks(month, place));
    out.listings(month, place) = static_cast<double>(returns.listings(month, place));
  }
}

/// The signals of growth as they stand now.
void record_signals(Tick& tick) {
  const auto signal = [&](scenario::Observable observable, JurisdictionId place) {
    return observe(tick.setting, tick.state, tick.record, tick.week + 1, observable, place);
  };
  auto& out = tick.record.published;
  for (const JurisdictionId j : Rows<JurisdictionId>(tick.setting.geography.jurisdictions().size())) {
    if (tick.state.hubs.earlier_imports[j] > 0)
      out.import_growth(tick.week, j.row()) = signal(scenario::Observable::hub_import_growth, j);
    const double billing = signal(scenario::Observable::billing_growth, j);
    if (billing > 0) out.billing_growth(tick.week, j.row()) = billing;
  }
}

}  // namespace

void phases::observation(Tick& tick) {
  const auto& observation = tick.scenario().observation;
  const auto closed = [&](std::int64_t weeks_ago) {
    return month_closed_in(tick.setting, tick.week - static_cast<Week>(weeks_ago));
  };
  count_listings(tick);
  if (const auto month = closed(0)) publish_premium(tick, *month);
  if (const auto month = closed(observation.trade_lag_weeks)) publish_trade(tick, *month);
  if (const auto month = closed(observation.billing_lag_weeks)) publish_tables(tick, *month);
  if (const auto month = closed(observation.enforcement_lag_weeks)) publish_enforcement(tick, *month);
  record_signals(tick);
}

}  // namespace entrepot::model
