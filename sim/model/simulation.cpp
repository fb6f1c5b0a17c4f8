#include "entrepot/model/simulation.hpp"

#include <utility>

#include "entrepot/model/phases.hpp"
#include "entrepot/model/replicate.hpp"

namespace entrepot::model {

Record simulate(const Setting& setting, std::uint32_t replicate, const Observer& observer, EventSink* events) {
  Replicate run(setting, replicate, events);
  simulate_weeks(run, observer);
  return std::move(run.record());
}

bool simulate_weeks(Replicate& run, const Observer& observer, const Continue& proceed) {
  while (run.next_week() < run.setting().calendar.weeks()) {
    simulate_week(run, observer);
    if (proceed && !proceed(run)) return false;
  }
  return true;
}

void simulate_week(Replicate& run, const Observer& observer) {
  WeekContext week = run.open(run.next_week());
  for (const Phase& phase : week_phases()) phase.run(week);
  if (observer) observer(week);
}

}  // namespace entrepot::model
