#pragma once
// One replicate of a scenario.

#include <cstdint>
#include <functional>

#include "entrepot/model/events.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/model/setting.hpp"

namespace entrepot::model {

class Replicate;
class WeekContext;

/// Called with each week after its last phase, its messages still in place.
using Observer = std::function<void(const WeekContext&)>;

/// Run one replicate. The result depends on the scenario, its seed and `replicate` alone. Throws Error
/// (ExitCode::ledger_violation) if goods or money are not conserved in any week. Neither observer nor `events` changes
/// anything.
Record simulate(const Setting& setting, std::uint32_t replicate, const Observer& observer = {},
                EventSink* events = nullptr);

/// Called between weeks; the run stops if it returns false.
using Continue = std::function<bool(const Replicate&)>;

/// The main loop: run the remaining weeks of a replicate. Returns whether it reached the end.
bool simulate_weeks(Replicate& run, const Observer& observer = {}, const Continue& proceed = {});

/// Run all phases of a replicate's next week; for callers that run two replicates in step.
void simulate_week(Replicate& run, const Observer& observer = {});

}  // namespace entrepot::model
