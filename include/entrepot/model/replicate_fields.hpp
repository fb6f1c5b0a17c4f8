#pragma once
// What a replicate changes, declared by name (core/fields.hpp): between two weeks, a replicate of the same setting and
// number that is given all of this continues in the same way, to the last bit. The rest (agents, streams) follows from
// the scenario, its seed and the number.

#include "entrepot/model/replicate.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot {

template <>
struct Fields<model::Replicate> {
  using T = model::Replicate;
  static constexpr auto all =
      std::tuple{field("next_week", &T::next_week_), field("state", &T::state_), field("ledger", &T::ledger_),
                 field("record", &T::record_), field("clock", &T::clock_)};
};

}  // namespace entrepot
