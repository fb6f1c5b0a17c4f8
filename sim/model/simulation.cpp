#include "entrepot/model/simulation.hpp"

#include <utility>

#include "entrepot/model/replicate.hpp"

namespace entrepot::model {

Record simulate(const Setting& setting, std::uint32_t replicate, const Observer& observer, EventSink* events) {
  Replicate run(setting, replicate, events);
  while (run.next_week() < setting.calendar.weeks()) simulate_week(run, observer);
  return std::move(run.record());
}

void simulate_week(Replicate& run, const Observer& observer) {
  Tick tick = run.open(run.next_week());
  for (const Phase& phase : phases()) phase.run(tick);
  if (observer) observer(tick);
}

}  // namespace entrepot::model
