#pragma once
// A run that a test can look into: the loop of engine::simulate with a look at the end of each week.

#include "entrepot/engine/observation.hpp"
#include "entrepot/engine/opening.hpp"
#include "entrepot/engine/tick.hpp"
#include "entrepot/policy/rule_clock.hpp"

namespace entrepot::testing {

/// Run a replicate; `look` is called with the tick of each week after its last phase, messages still in it.
template <class Look>
engine::Record simulate_watched(const engine::Setting& setting, std::uint32_t replicate, Look&& look) {
  const Streams streams(static_cast<std::uint32_t>(setting.scenario.run.seed), replicate);
  const auto agents = world::sample_population(setting.scenario, setting.calendar, setting.geography.jurisdictions(),
                                               setting.catalogue, streams);
  engine::Record record(setting);
  record.agents =
      setting.catalogue.vendors.size() + agents.channels.size() + agents.intermediaries.size() + agents.buyers.size();
  engine::Ledger ledger(agents, setting.catalogue);
  world::State state = engine::opening_state(setting, agents, ledger);
  policy::RuleClock clock(setting.rules, setting.geography.jurisdictions());
  for (Week week = 0; week < setting.calendar.weeks(); ++week) {
    const auto& rules = clock.advance(week, [&](scenario::Observable observable, JurisdictionId place) {
      return engine::observe(setting, state, record, week, observable, place);
    });
    engine::Tick tick{setting, agents, streams, week, rules, clock.changed(), state, ledger, record, {}};
    for (const engine::Phase& phase : engine::phases()) phase.run(tick);
    look(tick);
  }
  return record;
}

}  // namespace entrepot::testing
