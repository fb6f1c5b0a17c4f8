#include "entrepot/model/replicate.hpp"

#include "entrepot/model/observation.hpp"
#include "entrepot/model/opening.hpp"

namespace entrepot::model {

Replicate::Replicate(const Setting& setting, std::uint32_t number, EventSink* sink)
    : setting_(setting),
      streams_(static_cast<std::uint32_t>(setting.scenario.run.seed), number),
      agents_(world::sample_population(setting.scenario, setting.calendar, setting.geography.jurisdictions(),
                                       setting.catalogue, streams_)),
      record_(setting),
      ledger_(agents_, setting.catalogue),
      state_(opening_state(setting, agents_, streams_, ledger_)),
      clock_(setting.rules, setting.geography.jurisdictions()),
      sink_(sink) {
  record_.agents = setting.catalogue.vendors.size() + agents_.channels.size() + agents_.intermediaries.size() +
                   agents_.buyers.size();
  for (const auto& market : agents_.retail.markets) record_.agents += std::size_t{market.traders} + market.buyers;
}

WeekContext Replicate::open(Week week) {
  const auto& rules = clock_.advance(week, [&](scenario::Observable observable, JurisdictionId place) {
    return observe(setting_, state_, record_, week, observable, place);
  });
  next_week_ = week + 1;
  return {setting_, agents_, streams_, week, {rules, clock_.changed(), clock_.trigger_changes()},
          state_,   ledger_, record_,  sink_};
}

}  // namespace entrepot::model
