#include "entrepot/model/allegations.hpp"

#include <algorithm>
#include <numeric>

#include "entrepot/core/units.hpp"
#include "entrepot/model/intermediary_capital.hpp"

namespace entrepot::model {
namespace {

/// Count units that have become public within some years of the act.
void bring_to_light(Writes<Record> week, const world::Act& act) {
  for (std::size_t years = 1; years <= world::light_horizon_names.size(); ++years) {
    if (week->number - act.week <= static_cast<Week>(years) * weeks_per_year)
      week.record().came_to_light(act.week, years - 1) += act.units;
  }
}

std::size_t size_class(Units units) {
  const auto& least = world::case_size_units;
  return static_cast<std::size_t>(std::upper_bound(least.begin(), least.end(), units) - least.begin()) - 1;
}

}  // namespace

std::vector<world::Act> take_acts(Writes<IntermediaryState> week, OwnerId owner) {
  std::vector<world::Act> all;
  for (const IntermediaryId firm : firms_of(week, owner)) {
    auto& acts = week.intermediaries().acts[firm];
    all.insert(all.end(), acts.begin(), acts.end());
    acts.clear();
  }
  return all;
}

Units units_of(const std::vector<world::Act>& acts) {
  return std::accumulate(acts.begin(), acts.end(), Units{0},
                         [](Units sum, const world::Act& act) { return sum + act.units; });
}

void allege(Writes<Record> week, const std::vector<world::Act>& acts, world::Publication how) {
  const Units units = units_of(acts);
  if (units <= 0) return;
  for (const world::Act& act : acts) bring_to_light(week, act);
  week.record().alleged_units(week->number) += units;
  ++week.record().public_cases(week->number, static_cast<std::size_t>(how), size_class(units));
}

}  // namespace entrepot::model
