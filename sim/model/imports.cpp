#include "entrepot/model/imports.hpp"

#include <cmath>
#include <cstdint>

#include "entrepot/core/units.hpp"
#include "entrepot/model/buyer_scope.hpp"

namespace entrepot::model {

namespace {

bool covers(const WeekContext& week, const policy::ImportLimit& limit, BuyerId b, ProductId p) {
  const auto& buyers = week.agents.buyers;
  const std::size_t places = week.setting.geography.jurisdictions().size();
  if (limit.covers[p.row() * places + buyers.jurisdiction[b].row()] == 0) return false;
  if (of_groups(week, b, limit.exempt)) return false;
  if (limit.segments.empty() && limit.groups.empty()) return true;
  return of_groups(week, b, limit.groups) || of_segments(week, b, limit.segments);
}

/// A buyer's place among those who follow guidance: the same in every week and for every rule, so that a higher share
/// of followers only adds to them.
double guidance_rank(const WeekContext& week, BuyerId b) {
  return week.streams.at(week.agents.buyers.id[b], 0, Purpose::guidance).uniform();
}

bool made_at_home(const WeekContext& week, BuyerId b, ProductId p) {
  return week.setting.catalogue.vendors.home[week.vendor(p)] == week.agents.buyers.jurisdiction[b];
}

}  // namespace

submodels::ImportTerms import_terms(const WeekContext& week, BuyerId b, ProductId p) {
  submodels::ImportTerms terms;
  const std::size_t place = week.agents.buyers.jurisdiction[b].row();
  for (const auto& limit : week.rules.levers().imports) {
    if (limit.places[place] == 0) continue;  // most buyers are elsewhere
    if (covers(week, limit, b, p)) submodels::add_limit(terms, limit, guidance_rank(week, b));
  }
  return terms;
}

Units quota_units(const WeekContext& week, BuyerId b, ProductId p, double quota_share) {
  if (quota_share >= 1) return INT64_MAX;
  const auto& buyers = week.state.buyers;
  const bool this_year = buyers.bought_year[b] == week.number / weeks_per_year;
  const double left = submodels::quota_left(quota_share, this_year ? buyers.bought_at_home[b] : 0.0,
                                            this_year ? buyers.bought_abroad[b] : 0.0);
  return static_cast<Units>(std::floor(left / week.setting.catalogue.products.h100e[p]));
}

RuleId barring_rule(const WeekContext& week, BuyerId b, ProductId p) {
  for (const auto& limit : week.rules.levers().imports) {
    submodels::ImportTerms alone;
    if (covers(week, limit, b, p)) submodels::add_limit(alone, limit, guidance_rank(week, b));
    if (alone.barred) return limit.rule;
  }
  return RuleId::none();
}

RuleId refusing_rule(const WeekContext& week, const world::Order& order) {
  Draws draws = week.streams.at(order.key, week.number, Purpose::import_decision);
  for (const auto& limit : week.rules.levers().imports) {
    if (!covers(week, limit, order.buyer, order.product)) continue;
    const bool follows = guidance_rank(week, order.buyer) < limit.guidance;
    if (!draws.bernoulli(submodels::entry_probability(limit)) || follows) return limit.rule;
  }
  return RuleId::none();
}

void count_towards_quota(Writes<BuyerState> week, const world::Order& order) {
  auto& buyers = week.buyers();
  auto& bought = made_at_home(week, order.buyer, order.product) ? buyers.bought_at_home : buyers.bought_abroad;
  bought[order.buyer] += static_cast<double>(order.open) * week->setting.catalogue.products.h100e[order.product];
}

}  // namespace entrepot::model
