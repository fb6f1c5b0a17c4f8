#include "entrepot/scenario/variation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/tables.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "value_paths.hpp"

namespace entrepot::scenario {

Value only_map(const Value* value, Reading& reading, const std::string& path) {
  if (value == nullptr || value->kind == Value::Kind::null) return {};
  if (value->kind == Value::Kind::map) return *value;
  reading.error(*value, path, "expected a map");
  return {};
}

std::vector<Change> read_changes(const Value* set, Reading& reading, const std::string& path) {
  std::vector<Change> changes;
  for (const auto& entry : only_map(set, reading, path).entries) changes.push_back({entry.key, entry.value});
  return changes;
}
namespace {

using Kind = Value::Kind;

std::optional<double> number_of(const Value& value) {
  if (value.kind != Kind::scalar || value.quoted) return std::nullopt;
  double number = 0;
  const char* end = value.text.data() + value.text.size();
  const auto [rest, code] = std::from_chars(value.text.data(), end, number);
  if (code != std::errc{} || rest != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

// Whether scaling leaves a key unchanged: relative widths of distributions, and evidence.
bool is_scale_free(const std::string& key) {
  static const std::set<std::string> keys{"sigma", "concentration", "source", "grade",
                                          "note",  "evidence",      "range",  "range_factor"};
  return keys.contains(key);
}

/// Multiplies a number, which may have a unit after it: `3 BUSD/year`.
bool scale_number(Value& value, double factor) {
  const auto space = value.text.find(' ');
  Value number = value;
  number.text = value.text.substr(0, space);
  const auto parsed = number_of(number);
  if (!parsed) return false;
  const std::string unit = space == std::string::npos ? "" : value.text.substr(space);
  value.text = fmt::format("{}{}", *parsed * factor, unit);
  return true;
}

/// Multiplies all numbers of a constant, a distribution or a series. Returns false if a part is not a number.
bool scale(Value& value, double factor) {
  if (value.kind == Kind::scalar) return scale_number(value, factor);
  bool scaled = value.kind != Kind::null;
  for (auto& item : value.items) scaled = scale(item, factor) && scaled;
  for (auto& entry : value.entries) {
    if (!is_scale_free(entry.key)) scaled = scale(entry.value, factor) && scaled;
  }
  return scaled;
}

void apply_factor(Value& root, const Change& change, Diagnostics& diagnostics) {
  const auto factor = number_of(change.value);
  const Value* written = find_path(root, change.path);
  Value scaled = written != nullptr ? *written : default_at(change.path, diagnostics);
  if (!factor) {
    diagnostics.error(change.value.mark, change.path,
                      fmt::format("'{}' is not a factor; expected a number", change.value.text));
  } else if (scaled.kind == Kind::null) {
    diagnostics.error(change.value.mark, change.path, "there is nothing to scale: no value, and no default");
  } else {
    scaled.mark = change.value.mark;
    if (!scale(scaled, *factor)) {
      diagnostics.error(change.value.mark, change.path, "only numbers, distributions and series can be scaled");
      return;
    }
    apply_value(root, change.path, scaled, diagnostics);
  }
}

void apply(Value& root, std::span<const Change> changes, Diagnostics& diagnostics) {
  for (const auto& change : changes) {
    if (change.scales) {
      apply_factor(root, change, diagnostics);
    } else {
      apply_value(root, change.path, change.value, diagnostics);
    }
  }
}

}  // namespace

ScenarioBase::ScenarioBase(const std::filesystem::path& file, const Tree& tree,
                           std::span<const InstrumentSchema> instruments, Diagnostics& diagnostics)
    : instruments_(instruments) {
  root_ = read_layers(file, tree, diagnostics, inputs_).merged;
}

void ScenarioBase::change(std::span<const Change> changes, Diagnostics& diagnostics) {
  apply(root_, changes, diagnostics);
}

Value ScenarioBase::value_at(const std::string& path) const {
  if (const Value* written = find_path(root_, path); written != nullptr) return *written;
  Diagnostics ignored;
  return default_at(path, ignored);
}

LoadedScenario ScenarioBase::with(std::span<const Change> changes) const {
  Diagnostics diagnostics;
  Value root = root_;
  apply(root, changes, diagnostics);
  return read_scenario(std::move(root), instruments_, diagnostics, inputs_);
}

}  // namespace entrepot::scenario
