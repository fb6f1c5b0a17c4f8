#pragma once
// The world on the first day of a run.

#include "entrepot/model/ledger.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::model {

/// Buyers own their target stock in the oldest product that their vendors sold them, in four age classes; lines are
/// full; all else is empty. Opening goods are booked as made, so that conservation holds from the first week.
world::State opening_state(const Setting& setting, const world::Agents& agents, const Streams& streams, Ledger& ledger);

/// Weeks of the run plus the longest wait: the size of tables indexed by a coming week.
Week weeks_ahead(const Setting& setting);

}  // namespace entrepot::model
