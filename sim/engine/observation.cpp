#include "entrepot/engine/observation.hpp"

#include <algorithm>
#include <cmath>

namespace entrepot::engine {
namespace {

constexpr Week quarter = 13;
constexpr Week year = 52;
constexpr std::size_t months_of_quarter = 3;

double ratio(double a, double b) { return b > 0 ? a / b : 0.0; }

/// All vendors' revenue billed to a place in the `months` before `end`, US cents.
double billed(const Setting& setting, Record& record, JurisdictionId place, std::size_t end, std::size_t months) {
  double sum = 0;
  for (std::size_t month = end - months; month < end; ++month) {
    for (std::size_t v = 0; v < setting.catalogue.vendors.size(); ++v) {
      sum += static_cast<double>(record.vendor_revenue(month, v, place.row(), static_cast<std::size_t>(View::bill_to)));
    }
  }
  return sum;
}

/// Revenue billed to a place in the last whole quarter over that of a year before.
double billing_growth(const Setting& setting, Record& record, JurisdictionId place, Week week) {
  const std::size_t now = setting.months.of_week[week];
  if (now < months_of_quarter + 12) return 0;
  return ratio(billed(setting, record, place, now, months_of_quarter),
               billed(setting, record, place, now - 12, months_of_quarter));
}

/// Mean of the weekly premiums of the last quarter.
double street_premium(Record& record, Week week) {
  double sum = 0;
  int weeks = 0;
  for (Week w = std::max<Week>(0, week - quarter); w < week; ++w) {
    const double premium = record.grey_premium(w);
    if (std::isnan(premium)) continue;
    sum += premium;
    ++weeks;
  }
  return ratio(sum, weeks);
}

double seized_units(const Setting& setting, Record& record, Week week) {
  Units sum = 0;
  for (Week w = std::max<Week>(0, week - year); w < week; ++w) {
    for (std::size_t p = 0; p < setting.catalogue.products.size(); ++p) sum += record.seized(w, p);
  }
  return static_cast<double>(sum);
}

}  // namespace

double observe(const Setting& setting, const world::State& state, Record& record, Week week,
               scenario::Observable observable, JurisdictionId place) {
  switch (observable) {
    case scenario::Observable::nothing:
      return 0;
    case scenario::Observable::hub_import_growth:
      return ratio(state.hubs.imports[place], state.hubs.earlier_imports[place]);
    case scenario::Observable::hub_import_load:
      return ratio(state.hubs.imports[place], setting.geography.jurisdictions().absorptive_capacity[place]);
    case scenario::Observable::billing_growth:
      return billing_growth(setting, record, place, week);
    case scenario::Observable::street_premium:
      return street_premium(record, week);
    case scenario::Observable::seized_units:
      return seized_units(setting, record, week);
  }
  return 0;
}

}  // namespace entrepot::engine
