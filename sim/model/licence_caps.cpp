#include "entrepot/model/licence_caps.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "entrepot/core/units.hpp"
#include "entrepot/model/submodels/licensing.hpp"

namespace entrepot::model {

namespace {

/// Row of [rule x declared place] tables.
std::size_t licensed_row(const WeekContext& week, RuleId rule, JurisdictionId place) {
  return rule.row() * week.setting.geography.jurisdictions().size() + place.row();
}

}  // namespace

JurisdictionId declared_place(const WeekContext& week, const world::Order& order) {
  return order.pathway == world::Pathway::grey ? week.agents.intermediaries.warehouse[order.via]
                                               : week.agents.buyers.jurisdiction[order.buyer];
}

Units licensable(const WeekContext& week, ProductId p, RuleId rule, JurisdictionId place) {
  const auto& licensing = week.state.licensing;
  Units left = INT64_MAX;
  for (const auto& cap : week.rules.volume_caps()) {
    if (cap.licence_rule != rule) continue;
    left = std::min(left, submodels::cap_left(cap.share_of_home_sales, week.state.enforcement.home_sales[p],
                                              licensing.licensed_units[week.cell(rule, p)]));
  }
  for (const auto& cap : week.rules.country_caps()) {
    if (cap.licence_rule != rule) continue;
    const double compute = cap.h100e - licensing.licensed_compute[licensed_row(week, rule, place)];
    left = std::min(left,
                    static_cast<Units>(std::max(0.0, std::floor(compute / week.setting.catalogue.products.h100e[p]))));
  }
  return left;
}

double exempt_compute(const WeekContext& week, BuyerId b, RuleId rule) {
  const auto& buyers = week.state.buyers;
  double allowed = 0;
  for (const auto& exemption : week.rules.exemptions()) {
    if (exemption.licence_rule == rule) allowed = std::max(allowed, exemption.h100e_per_year);
  }
  const double bought = buyers.bought_year[b] == week.number / weeks_per_year ? buyers.bought[b] : 0.0;
  return std::max(0.0, allowed - bought);
}

void count_licensed(Writes<LicensingState> week, const world::Order& order, Units units) {
  auto& licensing = week.licensing();
  licensing.licensed_units[week->cell(order.rule, order.product)] += units;
  licensing.licensed_compute[licensed_row(week, order.rule, declared_place(week, order))] +=
      static_cast<double>(units) * week->setting.catalogue.products.h100e[order.product];
}

}  // namespace entrepot::model
