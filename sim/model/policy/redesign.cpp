#include "entrepot/model/policy/redesign.hpp"

#include <algorithm>
#include <optional>

namespace entrepot::policy {
namespace {

constexpr int halvings = 20;  // steps of the bisection: the factor is found to one millionth

bool barred(const RuleTable& table, ProductId p, const world::JurisdictionSet& places) {
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (!places[row]) continue;
    const JurisdictionId place{row};
    if (table.decision(p, place, place).review >= Review::presumption_of_denial) return true;
  }
  return false;
}

std::optional<ProductId> find(const world::Products& products, const std::string& name) {
  const auto it = std::find(products.names.begin(), products.names.end(), name);
  if (it == products.names.end()) return std::nullopt;
  return ProductId{static_cast<std::size_t>(it - products.names.begin())};
}

void cut_to(world::Products& products, ProductId p, const scenario::Product& full, double share) {
  auto& facts = products.facts[p];
  facts.tpp = full.tpp * share;
  facts.performance_density = full.performance_density * share;
  facts.list_price = full.list_price.scaled(share);
  facts.h100e = full.h100e * share;
  if (full.inference_h100e) facts.inference_h100e = *full.inference_h100e * share;
  products.h100e[p] = facts.h100e;
}

/// The largest factor at which the redesign is not restricted in a week; nullopt if even the minimum is.
std::optional<double> largest_share(const RuleBook& rules, Week week, ProductId p, const world::JurisdictionSet& places,
                                    world::Products& products) {
  const scenario::Product full = products.facts[p];
  const SetOff no_triggers(rules.size(), 0);
  const auto passes = [&](double share) {
    cut_to(products, p, full, share);
    return !barred(rules.with_triggers(week, no_triggers), p, places);
  };
  if (!passes(full.redesign_least_share)) return std::nullopt;
  double low = full.redesign_least_share;
  double high = 1;
  for (int step = 0; step < halvings; ++step) {
    const double middle = (low + high) / 2;
    (passes(middle) ? low : high) = middle;
  }
  cut_to(products, p, full, low);
  return low;
}

void settle(const RuleBook& rules, const Calendar& calendar, const world::Jurisdictions& jurisdictions, ProductId p,
            world::Products& products) {
  const auto full = find(products, products.facts[p].redesign_of);
  const auto places = jurisdictions.matching(products.facts[p].redesign_for, calendar.start());
  const Week never = calendar.weeks() + 1;
  products.release[p] = never;
  for (Week week = 0; full && week < calendar.weeks(); ++week) {
    if (!barred(rules.in_week(week), *full, places)) continue;
    const auto share = largest_share(rules, week, p, places, products);
    if (share) products.release[p] = week + static_cast<Week>(products.facts[p].redesign_lag_weeks);
    products.list_price[p] = world::weekly_prices(products.facts[p].list_price, calendar);
    break;
  }
  products.end[p] = std::max(products.end[p], products.release[p]);
}

}  // namespace

void settle_redesigns(const scenario::Scenario& scenario, const Calendar& calendar,
                      const world::Jurisdictions& jurisdictions, world::Catalogue& catalogue) {
  const auto& facts = catalogue.products.facts;
  if (std::all_of(facts.begin(), facts.end(), [](const auto& product) { return product.redesign_of.empty(); })) return;
  // The book refers to the catalogue, so it evaluates the products as they are scaled.
  const RuleBook rules(scenario, calendar, jurisdictions, catalogue);
  for (const ProductId p : Rows<ProductId>(catalogue.products.size())) {
    if (!facts[p].redesign_of.empty()) settle(rules, calendar, jurisdictions, p, catalogue.products);
  }
}

}  // namespace entrepot::policy
