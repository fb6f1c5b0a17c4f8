#include "entrepot/model/licence_caps.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "entrepot/core/units.hpp"
#include "entrepot/model/buyer_scope.hpp"
#include "entrepot/model/submodels/licensing.hpp"

namespace entrepot::model {

namespace {

/// Row of [rule x declared place] tables.
std::size_t licensed_row(const WeekContext& week, RuleId rule, JurisdictionId place) {
  return rule.row() * week.setting.geography.jurisdictions().size() + place.row();
}

/// What a volume cap compares.
struct Counted {
  Units home_sales = 0;
  Units licensed = 0;
};

Counted product(const WeekContext& week, ProductId p, RuleId rule) {
  return {week.state.enforcement.home_sales[p], week.state.licensing.licensed_units[week.cell(rule, p)]};
}

/// All of a vendor's products that a cap counts.
Counted all_products_of(const WeekContext& week, VendorId vendor, RuleId rule, const policy::VolumeCap& cap) {
  Counted all;
  for (const ProductId p : Rows<ProductId>(week.products())) {
    if (week.vendor(p) != vendor || cap.products[p] == 0) continue;
    const Counted one = product(week, p, rule);
    all.home_sales += one.home_sales;
    all.licensed += one.licensed;
  }
  return all;
}

Units whole_units(const WeekContext& week, ProductId p, double h100e) {
  return static_cast<Units>(std::max(0.0, std::floor(h100e / week.setting.catalogue.products.h100e[p])));
}

bool is_this_year(const WeekContext& week, Week year) { return year == week.number / weeks_per_year; }

/// Compute licensed that counts against a cap in a place, H100e.
double licensed_under(const WeekContext& week, const policy::CountryCap& cap, JurisdictionId place) {
  const auto& licensing = week.state.licensing;
  if (cap.per_year && !is_this_year(week, licensing.licensed_in)) return 0;
  const auto& licensed = cap.per_year ? licensing.licensed_this_year : licensing.licensed_compute;
  if (!cap.joint) return licensed[licensed_row(week, cap.licence_rule, place)];
  double all = 0;
  for (const JurisdictionId j : Rows<JurisdictionId>(cap.places.size()))
    if (cap.places[j.row()] != 0) all += licensed[licensed_row(week, cap.licence_rule, j)];
  return all;
}

double licensed_this_year(const WeekContext& week, const DeclaredUser& user) {
  const auto& licensing = week.state.licensing;
  if (user.firm.exists())
    return is_this_year(week, licensing.cover_year[user.firm]) ? licensing.licensed_to_cover[user.firm] : 0.0;
  return is_this_year(week, licensing.licensed_year[user.buyer]) ? licensing.licensed_to[user.buyer] : 0.0;
}

}  // namespace

DeclaredUser declared_user(const WeekContext& week, BuyerId b) {
  return {week.agents.buyers.jurisdiction[b], b, IntermediaryId::none()};
}

DeclaredUser declared_user(const WeekContext& week, IntermediaryId i) {
  return {week.agents.intermediaries.warehouse[i], BuyerId::none(), i};
}

DeclaredUser declared_user(const WeekContext& week, const world::Order& order) {
  return order.pathway == world::Pathway::grey ? declared_user(week, order.via) : declared_user(week, order.buyer);
}

policy::LicenceTerms licence_terms(const WeekContext& week, RuleId rule) {
  return rule.exists() ? week.rules.levers().licences[rule] : policy::LicenceTerms{};
}

Units licensable(const WeekContext& week, ProductId p, RuleId rule, const DeclaredUser& user) {
  Units left = INT64_MAX;
  for (const auto& cap : week.rules.volume_caps()) {
    if (cap.licence_rule != rule || cap.products[p] == 0) continue;
    const Counted counted = cap.aggregate ? all_products_of(week, week.vendor(p), rule, cap) : product(week, p, rule);
    left = std::min(left, submodels::cap_left(cap.share_of_home_sales, counted.home_sales, counted.licensed));
  }
  const double buyer_cap = licence_terms(week, rule).buyer_cap;
  if (buyer_cap < policy::LicenceTerms::no_cap)
    left = std::min(left, whole_units(week, p, buyer_cap - licensed_this_year(week, user)));
  for (const auto& cap : week.rules.country_caps()) {
    if (cap.licence_rule != rule || cap.places[user.place.row()] == 0) continue;
    left = std::min(left, whole_units(week, p, cap.h100e - licensed_under(week, cap, user.place)));
  }
  return left;
}

double exempt_compute(const WeekContext& week, BuyerId b, RuleId rule) {
  const auto& buyers = week.state.buyers;
  double allowed = 0;
  for (const auto& exemption : week.rules.exemptions()) {
    const bool holds = exemption.groups.empty() || of_groups(week, b, exemption.groups);
    if (exemption.licence_rule == rule && holds) allowed = std::max(allowed, exemption.h100e_per_year);
  }
  const double bought = buyers.bought_year[b] == week.number / weeks_per_year ? buyers.bought[b] : 0.0;
  return std::max(0.0, allowed - bought);
}

void count_licensed(Writes<LicensingState> week, const world::Order& order, Units units) {
  auto& licensing = week.licensing();
  const DeclaredUser user = declared_user(week, order);
  const double h100e = static_cast<double>(units) * week->setting.catalogue.products.h100e[order.product];
  const double this_year = licensed_this_year(week, user) + h100e;
  if (user.firm.exists()) {
    licensing.licensed_to_cover[user.firm] = this_year;
    licensing.cover_year[user.firm] = week->number / weeks_per_year;
  } else {
    licensing.licensed_to[user.buyer] = this_year;
    licensing.licensed_year[user.buyer] = week->number / weeks_per_year;
  }
  licensing.licensed_units[week->cell(order.rule, order.product)] += units;
  licensing.licensed_compute[licensed_row(week, order.rule, user.place)] += h100e;
  if (!is_this_year(week, licensing.licensed_in))
    std::fill(licensing.licensed_this_year.begin(), licensing.licensed_this_year.end(), 0.0);
  licensing.licensed_in = week->number / weeks_per_year;
  licensing.licensed_this_year[licensed_row(week, order.rule, user.place)] += h100e;
}

}  // namespace entrepot::model
