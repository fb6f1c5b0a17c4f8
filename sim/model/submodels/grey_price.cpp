#include "entrepot/model/submodels/grey_price.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "form_table.hpp"

namespace entrepot::submodels {

double cost_to_order(double supply_price, double weeks, const DiversionCosts& costs,
                     const scenario::GreyMarket& market) {
  return supply_price * (1.0 + market.capital_cost * weeks) + costs.route + costs.wrongdoing + costs.expected_loss;
}

namespace {

double value_expected(const SellerPosition& seller) {
  return seller.expected_price > 0 ? seller.expected_price : seller.cost;
}

LowestPrices at_value(const SellerPosition& seller, const scenario::GreyMarket& market) {
  const double expected = value_expected(seller);
  const double to_order = seller.cost + std::max(0.0, expected - seller.cost) * seller.used_up;
  const double kept = expected * core::exp(-market.holding_cost * seller.weeks_of_stock);
  return {std::max(seller.used_value, std::min(kept, to_order)), to_order};
}

LowestPrices by_cover(const SellerPosition& seller, const scenario::GreyMarket& market) {
  const double short_of_plan = seller.weeks_planned - seller.weeks_of_stock;
  const double asked = seller.cost * core::exp(market.cover_response * short_of_plan);
  return {std::max(seller.used_value, asked), std::max(seller.cost, asked)};
}

LowestPrices as_posted(const SellerPosition& seller, const scenario::GreyMarket&) {
  const double posted = value_expected(seller);
  return {std::max(seller.used_value, posted), std::max(seller.cost, posted)};
}

LowestPrices at_cost(const SellerPosition& seller, const scenario::GreyMarket&) { return {seller.cost, seller.cost}; }

constexpr auto forms = form_table<scenario::price_forms>(at_value, by_cover, as_posted, at_cost);

}  // namespace

LowestPrices lowest_prices(const SellerPosition& position, scenario::PriceForm form,
                           const scenario::GreyMarket& market) {
  return of(forms, form)(position, market);
}

double share_used_up(double promised, double room, double granted) {
  const double promised_share = room > 0 ? promised / (promised + room) : 1.0;
  return std::clamp(std::max(promised_share, 1.0 - granted), 0.0, 1.0);
}

double share_of_gain(scenario::PriceForm form, const scenario::GreyMarket& market) {
  return form == scenario::PriceForm::bargain ? market.seller_share : 0.0;
}

bool holds_stock(scenario::PriceForm form) { return form != scenario::PriceForm::cost_plus; }

double learned_price(const SellerPosition& position, const WeekOfRequests& week, scenario::PriceForm form,
                     const scenario::GreyMarket& market) {
  if (form == scenario::PriceForm::posted) {
    const double posted = value_expected(position);
    const bool is_short = position.weeks_of_stock < position.weeks_planned;
    return std::max(position.used_value, posted * (1.0 + (is_short ? market.posted_step : -market.posted_step)));
  }
  if (position.expected_price <= 0) return week.worth;
  const double learned = position.expected_price + market.learning * (week.worth - position.expected_price);
  return week.street_price > 0 ? learned + market.news * (week.street_price - learned) : learned;
}

double expected_demand(double before, Week weeks, const scenario::GreyMarket& market) {
  return before * core::pow(1.0 - market.demand_learning, weeks);
}

double units_for_stock(const SellerPosition& position, const scenario::GreyMarket& market) {
  const double wait = position.weeks_planned - market.cover_weeks / 2.0;
  const double fetches = position.expected_price * core::exp(-market.holding_cost * wait);
  if (fetches <= position.cost) return 0;
  return std::max(0.0, position.weekly_demand * (position.weeks_planned - position.weeks_of_stock));
}

}  // namespace entrepot::submodels
