#pragma once
// What the world can see of the trade (MODEL.md section 5, Observation model): official import statistics, vendors'
// billing tables, street prices, seizures. Triggers of rules read only this.

#include "entrepot/core/calendar.hpp"
#include "entrepot/engine/record.hpp"
#include "entrepot/engine/setting.hpp"
#include "entrepot/world/state.hpp"

namespace entrepot::engine {

/// The value of an observable before `week` begins. Ratios are 0 where there is nothing to compare with.
double observe(const Setting& setting, const world::State& state, Record& record, Week week,
               scenario::Observable observable, JurisdictionId place);

}  // namespace entrepot::engine
