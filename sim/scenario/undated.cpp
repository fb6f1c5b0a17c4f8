// Scenario changes without a date.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"
#include "entrepot/scenario/tree.hpp"
#include "leaves.hpp"
#include "value_paths.hpp"

namespace entrepot::scenario {
namespace {

std::string first_of(const std::string& path) { return path.substr(0, path.find('.')); }
std::string last_of(const std::string& path) { return path.substr(path.rfind('.') + 1); }

/// Whether the path is in a section that applies to the whole run or has its own dates.
bool is_of_the_run(const std::string& path) {
  constexpr std::array<std::string_view, 4> sections{"calendar", "run", "model", "rules"};
  return std::find(sections.begin(), sections.end(), first_of(path)) != sections.end();
}

/// Whether both have equivalent values at the path: 2e2 for 200 is no change.
bool are_the_same(const Value& base, const Value& changed, const std::string& path) {
  const Value* before = find_path(base, path);
  const Value* after = find_path(changed, path);
  return before != nullptr && after != nullptr && are_equivalent(*before, *after);
}

bool is_date(const std::string& text) { return Date::parse(text).has_value(); }

/// Whether the value at the path is a series, which has dates of its own.
bool is_series(const Value& root, const std::string& path) {
  const Value* value = find_path(root, path);
  if (value == nullptr || value->kind != Value::Kind::map) return false;
  const auto& entries = value->entries;
  return std::any_of(entries.begin(), entries.end(), [](const Value::Entry& entry) { return is_date(entry.key); });
}

/// Whether the path is in a map entry, such as a product, that the base does not have.
bool is_of_a_new_entry(const Value& base, const std::string& path) {
  const auto section_end = path.find('.');
  if (section_end == std::string::npos) return false;
  const auto rows = scenario_table()->rows();
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const auto& r) { return r.description.key == path.substr(0, section_end); });
  if (row == rows.end() || row->description.type != ParameterType::map) return false;
  return find_path(base, path.substr(0, path.find('.', section_end + 1))) == nullptr;
}

/// The value at a path, or the nearest enclosing map if it is missing.
const Value& nearest_value(const Value& root, std::string path) {
  while (true) {
    if (const Value* here = find_path(root, path); here != nullptr) return *here;
    const auto dot = path.rfind('.');
    if (dot == std::string::npos) return root;
    path.resize(dot);
  }
}

std::string default_text(const std::string& path) {
  Diagnostics ignored;
  const Value value = default_at(path, ignored);
  return value.kind == Value::Kind::scalar ? value.text : "the default";
}

std::vector<UndatedChange> changes_between(const Value& base, const Value& changed) {
  std::vector<UndatedChange> all;
  for (const auto& [path, before, after] : differences(leaves_of(base), leaves_of(changed))) {
    const bool dated = is_date(last_of(path)) || is_date(after);
    if (before.empty() && after == "~") continue;  // nothing to remove
    if (is_series(changed, path)) continue;        // in place of a constant
    if (are_the_same(base, changed, path)) continue;
    if (is_of_the_run(path) || dated || is_of_a_new_entry(base, path)) continue;
    all.push_back({path, before.empty() ? default_text(path) : before, after.empty() ? default_text(path) : after,
                   place_of(nearest_value(changed, path).mark)});
  }
  return all;
}

}  // namespace

std::vector<UndatedChange> undated_changes(const std::filesystem::path& file, const std::vector<std::string>& settings,
                                           const std::vector<std::string>& include_dirs) {
  Diagnostics diagnostics;
  std::vector<Input> inputs;
  Layers layers = read_layers(file, Tree(file, include_dirs), diagnostics, inputs);
  // A file that only combines partial scenarios does not change them.
  const Value base = layers.base.find("calendar") != nullptr ? std::move(layers.base) : layers.merged;
  apply_settings(layers.merged, settings, diagnostics);
  diagnostics.throw_if_failed();
  return changes_between(base, layers.merged);
}

}  // namespace entrepot::scenario
