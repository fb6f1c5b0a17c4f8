#pragma once
// A replicate that is run step by step: what `simulate` runs to its end, and what looks at two runs side by side.

#include <cstdint>

#include "entrepot/core/fields_fwd.hpp"
#include "entrepot/model/policy/rule_clock.hpp"
#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Owns all that a replicate changes. Not thread-safe; other replicates of the same setting may run beside it.
class Replicate {
 public:
  /// Samples the population and opens the books. Refers to the setting, and to the sink of events unless that is null.
  Replicate(const Setting& setting, std::uint32_t number, EventSink* sink = nullptr);
  Replicate(const Replicate&) = delete;
  Replicate& operator=(const Replicate&) = delete;

  /// A week for the phases to run in their order. Weeks are opened in turn, from 0. The context refers to this
  /// replicate.
  [[nodiscard]] WeekContext open(Week week);
  /// The week to be opened next.
  [[nodiscard]] Week next_week() const { return next_week_; }

  [[nodiscard]] const Setting& setting() const { return setting_; }
  [[nodiscard]] const world::Agents& agents() const { return agents_; }
  [[nodiscard]] const world::State& state() const { return state_; }
  [[nodiscard]] Record& record() { return record_; }
  [[nodiscard]] const Record& record() const { return record_; }

 private:
  friend struct Fields<Replicate>;
  void tell_triggers(const WeekContext& week, const policy::SetOff& before) const;

  const Setting& setting_;
  Streams streams_;
  world::Agents agents_;
  Record record_;
  Ledger ledger_;
  world::State state_;
  policy::RuleClock clock_;
  Week next_week_ = 0;
  EventSink* sink_;
};

}  // namespace entrepot::model
