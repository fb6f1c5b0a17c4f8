#pragma once
// One replicate of a scenario.

#include <cstdint>
#include <functional>

#include "entrepot/model/events.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/model/setting.hpp"

namespace entrepot::model {

class Replicate;
struct Tick;

/// Called with each week's tick after its last phase, messages still in it. It may look, not change.
using Observer = std::function<void(const Tick&)>;

/// Run one replicate. The result depends on the scenario, its seed and `replicate` alone. Throws Error
/// (ExitCode::ledger_violation) if goods or money are not conserved in any week. Neither observer nor `events` changes
/// anything.
Record simulate(const Setting& setting, std::uint32_t replicate, const Observer& observer = {},
                EventSink* events = nullptr);

/// Called between weeks; the run stops if it returns false.
using Continue = std::function<bool(const Replicate&)>;

/// The main loop: run the weeks that a replicate has left. Whether it came to the end.
bool simulate_weeks(Replicate& run, const Observer& observer = {}, const Continue& proceed = {});

/// Run the next week of a replicate, all phases of it. For what runs two replicates in step.
void simulate_week(Replicate& run, const Observer& observer = {});

}  // namespace entrepot::model
