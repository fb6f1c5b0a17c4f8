#include "entrepot/model/replicate.hpp"

#include "entrepot/model/observation.hpp"
#include "entrepot/model/opening.hpp"

namespace entrepot::model {

Replicate::Replicate(const Setting& setting, std::uint32_t number, EventSink* events)
    : setting_(setting),
      streams_(static_cast<std::uint32_t>(setting.scenario.run.seed), number),
      agents_(world::sample_population(setting.scenario, setting.calendar, setting.geography.jurisdictions(),
                                       setting.catalogue, streams_)),
      record_(setting),
      ledger_(agents_, setting.catalogue),
      state_(opening_state(setting, agents_, ledger_)),
      clock_(setting.rules, setting.geography.jurisdictions()),
      events_(events) {
  record_.agents = setting.catalogue.vendors.size() + agents_.channels.size() + agents_.intermediaries.size() +
                   agents_.buyers.size();
  for (const auto& market : agents_.retail.markets) record_.agents += std::size_t{market.traders} + market.buyers;
}

Tick Replicate::open(Week week) {
  const policy::SetOff before = events_ != nullptr ? clock_.set_off() : policy::SetOff{};
  const auto& rules = clock_.advance(week, [&](scenario::Observable observable, JurisdictionId place) {
    return observe(setting_, state_, record_, week, observable, place);
  });
  Tick tick{setting_, agents_, streams_, week, rules, clock_.changed(), state_, ledger_, record_, {}, events_};
  next_week_ = week + 1;
  if (events_ != nullptr) tell_triggers(tick, before);
  return tick;
}

void Replicate::tell_triggers(const Tick& tick, const policy::SetOff& before) const {
  for (const RuleId rule : Rows<RuleId>(before.size())) {
    const char now = clock_.set_off()[rule.row()];
    if (now == before[rule.row()]) continue;
    tick.tell({.kind = now != 0 ? EventKind::rule_set_off : EventKind::rule_lifted, .rule = rule});
  }
}

}  // namespace entrepot::model
