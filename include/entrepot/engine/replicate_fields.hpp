#pragma once
// What a replicate changes, declared by name (core/fields.hpp): between two weeks, a replicate of the same setting and
// number that is given all of this goes on in the same way, to the last bit. The rest (agents, streams) follows from
// the scenario, its seed and the number.

#include "entrepot/engine/record_fields.hpp"
#include "entrepot/engine/replicate.hpp"
#include "entrepot/world/state_fields.hpp"

namespace entrepot {

template <>
struct Fields<engine::Replicate> {
  using T = engine::Replicate;
  static constexpr auto all =
      std::tuple{field("next_week", &T::next_week_), field("state", &T::state_), field("ledger", &T::ledger_),
                 field("record", &T::record_), field("clock", &T::clock_)};
};

}  // namespace entrepot
