#include "entrepot/engine/simulation.hpp"

#include "entrepot/engine/observation.hpp"
#include "entrepot/engine/opening.hpp"
#include "entrepot/engine/tick.hpp"
#include "entrepot/policy/rule_clock.hpp"

namespace entrepot::engine {

Record simulate(const Setting& setting, std::uint32_t replicate, const Observer& observer) {
  const Streams streams(static_cast<std::uint32_t>(setting.scenario.run.seed), replicate);
  const world::Agents agents = world::sample_population(setting.scenario, setting.calendar,
                                                        setting.geography.jurisdictions(), setting.catalogue, streams);
  Record record(setting);
  record.agents =
      setting.catalogue.vendors.size() + agents.channels.size() + agents.intermediaries.size() + agents.buyers.size();
  Ledger ledger(agents, setting.catalogue);
  world::State state = opening_state(setting, agents, ledger);

  policy::RuleClock clock(setting.rules, setting.geography.jurisdictions());
  for (Week week = 0; week < setting.calendar.weeks(); ++week) {
    const auto& rules = clock.advance(week, [&](scenario::Observable observable, JurisdictionId place) {
      return observe(setting, state, record, week, observable, place);
    });
    Tick tick{setting, agents, streams, week, rules, clock.changed(), state, ledger, record, {}};
    for (const Phase& phase : phases()) phase.run(tick);
    if (observer) observer(tick);
  }
  return record;
}

}  // namespace entrepot::engine
