#include "entrepot/engine/simulation.hpp"

#include <utility>

#include "entrepot/engine/replicate.hpp"

namespace entrepot::engine {

Record simulate(const Setting& setting, std::uint32_t replicate, const Observer& observer, EventSink* events) {
  Replicate run(setting, replicate, events);
  for (Week week = 0; week < setting.calendar.weeks(); ++week) {
    Tick tick = run.open(week);
    for (const Phase& phase : phases()) phase.run(tick);
    if (observer) observer(tick);
  }
  return std::move(run.record());
}

}  // namespace entrepot::engine
