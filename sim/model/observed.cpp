#include "entrepot/model/observed.hpp"

#include <limits>

namespace entrepot::model {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::size_t months_of(const Setting& setting) { return setting.months.first_days.size(); }

std::size_t places_of(const Setting& setting) { return setting.geography.jurisdictions().size() + 1; }

}  // namespace

Returns::Returns(const Setting& setting) : quoted_premium({months_of(setting)}, nothing) {
  const std::array shape{months_of(setting), places_of(setting)};
  for (auto* tally : {&arrivals, &imports, &re_exports, &shipments, &installed}) *tally = Tally<double, 2>(shape);
  for (auto* tally : {&imports_value, &re_exports_value, &seized, &checks, &unfavourable_checks, &listings})
    *tally = Tally<std::int64_t, 2>(shape);
}

Published::Published(const Setting& setting) {
  const std::size_t months = months_of(setting);
  const std::size_t places = places_of(setting);
  const std::size_t vendors = setting.catalogue.vendors.size();
  const auto weeks = static_cast<std::size_t>(setting.calendar.weeks());
  for (auto* tally : {&imports, &re_exports, &shipments, &mirror_gap, &seen_use, &balance_gap, &imports_value,
                      &re_exports_value, &seized, &checks, &unfavourable_checks, &listings}) {
    *tally = Tally<double, 2>({months, places}, nothing);
  }
  premium = Tally<double, 1>({months}, nothing);
  for (auto* tally : {&billing, &billing_year_before}) *tally = Tally<double, 3>({months, vendors, places}, nothing);
  billing_pooled = Tally<double, 2>({months, vendors}, nothing);
  for (auto* tally : {&import_growth, &billing_growth}) *tally = Tally<double, 2>({weeks, places}, nothing);
  for (auto* tally : {&last_billing, &last_billing_year_before}) *tally = Tally<double, 2>({vendors, places}, nothing);
}

}  // namespace entrepot::model
