#pragma once
// What the outside world can learn of diversion. Nobody in the model reacts to it.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// What an owner's firms have diverted and nobody has yet held against them; it is taken off their books. A case is
/// against the people behind the firms.
std::vector<world::Act> take_acts(Writes<IntermediaryState> week, OwnerId owner);

/// Units that acts are about.
Units units_of(const std::vector<world::Act>& acts);

/// A case becomes public: count it by its size, and its units by the time since the acts. Nothing without acts.
void allege(Writes<Record> week, const std::vector<world::Act>& acts, world::Publication how);

}  // namespace entrepot::model
