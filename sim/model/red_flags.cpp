#include "entrepot/model/red_flags.hpp"

#include <algorithm>

#include "entrepot/core/units.hpp"

namespace entrepot::model {
namespace {

using world::Order;

/// How much more a hub imported over the year than its data centres can take.
double absorption(const Tick& tick, JurisdictionId place) {
  if (!tick.setting.geography.jurisdictions().facts[place].hub)
    return 0;  // where goods do not change hands, it says nothing
  const double capacity = tick.setting.geography.jurisdictions().absorptive_capacity[place];
  return tick.state.hubs.imports[place] / std::max(1.0, capacity);
}

/// Years since an intermediary was founded.
double age_of(const Tick& tick, IntermediaryId i) {
  const Week founded = tick.state.intermediaries.founded[i];
  const double before_run = founded == 0 ? static_cast<double>(tick.agents.intermediaries.age_years[i]) : 0.0;
  return before_run + (tick.week - founded) / double{weeks_per_year};
}

/// What a supplier sees of an order placed by an intermediary: the firm and the place, never the true end user.
submodels::OrderFeatures features(const Tick& tick, const Order& order) {
  const auto& table = tick.agents.intermediaries;
  const IntermediaryId i = order.via;
  const JurisdictionId place = table.warehouse[i];
  return {.size = static_cast<double>(order.open) / std::max(1.0, static_cast<double>(table.plausible_units[i])),
          .age_years = age_of(tick, i),
          .bill_to_differs = table.jurisdiction[i] != place,
          .watch_listed = tick.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(tick, place)};
}

/// A known end user that orders for its own site shows only where it is.
submodels::OrderFeatures features_of_end_user(const Tick& tick, BuyerId b) {
  const JurisdictionId place = tick.agents.buyers.jurisdiction[b];
  return {.size = 0,
          .age_years = tick.scenario().screening.known_customer_years,
          .watch_listed = tick.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(tick, place)};
}

/// Own diligence, or what the rules ask for if that is more.
double channel_diligence(const Tick& tick, ChannelId c) {
  const double duty = tick.rules.levers().channel_diligence[tick.agents.channels.jurisdiction[c]];
  return std::max(static_cast<double>(tick.agents.channels.kyc[c]), duty);
}

double vendor_diligence(const Tick& tick, VendorId v) {
  return std::max(tick.setting.catalogue.vendors.kyc[v], tick.rules.levers().vendor_diligence[v]);
}

}  // namespace

double diligence(const Tick& tick, const Order& order) {
  return submodels::combined_diligence(channel_diligence(tick, order.channel),
                                       vendor_diligence(tick, tick.vendor(order.product)));
}

double red_flags(const Tick& tick, const Order& order) {
  const auto seen = order.via.exists() ? features(tick, order) : features_of_end_user(tick, order.buyer);
  return submodels::red_flag_score(seen, tick.scenario().screening);
}

}  // namespace entrepot::model
