#include "entrepot/model/red_flags.hpp"

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/licence_caps.hpp"

namespace entrepot::model {
namespace {

using world::Order;

/// Imports of a hub over the year beyond what its data centres can absorb.
double absorption(const WeekContext& week, JurisdictionId place) {
  if (!week.setting.geography.jurisdictions().facts[place].hub) return 0;  // outside hubs, imports are no red flag
  const double capacity = week.setting.geography.jurisdictions().absorptive_capacity[place];
  return week.state.hubs.imports[place] / std::max(1.0, capacity);
}

/// Years since an intermediary was founded.
double age_of(const WeekContext& week, IntermediaryId i) {
  const Week founded = week.state.intermediaries.founded[i];
  const double before_run = founded == 0 ? static_cast<double>(week.agents.intermediaries.age_years[i]) : 0.0;
  return before_run + (week.number - founded) / double{weeks_per_year};
}

/// The size of an order beside what its firm plausibly needs. The suppliers of one that poses as an end user compare
/// all that it has bought with the site that it declares.
double size_of(const WeekContext& week, const Order& order) {
  const auto& table = week.agents.intermediaries;
  const IntermediaryId i = order.via;
  const auto units = static_cast<double>(order.open);
  if (table.site_mw[i] <= 0) return units / std::max(1.0, static_cast<double>(table.plausible_units[i]));
  const double h100e = units * week.setting.catalogue.products.h100e[order.product];
  const double site =
      static_cast<double>(table.site_mw[i]) * kilowatts_per_megawatt / week.scenario().observation.kilowatts_per_h100e;
  const double runs = site * static_cast<double>(table.runs_share[i]);
  return (runs + week.state.intermediaries.received[i] + h100e) / std::max(1.0, site);
}

/// What a supplier sees of an order placed by an intermediary: the firm and the place, never the true end user.
submodels::OrderFeatures features(const WeekContext& week, const Order& order) {
  const auto& table = week.agents.intermediaries;
  const IntermediaryId i = order.via;
  const JurisdictionId place = table.warehouse[i];
  return {.size = size_of(week, order),
          .age_years = age_of(week, i),
          .bill_to_differs = table.jurisdiction[i] != place,
          .watch_listed = week.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(week, place)};
}

/// A known end user that orders for its own site shows only where it is.
submodels::OrderFeatures features_of_end_user(const WeekContext& week, BuyerId b) {
  const JurisdictionId place = week.agents.buyers.jurisdiction[b];
  return {.size = 0,
          .age_years = week.scenario().screening.known_customer_years,
          .watch_listed = week.state.hubs.watch_listed[place] != 0,
          .absorption = absorption(week, place)};
}

/// Own diligence, or what the rules ask for if that is more.
double channel_diligence(const WeekContext& week, ChannelId c) {
  const double duty = week.rules.levers().channel_diligence[week.agents.channels.jurisdiction[c]];
  return std::max(static_cast<double>(week.agents.channels.kyc[c]), duty);
}

double vendor_diligence(const WeekContext& week, VendorId v) {
  return std::max(week.setting.catalogue.vendors.kyc[v], week.rules.levers().vendor_diligence[v]);
}

}  // namespace

double diligence(const WeekContext& week, const Order& order) {
  if (order.via.exists() && week.agents.intermediaries.insider[order.via] != 0) return 0;
  const double usual = submodels::combined_diligence(channel_diligence(week, order.channel),
                                                     vendor_diligence(week, week.vendor(order.product)));
  return std::max(usual, licence_terms(week, order.rule).diligence);
}

double red_flags(const WeekContext& week, const Order& order) {
  const auto seen = order.via.exists() ? features(week, order) : features_of_end_user(week, order.buyer);
  return submodels::red_flag_score(seen, week.scenario().screening);
}

}  // namespace entrepot::model
