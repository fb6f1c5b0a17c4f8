#include "entrepot/engine/red_flags.hpp"

#include <algorithm>

namespace entrepot::engine {
namespace {

using world::Order;

/// How much more a hub imported over the year than its data centres can take.
double absorption(const Tick& tick, JurisdictionId place) {
  if (!tick.setting.geography.jurisdictions().facts[place].hub)
    return 0;  // where goods do not change hands, it says nothing
  const double capacity = tick.setting.geography.jurisdictions().absorptive_capacity[place];
  return tick.state.hubs.imports[place] / std::max(1.0, capacity);
}

/// What a supplier sees of an order placed by an intermediary: the firm and the place, never the true end user.
behaviour::OrderFeatures features(const Tick& tick, const Order& order) {
  const auto& table = tick.agents.intermediaries;
  const IntermediaryId i = order.via;
  const JurisdictionId place = table.warehouse[i];
  return {.size = static_cast<double>(order.open) / std::max(1.0, static_cast<double>(table.plausible_units[i])),
          .age_years = static_cast<double>(table.age_years[i]) + tick.week / 52.0,
          .bill_to_differs = table.jurisdiction[i] != place,
          .watch_listed = tick.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(tick, place)};
}

/// A known end user that orders for its own site shows only where it is.
behaviour::OrderFeatures features_of_end_user(const Tick& tick, BuyerId b) {
  const JurisdictionId place = tick.agents.buyers.jurisdiction[b];
  return {.size = 0,
          .age_years = 10,
          .watch_listed = tick.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(tick, place)};
}

}  // namespace

double red_flags(const Tick& tick, const Order& order) {
  const auto seen = order.via.exists() ? features(tick, order) : features_of_end_user(tick, order.buyer);
  return behaviour::red_flag_score(seen, tick.scenario().screening);
}

}  // namespace entrepot::engine
