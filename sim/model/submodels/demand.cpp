#include "entrepot/model/submodels/demand.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::submodels {

Trend trend(const scenario::Demand& demand, Week week) {
  return {.willingness_to_pay = core::pow(1.0 - demand.price_decline, week / double{weeks_per_year}),
          .budget = core::pow(1.0 + demand.budget_growth, static_cast<int>(week / weeks_per_year))};
}

double target_stock(const world::Buyers& buyers, BuyerId b, Week week) {
  return buyers.initial_target[b] * core::exp(static_cast<double>(buyers.log_growth_week[b]) * week);
}

Week buys_ahead(const world::Agents& agents, const world::Catalogue& catalogue, const policy::RuleTable& rules,
                BuyerId b, Week week) {
  const auto& buyers = agents.buyers;
  const Week foresight = buyers.foresight[b];
  for (const ProductId p : Rows<ProductId>(catalogue.products.size())) {
    if (!catalogue.products.made(p, week)) continue;
    if (rules.restricted_from(p, buyers.jurisdiction[b], buyers.parent[b]) <= week + foresight) return foresight;
  }
  return 0;
}

double budget_left(const world::Buyers& buyers, const world::BuyerState& state, const Trend& trend, BuyerId b,
                   Week week) {
  const auto year = static_cast<int>(week / weeks_per_year);
  const double budget = buyers.budget[b] * trend.budget;
  const double spent = state.budget_year[b] == year ? state.spent[b].dollars() : 0.0;
  return std::max(0.0, budget - spent);
}

double demand_shock(const Streams& streams, StableId buyer, Week week, std::int64_t shock_weeks) {
  const auto length = static_cast<Week>(shock_weeks);
  const Week number = week / length;
  const double part = static_cast<double>(week % length) / static_cast<double>(length);
  const double before = streams.at(buyer, number, Purpose::demand).normal();
  const double after = streams.at(buyer, number + 1, Purpose::demand).normal();
  return ((1.0 - part) * before + part * after) / std::sqrt((1.0 - part) * (1.0 - part) + part * part);
}

Need need(const world::Buyers& buyers, const world::BuyerState& state, const Trend& trend, BuyerId b, Week week,
          Week ahead, double shock) {
  const double spread = buyers.demand_noise[b];
  const double noise = core::exp(spread * shock - spread * spread / 2);  // has mean 1
  const double wanted = target_stock(buyers, b, week + ahead) * noise;
  return {.gap = std::max(0.0, wanted - state.installed[b] - state.on_order[b] - state.rented[b]),
          .willingness_to_pay = buyers.willingness_to_pay[b] * trend.willingness_to_pay,
          .budget = budget_left(buyers, state, trend, b, week)};
}

}  // namespace entrepot::submodels
