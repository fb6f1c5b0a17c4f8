#include "entrepot/model/record.hpp"

#include "entrepot/model/world/discovery.hpp"
#include "entrepot/model/world/supply_limit.hpp"

namespace entrepot::model {

std::size_t extent_of(Dim dim, const Setting& setting) {
  switch (dim) {
    case Dim::week:
      return static_cast<std::size_t>(setting.calendar.weeks());
    case Dim::month:
      return setting.months.first_days.size();
    case Dim::quarter:
      return setting.months.quarter_first_days.size();
    case Dim::product:
      return setting.catalogue.products.size();
    case Dim::vendor:
      return setting.catalogue.vendors.size();
    case Dim::hub:
      return setting.hubs.size();
    case Dim::place:
      return setting.geography.jurisdictions().size() + 1;  // last: not yet with an end user
    case Dim::view:
      return views;
    case Dim::rule:
      return setting.rules.size() + 1;  // last: no rule
    case Dim::rule_outcome:
      return rule_outcomes;
    case Dim::path:
      return leak_paths;
    case Dim::route:
      return leak_routes;
    case Dim::buyer_group:
      return setting.acquirers.names.size();
    case Dim::source:
      return setting.hubs.size() + other_sources;
    case Dim::fate:
      return fates;
    case Dim::leak_hub:
      return setting.hubs.size() + 1;  // last: elsewhere
    case Dim::way:
      return setting.hubs.size() + ways_beside_hubs;
    case Dim::intermediary_group:
      return setting.scenario.intermediaries.size();
    case Dim::retail_market:
      return setting.scenario.retail_markets.size();
    case Dim::failed_check:
      return failed_check_names.size();
    case Dim::line:
      return setting.catalogue.lines.size();
    case Dim::supply_limit:
      return world::supply_limit_names.size();
    case Dim::discovery:
      return world::discovery_names.size();
    case Dim::enforcement_limit:
      return world::enforcement_limit_names.size();
    case Dim::case_end:
      return world::case_end_names.size();
    case Dim::light_horizon:
      return world::light_horizon_names.size();
    case Dim::publication:
      return world::publication_names.size();
    case Dim::case_size:
      return world::case_size_names.size();
  }
  return 0;
}

Record::Record(const Setting& setting) { shape_tallies(*this, setting); }

}  // namespace entrepot::model
