#pragma once
// The order of groups of agents, in the tables of agents and in all records by group.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace entrepot::world {

template <class Group>
struct NamedGroup {
  std::string name;
  std::string stream;  ///< kind/stream; the stream defaults to the name
  const Group* group;
};

/// Groups sorted by stream name, so that neither file order nor a new display name moves an agent.
template <class Group>
std::vector<NamedGroup<Group>> in_stream_order(const std::string& kind, const std::map<std::string, Group>& groups) {
  std::vector<NamedGroup<Group>> ordered;
  for (const auto& [name, group] : groups)
    ordered.push_back({name, kind + "/" + (group.stream.empty() ? name : group.stream), &group});
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.stream < b.stream; });
  return ordered;
}

/// Names of the groups in row order, which differs from map order if a group has its own stream name.
template <class Group>
std::vector<std::string> group_names(const std::map<std::string, Group>& groups) {
  std::vector<std::string> names;
  for (const auto& group : in_stream_order("", groups)) names.push_back(group.name);
  return names;
}

}  // namespace entrepot::world
