#include "entrepot/engine/setting.hpp"

#include <fmt/format.h>

namespace entrepot::engine {

Quarters::Quarters(const Calendar& calendar) {
  for (Week week = 0; week < calendar.weeks(); ++week) {
    const Date date = calendar.date_of(week);
    auto label = fmt::format("{}Q{}", date.year(), date.quarter());
    if (labels.empty() || labels.back() != label) labels.push_back(std::move(label));
    of_week.push_back(static_cast<std::uint16_t>(labels.size() - 1));
  }
}

Setting::Setting(const scenario::Scenario& from)
    : scenario(from),
      calendar(from.calendar.start, from.calendar.end),
      quarters(calendar),
      geography(from),
      catalogue(world::make_catalogue(from, calendar, geography.jurisdictions())),
      rules(from, calendar, geography.jurisdictions(), catalogue) {
  for (const JurisdictionId j : Rows<JurisdictionId>(geography.jurisdictions().size())) {
    if (geography.jurisdictions().facts[j].hub) hubs.push_back(j);
  }
  hub_row.assign(geography.jurisdictions().size(), static_cast<std::uint16_t>(hubs.size()));
  for (std::size_t h = 0; h < hubs.size(); ++h) hub_row[hubs[h]] = static_cast<std::uint16_t>(h);
}

}  // namespace entrepot::engine
