#include "entrepot/scenario/variation.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/tables.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "scaling.hpp"
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

void check_citations(Reading& reading, const std::vector<std::filesystem::path>& files, const Tree& tree) {
  if (reading.citations.empty()) return;
  std::vector<std::filesystem::path> dirs;
  for (const auto& directory : tree.include_dirs()) dirs.push_back(directory / "evidence");
  std::vector<std::filesystem::path> readable;
  for (const auto& file : files) {
    if (tree.refusal(file).empty()) readable.push_back(file);
  }
  const auto evidence = read_evidence(evidence_directories(dirs, readable), reading.diagnostics);
  cited_rows(reading.citations, evidence, reading.diagnostics);
}

namespace {

/// The value at a path as a change scales it; reports what cannot be scaled.
std::optional<Value> scaled_value(const Value& root, const Change& change, Diagnostics& diagnostics) {
  const auto refuse = [&](const Mark& mark, const std::string& why) {
    diagnostics.error(mark, change.path, why);
    return std::nullopt;
  };
  const auto factor = number_of(change.value);
  const Value* written = find_path(root, change.path);
  Value scaled = written != nullptr ? *written : default_at(change.path, diagnostics);
  if (!factor)
    return refuse(change.value.mark, fmt::format("'{}' is not a factor; expected a number", change.value.text));
  if (scaled.kind == Value::Kind::null)
    return refuse(change.value.mark, "there is nothing to scale: no value, and no default");
  scaled.mark = change.value.mark;
  if (change.from) {
    if (const auto wrong = scale_after(scaled, *factor, *change.from, change.path); !wrong.empty())
      return refuse(change.from->mark, wrong);
  } else if (!scale(scaled, *factor)) {
    return refuse(change.value.mark, "only numbers, distributions and series can be scaled");
  }
  return scaled;
}

void apply(Value& root, std::span<const Change> changes, Diagnostics& diagnostics) {
  for (const auto& change : changes) {
    if (change.scales) {
      if (const auto scaled = scaled_value(root, change, diagnostics))
        apply_value(root, change.path, *scaled, diagnostics);
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
