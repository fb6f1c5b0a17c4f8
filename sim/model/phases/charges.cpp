// Charges: some proved cases lead to criminal charges, which become public after a lag.

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/model/allegations.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/submodels/suspicion.hpp"

namespace entrepot::model {
namespace {

/// Prosecutors take the large cases first.
double charge_chance(const WeekContext& week, const std::vector<world::Act>& acts) {
  const auto& means = week.scenario().enforcement;
  const double by_size =
      submodels::weight_of_size(static_cast<double>(units_of(acts)), means.tip_size_units, week.scenario().suspicion);
  return std::min(1.0, means.charge_share * by_size);
}

/// A conviction may lead to a charge, after a lognormal lag.
void schedule_charge(Writes<EnforcementState> week, const world::Charge& conviction) {
  const auto& means = week->scenario().enforcement;
  Draws draws = week->streams.at(week->agents.intermediaries.id[conviction.target], week->number, Purpose::charge);
  if (!draws.bernoulli(charge_chance(week, conviction.acts))) return;
  const double lag = means.charge_lag_weeks * core::exp(means.charge_lag_spread * draws.normal());
  const double due = static_cast<double>(week->number) + 1.0 + std::floor(lag);
  auto& charges = week.enforcement().charges;
  if (due < static_cast<double>(charges.size())) charges[static_cast<std::size_t>(due)].push_back(conviction);
}

void publish_charges(Writes<EnforcementState, Record> week) {
  auto& due = week.enforcement().charges[week->number];
  for (const world::Charge& charge : due) allege(week, charge.acts, world::Publication::charge);
  due.clear();
}

}  // namespace

void phases::charges(ChargesWeek week) {
  for (const world::Charge& conviction : week->messages.convictions) schedule_charge(week, conviction);
  publish_charges(week);
}

}  // namespace entrepot::model
