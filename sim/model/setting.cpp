#include "entrepot/model/setting.hpp"

#include "entrepot/core/units.hpp"
#include "entrepot/model/policy/redesign.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::model {

Months::Months(const Calendar& calendar) {
  for (Week week = 0; week < calendar.weeks(); ++week) {
    const Date date = calendar.date_of(week);
    const Date first = Date::of(date.year(), static_cast<unsigned>(date.month()), 1);
    if (first_days.empty() || first_days.back() != first) first_days.push_back(first);
    of_week.push_back(static_cast<std::uint16_t>(first_days.size() - 1));
  }
  for (const Date first : first_days) {
    const int begins = (first.month() - 1) / months_per_quarter * months_per_quarter + 1;
    const Date day = Date::of(first.year(), static_cast<unsigned>(begins), 1);
    if (quarter_first_days.empty() || quarter_first_days.back() != day) quarter_first_days.push_back(day);
    quarter.push_back(quarter_first_days.size() - 1);
  }
}

namespace {

/// The products with their redesigns as the rules call for them.
world::Catalogue settled_catalogue(const scenario::Scenario& scenario, const Calendar& calendar,
                                   const world::Jurisdictions& jurisdictions) {
  auto catalogue = world::make_catalogue(scenario, calendar, jurisdictions);
  policy::settle_redesigns(scenario, calendar, jurisdictions, catalogue);
  world::set_reference_prices(scenario, calendar, catalogue);
  return catalogue;
}

}  // namespace

Setting::Setting(const scenario::Scenario& from)
    : scenario(from),
      calendar(from.calendar.start, from.calendar.end),
      months(calendar),
      geography(from),
      catalogue(settled_catalogue(from, calendar, geography.jurisdictions())),
      rules(from, calendar, geography.jurisdictions(), catalogue),
      acquirers(from) {
  for (const JurisdictionId j : Rows<JurisdictionId>(geography.jurisdictions().size())) {
    if (geography.jurisdictions().facts[j].hub) hubs.push_back(j);
  }
  for (const std::string& name : geography.jurisdictions().names) place_id.push_back(stable_id(name, 0));
  auto products = catalogue.products.id.cells();
  products.push_back(0);
  for (const StableId product : products) {
    for (std::size_t pathway = 0; pathway < world::pathway_names.size(); ++pathway)
      option_id.push_back(stable_pair(product, pathway + 1, 0));
  }
  hub_row.assign(geography.jurisdictions().size(), static_cast<std::uint16_t>(hubs.size()));
  for (std::size_t h = 0; h < hubs.size(); ++h) hub_row[hubs[h]] = static_cast<std::uint16_t>(h);
}

}  // namespace entrepot::model
