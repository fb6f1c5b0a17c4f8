#pragma once
// Display name of an agent: its group, its number in the group, and its stable id.

#include <algorithm>
#include <string>

#include "entrepot/core/random.hpp"
#include "entrepot/model/world/agents.hpp"

namespace entrepot::world {

struct AgentName {
  std::string group;
  std::size_t number = 0;  ///< position in its group, from 0
  StableId id = 0;
};

/// The name of a row of Channels, Intermediaries or Buyers. Members of a group have consecutive rows.
template <class Table, class AgentId>
AgentName agent_name(const Table& table, AgentId agent) {
  const auto& groups = table.group.cells();
  const auto first = std::find(groups.begin(), groups.end(), table.group[agent]);
  return {table.group_names[table.group[agent]], agent.row() - static_cast<std::size_t>(first - groups.begin()),
          table.id[agent]};
}

}  // namespace entrepot::world
