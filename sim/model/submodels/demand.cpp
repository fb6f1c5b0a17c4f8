#include "entrepot/model/submodels/demand.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"
#include "form_table.hpp"

namespace entrepot::submodels {
namespace {

Market in_the_world(const scenario::Scenario&, const world::Catalogue& catalogue, Week week, double) {
  const double price = catalogue.reference_price[static_cast<std::size_t>(week)];
  return {.worth = price / catalogue.reference_price.front(), .reference_price = price};
}

Market available(const scenario::Scenario& scenario, const world::Catalogue& catalogue, Week week, double on_sale) {
  auto market = in_the_world(scenario, catalogue, week, on_sale);
  const double cheapest = catalogue.cheapest_price[static_cast<std::size_t>(week)];
  if (on_sale > 0 && cheapest > 0) market.scarcity = on_sale / cheapest;
  return market;
}

Market declining(const scenario::Scenario& scenario, const world::Catalogue& catalogue, Week week, double on_sale) {
  auto market = in_the_world(scenario, catalogue, week, on_sale);
  market.worth = core::pow(1.0 - scenario.demand.price_decline, week / double{weeks_per_year});
  return market;
}

constexpr auto forms = form_table<scenario::willingness_forms>(available, in_the_world, declining);

}  // namespace

Market market(const scenario::Scenario& scenario, const world::Catalogue& catalogue, Week week, double on_sale) {
  return of(forms, scenario.model.willingness)(scenario, catalogue, week, on_sale);
}

double target_stock(const world::Buyers& buyers, BuyerId b, Week week) {
  const double ceiling = buyers.parameters(b).growth_ceiling;
  const double grown = core::exp(static_cast<double>(buyers.log_growth_week[b]) * week);
  return buyers.initial_target[b] * ceiling * grown / (ceiling + grown - 1.0);
}

Week buys_ahead(const world::Agents& agents, const world::Catalogue& catalogue, const policy::RuleTable& rules,
                BuyerId b, Week week, Date today) {
  const auto& buyers = agents.buyers;
  const Week foresight = buyers.foresight[b];
  if (foresight == 0) return 0;
  for (const ProductId p : Rows<ProductId>(catalogue.products.size())) {
    if (!catalogue.products.made(p, week)) continue;
    if (rules.restricted_from(p, buyers.jurisdiction[b], buyers.parent[b]) <= week + foresight) return foresight;
  }
  return static_cast<Week>(std::lround(foresight * buyers.parameters(b).expects_rules.at(today)));
}

double plan_factor(const world::Buyers& buyers, BuyerId b, double shock) {
  const double spread = buyers.demand_noise[b];
  return core::exp(spread * shock - spread * spread / 2);  // has mean 1
}

double saved(const world::Buyers& buyers, const world::BuyerState& state, const scenario::Demand& demand, BuyerId b,
             Week week, double plan) {
  const auto& path = buyers.group_budget[buyers.group[b]];
  const double rate = buyers.budget[b] * plan;
  const double accrued = state.purse[b].dollars() + rate * path.between(state.purse_week[b], week);
  return std::min(accrued, rate * path.between(week - static_cast<Week>(demand.budget_carry_weeks), week));
}

double demand_shock(const Streams& streams, StableId buyer, Week week, std::int64_t shock_weeks) {
  const auto length = static_cast<Week>(shock_weeks);
  const Week number = week / length;
  const double part = static_cast<double>(week % length) / static_cast<double>(length);
  const double before = streams.at(buyer, number, Purpose::demand).normal();
  const double after = streams.at(buyer, number + 1, Purpose::demand).normal();
  return ((1.0 - part) * before + part * after) / std::sqrt((1.0 - part) * (1.0 - part) + part * part);
}

double planned_rental(const world::Buyers& buyers, BuyerId b, Week week, double share, double rent) {
  return share * buyers.budget[b] * buyers.group_budget[buyers.group[b]].between(week, week + 1) / rent;
}

Need need(const world::Buyers& buyers, const world::BuyerState& state, const scenario::Demand& demand,
          const Market& market, BuyerId b, Week week, Week ahead, double shock) {
  const double plan = plan_factor(buyers, b, shock);
  const double advance = buyers.budget[b] * plan * buyers.group_budget[buyers.group[b]].between(week, week + ahead);
  Need need{.willingness_to_pay = buyers.willingness_to_pay[b] * market.willingness_to_pay(),
            .budget = std::max(0.0, saved(buyers, state, demand, b, week, plan) + advance)};
  if (buyers.parameters(b).spending) {
    need.gap = need.budget / market.reference_price;
  } else {
    const double wanted = target_stock(buyers, b, week + ahead) * plan;
    need.gap = std::max(0.0, wanted - state.installed[b] - state.on_order[b] - state.rented[b]);
  }
  return need;
}

}  // namespace entrepot::submodels
