#include "entrepot/model/observation.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/units.hpp"

namespace entrepot::model {
namespace {

double ratio(double a, double b) { return b > 0 ? a / b : 0.0; }

/// Months of the run that are over before `week` begins, so that figures about them may be out.
std::size_t months_begun(const Setting& setting, Week week) {
  return week <= 0 ? 0 : setting.months.of_week[static_cast<std::size_t>(week) - 1] + std::size_t{1};
}

/// Calls use(value) for the last `wanted` published figures; of_month(m) is NaN where nothing is published.
template <class OfMonth, class Use>
void last_published(std::size_t months, std::size_t wanted, OfMonth&& of_month, Use&& use) {
  for (std::size_t m = months; m-- > 0 && wanted > 0;) {
    const double value = of_month(m);
    if (std::isnan(value)) continue;
    use(value);
    --wanted;
  }
}

/// Revenue billed to a place over that of a year before, from the last vendors' tables that name it.
double billing_growth(const Setting& setting, const Record& record, JurisdictionId place) {
  double now = 0;
  double before = 0;
  for (std::size_t v = 0; v < setting.catalogue.vendors.size(); ++v) {
    const double earlier = record.published.last_billing_year_before(v, place.row());
    if (std::isnan(earlier)) continue;
    now += record.published.last_billing(v, place.row());
    before += earlier;
  }
  return ratio(now, before);
}

/// Mean of what was reported in the last published months.
double street_premium(const Setting& setting, const Record& record, Week week) {
  double sum = 0;
  int months = 0;
  last_published(
      months_begun(setting, week), std::size_t{months_per_quarter},
      [&](std::size_t m) { return record.published.premium(m); },
      [&](double premium) {
        sum += premium;
        ++months;
      });
  return ratio(sum, months);
}

/// Seized in the last twelve published months, in all places.
double seized_units(const Setting& setting, const Record& record, Week week) {
  double sum = 0;
  for (std::size_t place = 0; place < setting.geography.jurisdictions().size(); ++place) {
    last_published(
        months_begun(setting, week), std::size_t{months_per_year},
        [&](std::size_t m) { return record.published.seizures(m, place); }, [&](double units) { sum += units; });
  }
  return sum;
}

double h100e(const WeekContext& week, ProductId p, Units units) {
  return static_cast<double>(units) * week.setting.catalogue.products.h100e[p];
}

}  // namespace

double observe(const Setting& setting, const world::State& state, const Record& record, Week week,
               scenario::Observable observable, JurisdictionId place) {
  switch (observable) {
    case scenario::Observable::nothing:
      return 0;
    case scenario::Observable::hub_import_growth:
      return ratio(state.hubs.imports[place], state.hubs.earlier_imports[place]);
    case scenario::Observable::hub_import_load:
      return ratio(state.hubs.imports[place], setting.geography.jurisdictions().absorptive_capacity[place]);
    case scenario::Observable::billing_growth:
      return billing_growth(setting, record, place);
    case scenario::Observable::street_premium:
      return street_premium(setting, record, week);
    case scenario::Observable::seized_units:
      return seized_units(setting, record, week);
  }
  return 0;
}

std::optional<std::size_t> month_closed_in(const Setting& setting, Week week) {
  if (week < 0 || week >= setting.calendar.weeks()) return std::nullopt;
  const Date next = setting.calendar.date_of(week + 1);
  const Date now = setting.calendar.date_of(week);
  if (next.month() == now.month()) return std::nullopt;
  return setting.months.of_week[static_cast<std::size_t>(week)];
}

std::optional<std::size_t> fiscal_quarter_from(const Setting& setting, VendorId vendor, std::size_t month) {
  const int year_end = setting.catalogue.vendors.fiscal_year_end_month[vendor];
  const bool ends_here = (setting.months.first_days[month].month() - year_end) % months_per_quarter == 0;
  if (!ends_here || month + 1 < std::size_t{months_per_quarter}) return std::nullopt;
  const std::size_t first = month + 1 - std::size_t{months_per_quarter};
  const bool cut = first == 0 && setting.calendar.start() - setting.months.first_days.front() >= days_per_week;
  return cut ? std::nullopt : std::optional{first};
}

// ---- what is declared and heard as it happens ----------------------------------------------------------------------

void declare_shipment(Writes<Record> week, JurisdictionId to, ProductId p, Units units) {
  week.record().returns.shipments(week->month(), to.row()) += h100e(week, p, units);
}

void declare_import(Writes<Record> week, JurisdictionId place, ProductId p, Units units, Money value) {
  auto& returns = week.record().returns;
  returns.arrivals(week->month(), place.row()) += h100e(week, p, units);
  returns.imports(week->month(), place.row()) += h100e(week, p, units);
  returns.imports_value(week->month(), place.row()) += value.cents;
}

void declare_re_export(Writes<Record> week, JurisdictionId from, JurisdictionId to, ProductId p, Units units,
                       Money value) {
  if (from == to) return;
  auto& returns = week.record().returns;
  returns.re_exports(week->month(), from.row()) += h100e(week, p, units);
  returns.re_exports_value(week->month(), from.row()) += value.cents;
  declare_shipment(week, to, p, units);
}

void arrive_undeclared(Writes<Record> week, JurisdictionId place, ProductId p, Units units) {
  week.record().returns.arrivals(week->month(), place.row()) += h100e(week, p, units);
}

void note_installation(Writes<Record> week, JurisdictionId place, ProductId p, Units units) {
  week.record().returns.installed(week->month(), place.row()) += h100e(week, p, units);
}

void note_quote(Writes<Record> week, const world::Order& order) {
  Draws draws = week->streams.at(order.key, week->number, Purpose::observation);
  const double rank = draws.uniform();
  const double price_ratio = order.unit_price.dollars() / week->list_price(order.product).dollars();
  week.record().returns.quotes.push_back({rank, price_ratio, draws.normal()});
}

void count_seizure(Writes<Record> week, JurisdictionId place, Units units) {
  week.record().returns.seized(week->month(), place.row()) += units;
}

void note_check(Writes<Record> week, IntermediaryId i, bool unfavourable) {
  auto& returns = week.record().returns;
  const JurisdictionId place = week->agents.intermediaries.warehouse[i];
  ++returns.checks(week->month(), place.row());
  if (unfavourable) ++returns.unfavourable_checks(week->month(), place.row());
}

}  // namespace entrepot::model
