#include "entrepot/model/quotes.hpp"

#include <algorithm>

#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/submodels/grey_price.hpp"

namespace entrepot::model {

ChannelId supplier_of(const WeekContext& week, IntermediaryId i, ProductId p) {
  const VendorId vendor = week.setting.catalogue.products.vendor[p];
  for (const ChannelId c : week.agents.intermediaries.suppliers_of(i)) {
    if (week.agents.channels.carries(c, vendor)) return c;
  }
  return ChannelId::none();
}

double posted_markup(const WeekContext& week, IntermediaryId i, ProductId p, BuyerId b, double believed) {
  const auto& market = week.scenario().grey_market;
  const auto& table = week.agents.intermediaries;
  const ChannelId supplier = supplier_of(week, i, p);
  const auto routes = week.setting.geography.routes(table.warehouse[i], week.agents.buyers.jurisdiction[b]);
  if (!supplier.exists() || routes.empty()) return market.maximum_markup;

  const Money supply = week.channel_price(supplier, p);
  // A quote is for a lot of the size that the firm can plausibly order.
  const double usual_lot = std::max(1.0, static_cast<double>(table.plausible_units[i]));
  const double loss = loss_on(week, i, usual_lot * supply.dollars()) / usual_lot;
  const submodels::DiversionCosts costs{
      .route = week.setting.geography.route(routes.front()).cost.dollars() + market.concealment_cost,
      .wrongdoing = table.wrongdoing_cost[i],
      .expected_loss = (1.0 + static_cast<double>(table.risk_aversion[i])) * believed * loss};
  const double floor = submodels::markup_floor(costs, week.list_price(p), supply, market);
  const std::size_t cell = week.cell(i, p);
  const double posted = submodels::idle_markup(week.state.intermediaries.markup[cell],
                                               week.number - week.state.intermediaries.markup_week[cell], market);
  return std::max(floor, posted);
}

double rent_for(const WeekContext& week, BuyerId tenant) {
  const double fee = week.state.buyers.fronted[tenant] != 0 ? week.scenario().cloud.front_fee : 0.0;
  return week.state.rental.rent * (1.0 + fee);
}

}  // namespace entrepot::model
