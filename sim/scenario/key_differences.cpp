#include "entrepot/scenario/key_differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "leaves.hpp"
#include "yaml_tree.hpp"

namespace entrepot::scenario {
namespace {

constexpr std::array<std::string_view, 5> only_said{"title", "question", "note", "source", "grade"};

bool decides(const std::string& key) { return std::find(only_said.begin(), only_said.end(), key) == only_said.end(); }

std::string flow(const Value& value) {
  if (value.kind == Value::Kind::null) return "~";
  if (value.kind == Value::Kind::scalar) return value.text;
  std::vector<std::string> parts;
  for (const auto& item : value.items) parts.push_back(flow(item));
  for (const auto& entry : value.entries) parts.push_back(fmt::format("{}: {}", entry.key, flow(entry.value)));
  if (value.kind == Value::Kind::sequence) return fmt::format("[{}]", fmt::join(parts, ", "));
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

void collect(const Value& value, const std::string& path, Leaves& into) {
  if (value.kind != Value::Kind::map) {
    into[path] = flow(value);
    return;
  }
  for (const auto& entry : value.entries) {
    if (!decides(entry.key)) continue;
    // `{value: 3, source: ...}` says the same as `3`.
    const bool is_value = entry.key == "value";
    collect(entry.value, is_value || path.empty() ? (is_value ? path : entry.key) : path + "." + entry.key, into);
  }
}

Leaves leaves_of_text(const std::string& yaml) {
  Diagnostics ignored;
  return leaves_of(parse_yaml(yaml, "scenario", ignored));
}

}  // namespace

Leaves leaves_of(const Value& root) {
  Leaves leaves;
  collect(root, "", leaves);
  return leaves;
}

std::vector<KeyDifference> key_differences(const std::string& a, const std::string& b) {
  return differences(leaves_of_text(a), leaves_of_text(b));
}

std::vector<KeyDifference> differences(const Leaves& in_a, Leaves in_b) {
  std::map<std::string, KeyDifference> found;
  for (const auto& [key, value] : in_a) {
    const auto other = in_b.find(key);
    if (other == in_b.end()) {
      found[key] = {key, value, ""};
    } else {
      if (other->second != value) found[key] = {key, value, other->second};
      in_b.erase(other);
    }
  }
  for (const auto& [key, value] : in_b) found[key] = {key, "", value};
  std::vector<KeyDifference> sorted;
  for (auto& [key, difference] : found) sorted.push_back(std::move(difference));
  return sorted;
}

}  // namespace entrepot::scenario
