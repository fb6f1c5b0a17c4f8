#pragma once
// What the tables of agents and of the state hold, for people: the lists in agent_fields.hpp and state_fields.hpp with
// units and meanings.

#include <string>
#include <vector>

namespace entrepot::world {

struct StateVariable {
  std::string name;
  std::string over;  ///< what there is one for each of, e.g. "buyer x product"; empty if there is one
  std::string unit;  ///< empty where none applies
  std::string meaning;
};

/// A table of the state, or a kind of row that tables hold.
struct StateTable {
  std::string name;
  std::string meaning;
  std::vector<StateVariable> variables;
};

/// Attributes that are drawn before the run and stay. Throws std::logic_error for one without a meaning.
std::vector<StateTable> attribute_tables();

/// What changes during a run: the tables, then the rows that they hold. Throws std::logic_error for a variable without
/// a meaning.
std::vector<StateTable> state_tables();

/// Names ("table.variable") that have a meaning though no table has them.
std::vector<std::string> meanings_of_nothing();

}  // namespace entrepot::world
