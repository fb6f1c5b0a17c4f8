#pragma once
// What the tables of agents and of the state hold, for people: name, axes, unit and meaning of every column.

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

/// Attributes that are drawn before the run and stay.
std::vector<StateTable> attribute_tables();

/// What changes during a run: the tables, then the rows that they hold.
std::vector<StateTable> state_tables();

}  // namespace entrepot::world
