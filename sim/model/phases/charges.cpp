// Charges: some proved cases lead to criminal charges, which become public after a lag. Nobody in the model reacts to
// them; they are what the outside world can learn of diversion.

#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/phases.hpp"

namespace entrepot::model {
namespace {

/// A conviction leads to a charge with probability `charge_share`, after a lognormal lag.
void schedule_charge(Writes<EnforcementState> week, const world::Charge& conviction) {
  const auto& means = week->scenario().enforcement;
  Draws draws = week->streams.at(week->agents.intermediaries.id[conviction.target], week->number, Purpose::charge);
  if (!draws.bernoulli(means.charge_share)) return;
  const double lag = means.charge_lag_weeks * core::exp(means.charge_lag_spread * draws.normal());
  const double due = static_cast<double>(week->number) + 1.0 + std::floor(lag);
  auto& charges = week.enforcement().charges;
  if (due < static_cast<double>(charges.size())) charges[static_cast<std::size_t>(due)].push_back(conviction);
}

/// Count units that have become public within some years of the act.
void bring_to_light(Writes<Record> week, const world::Act& act) {
  for (std::size_t years = 1; years <= world::light_horizon_names.size(); ++years) {
    if (week->number - act.week <= static_cast<Week>(years) * weeks_per_year)
      week.record().came_to_light(act.week, years - 1) += act.units;
  }
}

void publish_charges(Writes<EnforcementState, Record> week) {
  auto& due = week.enforcement().charges[week->number];
  for (const world::Charge& charge : due) {
    for (const world::Act& act : charge.acts) {
      week.record().alleged_units(week->number) += act.units;
      bring_to_light(week, act);
    }
  }
  due.clear();
}

}  // namespace

void phases::charges(ChargesWeek week) {
  for (const world::Charge& conviction : week->messages.convictions) schedule_charge(week, conviction);
  publish_charges(week);
}

}  // namespace entrepot::model
