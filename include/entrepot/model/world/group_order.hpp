#pragma once
// The order of groups of agents: that of their rows in tables of agents, and in whatever is recorded by group.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace entrepot::world {

template <class Group>
struct NamedGroup {
  std::string name;
  std::string stream;  ///< kind/stream, where the stream is its own or its name
  const Group* group;
};

/// Groups in the order of their stream names: neither the order in the file nor a new display name moves an agent.
template <class Group>
std::vector<NamedGroup<Group>> in_stream_order(const std::string& kind, const std::map<std::string, Group>& groups) {
  std::vector<NamedGroup<Group>> ordered;
  for (const auto& [name, group] : groups)
    ordered.push_back({name, kind + "/" + (group.stream.empty() ? name : group.stream), &group});
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.stream < b.stream; });
  return ordered;
}

/// Names of the groups by row: not the order of the map where a group has a stream of another name.
template <class Group>
std::vector<std::string> group_names(const std::map<std::string, Group>& groups) {
  std::vector<std::string> names;
  for (const auto& group : in_stream_order("", groups)) names.push_back(group.name);
  return names;
}

}  // namespace entrepot::world
