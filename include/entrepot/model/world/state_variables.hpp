#pragma once
// Documentation of the agent and state tables: name, axes, unit and meaning of every column.

#include <string>
#include <vector>

namespace entrepot::world {

struct StateVariable {
  std::string name;
  std::string over;  ///< axes, e.g. "buyer x product"; empty for a scalar
  std::string unit;  ///< empty where none applies
  std::string meaning;
};

/// A table of the state, or a record type in tables.
struct StateTable {
  std::string name;
  std::string meaning;
  std::vector<StateVariable> variables;
};

/// Attributes that are sampled before the run and do not change.
std::vector<StateTable> attribute_tables();

/// State variables: the tables, then the record types in them.
std::vector<StateTable> state_tables();

}  // namespace entrepot::world
