#include "entrepot/scenario/key_differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "entrepot/scenario/yaml_tree.hpp"
#include "leaves.hpp"

namespace entrepot::scenario {
namespace {

constexpr std::array<std::string_view, 8> descriptive_keys{"title", "question", "note",  "source",
                                                           "grade", "evidence", "range", "range_factor"};

bool decides(const std::string& key) {
  return std::find(descriptive_keys.begin(), descriptive_keys.end(), key) == descriptive_keys.end();
}

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
    // `{value: 3, source: ...}` is equivalent to `3`.
    const bool is_value = entry.key == "value";
    collect(entry.value, is_value || path.empty() ? (is_value ? path : entry.key) : path + "." + entry.key, into);
  }
}

Leaves leaves_of_text(const std::string& yaml) {
  Diagnostics ignored;
  return leaves_of(parse_yaml(yaml, "scenario", ignored));
}

std::optional<double> number_in(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, code] = std::from_chars(text.data(), end, number);
  return code == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

std::optional<double> number_of(const Value& value) {
  if (value.kind != Value::Kind::scalar || value.quoted) return std::nullopt;
  return number_in(value.text);
}

bool same_scalars(const Value& a, const Value& b) {
  const auto number = number_of(a);
  return a.text == b.text || (number && number == number_of(b));
}

/// Whether every entry of one map that affects results has an equivalent in the other.
bool has_entries_of(const Value& a, const Value& b) {
  return std::all_of(b.entries.begin(), b.entries.end(), [&](const Value::Entry& entry) {
    const Value* other = a.find(entry.key);
    const bool said = !decides(entry.key) && entry.value.kind != Value::Kind::map;  // a map is a named entry
    return said || are_equivalent(other == nullptr ? Value{} : *other, entry.value);
  });
}

/// `{value: 3, source: ...}` is equivalent to `3`.
const Value& without_evidence(const Value& value) {
  const Value* inner = value.find("value");
  return inner == nullptr ? value : *inner;
}

}  // namespace

Leaves leaves_of(const Value& root) {
  Leaves leaves;
  collect(root, "", leaves);
  return leaves;
}

bool are_equivalent(const Value& written_a, const Value& written_b) {
  const Value& a = without_evidence(written_a);
  const Value& b = without_evidence(written_b);
  if (a.kind != b.kind) return false;
  if (a.kind == Value::Kind::scalar) return same_scalars(a, b);
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), are_equivalent) &&
         has_entries_of(a, b) && has_entries_of(b, a);
}

std::vector<KeyDifference> key_differences(const std::string& a, const std::string& b) {
  return differences(leaves_of_text(a), leaves_of_text(b));
}

KeyValues deciding_keys(const std::string& yaml) { return leaves_of_text(yaml); }

std::vector<KeyDifference> key_differences(const KeyValues& a, const KeyValues& b) {
  auto found = differences(a, b);
  std::erase_if(found, [](const KeyDifference& difference) {
    const auto number = number_in(difference.a);
    return number && number == number_in(difference.b);
  });
  return found;
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
