#include "entrepot/scenario/layers.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <system_error>

#include "entrepot/scenario/file_text.hpp"
#include "entrepot/scenario/tables.hpp"
#include "entrepot/scenario/yaml_tree.hpp"

namespace entrepot::scenario {
namespace {

namespace fs = std::filesystem;

// More than any study needs. Without a limit, files that each extend the next one twice would take exponential time.
constexpr std::size_t max_files = 100;
// Reading stops one byte after the YAML reader's limit, for any kind of file.
constexpr std::size_t max_bytes_read = (std::size_t{2} << 20U) + 1;
// Maximum dots in an override's path, deeper than any key.
constexpr std::ptrdiff_t max_dots = 32;

/// Whether layers merge inside the key, i.e. whether it holds named entries or a record.
struct Inside {
  bool joins = false;
  bool named_entries = false;
  std::shared_ptr<const AnyTable> table;
};

Inside inside(const AnyTable* table, const std::string& key, bool top) {
  if (top && key == "rules") return {true, true, nullptr};
  if (table == nullptr) return {};
  for (const auto& row : table->rows()) {
    if (row.description.key != key || row.inner == nullptr) continue;
    return {true, row.description.type == ParameterType::map, row.inner};
  }
  return {};
}

class LayerReader {
 public:
  LayerReader(const Tree& tree, Diagnostics& diagnostics, std::vector<Input>& inputs)
      : tree_(tree), diagnostics_(diagnostics), inputs_(inputs) {}

  /// The merged files that the first file extends, without its own values.
  Value take_base() { return std::move(base_); }

  /// Reads a file and merges it with the files it extends; `from` is the mark of its name.
  Value read(const fs::path& file, const Mark& from) {
    const std::string key = from.line > 0 ? "extends" : "";
    std::error_code failed;
    fs::path real = fs::weakly_canonical(file, failed);
    if (failed) real = file;
    if (std::find(reading_.begin(), reading_.end(), real) != reading_.end()) {
      diagnostics_.incomplete(from, key, fmt::format("'{}' extends itself{}", file.string(), chain_to(real)));
      return {};
    }
    if (++files_ > max_files) {
      if (files_ == max_files + 1)
        diagnostics_.incomplete(from, key, fmt::format("more than {} files in total", max_files));
      return {};
    }
    const FileText read = read_file(file, max_bytes_read);
    if (!read.error.empty()) {
      diagnostics_.incomplete(from, key, from.line > 0 ? read.error : read.problem);
      return {};
    }
    note_input(file, read.text);
    reading_.push_back(real);
    Value merged = read_text(file, read.text);
    reading_.pop_back();
    return merged;
  }

 private:
  Value read_text(const fs::path& file, const std::string& text) {
    Value own = as_map(parse_yaml(text, file.string(), diagnostics_), file.string(), diagnostics_, "scenario");
    if (own.kind != Value::Kind::map) return {};
    Value merged = read_bases(own, file);
    own.erase("extends");
    if (reading_.size() == 1) base_ = merged;
    merge_layer(merged, own, diagnostics_);
    merged.mark = own.mark;
    return merged;
  }

  void note_input(const fs::path& file, const std::string& text) {
    const auto same = [&](const Input& input) { return input.path == file.string(); };
    if (std::none_of(inputs_.begin(), inputs_.end(), same)) inputs_.push_back({file.string(), content_hash(text)});
  }

  /// `, through 'b.yaml'`: the files between a file and itself in a cycle of `extends`.
  [[nodiscard]] std::string chain_to(const fs::path& real) const {
    const auto first = std::find(reading_.begin(), reading_.end(), real);
    std::string chain;
    for (auto it = first + 1; it != reading_.end(); ++it) {
      chain += (chain.empty() ? ", through '" : "', '") + it->filename().string();
    }
    return chain.empty() ? "" : chain + "'";
  }

  Value read_bases(const Value& own, const fs::path& file) {
    Value merged;
    merged.kind = Value::Kind::map;
    const Value* extends = own.find("extends");
    if (extends == nullptr) return merged;
    const std::vector<Value> bases =
        extends->kind == Value::Kind::sequence ? extends->items : std::vector<Value>{*extends};
    for (const Value& base : bases) {
      if (base.kind != Value::Kind::scalar) {
        diagnostics_.incomplete(base.mark, "extends", "expected the name of a file, or a list of such names");
        continue;
      }
      const fs::path named = tree_.locate(file.parent_path(), base.text);
      if (const auto refusal = tree_.refusal(named); !refusal.empty()) {
        diagnostics_.incomplete(base.mark, "extends", refusal);
        continue;
      }
      merge_layer(merged, read(named, base.mark), diagnostics_);
    }
    return merged;
  }

  const Tree& tree_;
  Diagnostics& diagnostics_;
  std::vector<Input>& inputs_;
  std::vector<fs::path> reading_;
  std::size_t files_ = 0;
  Value base_;
};

/// Whether the text is a dotted path.
bool is_path(const std::string& path) {
  return !path.empty() && path.front() != '.' && path.back() != '.' && path.find("..") == std::string::npos &&
         std::count(path.begin(), path.end(), '.') < max_dots;
}

/// `a.b.c = value` as nested maps.
Value nested(const std::string& path, const Value& value) {
  const auto dot = path.find('.');
  Value map;
  map.kind = Value::Kind::map;
  map.mark = value.mark;
  map.entries.push_back(
      {path.substr(0, dot), value.mark, dot == std::string::npos ? value : nested(path.substr(dot + 1), value)});
  return map;
}

/// The dates with which a value continues the path of a lower layer: `{then: {2027-01-04: 5}}`; null if it does not.
const Value* continuation(const Value& value) {
  const bool only = value.kind == Value::Kind::map && value.entries.size() == 1 && value.entries.front().key == "then";
  return only ? &value.entries.front().value : nullptr;
}

/// Append dates to a path, which ends before the first of them. An annotated path keeps its evidence.
void continue_path(Value& below, const Value& then, const std::string& path, Diagnostics& diagnostics) {
  Value* points = &below;
  if (Value* annotated = below.find("value"); annotated != nullptr) points = annotated;
  if (points->kind != Value::Kind::map || then.kind != Value::Kind::map || then.entries.empty()) {
    diagnostics.error(then.mark, path,
                      "'then' continues a path: expected dates and numbers here and in the file below");
    return;
  }
  const std::string first = then.entries.front().key;  // ISO dates are in the order of their text
  std::erase_if(points->entries, [&](const Value::Entry& point) { return point.key >= first; });
  points->entries.insert(points->entries.end(), then.entries.begin(), then.entries.end());
}

/// Position at which a map of an upper layer merges with one of a lower layer.
struct Joint {
  const AnyTable* table;
  bool named_entries;
  bool top;
  bool in_rule;      ///< where the table of the instrument is not known
  std::string path;  ///< dotted, with a trailing dot; empty at the top
};

/// Whether a map is a record by its looks: no value with its evidence, no continued path, no dates.
bool is_record(const Value& map) {
  if (map.kind != Value::Kind::map || map.find("value") != nullptr || continuation(map) != nullptr) return false;
  const auto dated = [](const Value::Entry& entry) { return Date::parse(entry.key).has_value(); };
  return std::none_of(map.entries.begin(), map.entries.end(), dated);
}

/// What merges inside a key at a joint.
Inside inside(const Joint& joint, const std::string& key, const Value& value) {
  if (joint.named_entries) return {true, false, nullptr};
  if (joint.in_rule) return {is_record(value), false, nullptr};
  return inside(joint.table, key, joint.top);
}

void merge_inside(Value& base, const Value& over, const Joint& joint, Diagnostics& diagnostics) {
  if (over.kind != Value::Kind::map) return;
  for (const auto& entry : over.entries) {
    Value* below = base.find(entry.key);
    if (entry.value.left_empty && below != nullptr) continue;  // parse_yaml has reported the error
    if (entry.value.kind == Value::Kind::null && below != nullptr) {
      base.erase(entry.key);
      continue;
    }
    const Inside in = inside(joint, entry.key, entry.value);
    const bool joins =
        in.joins && below != nullptr && below->kind == Value::Kind::map && entry.value.kind == Value::Kind::map;
    const Value* then = in.joins ? nullptr : continuation(entry.value);
    if (then != nullptr && below != nullptr) {
      continue_path(*below, *then, joint.path + entry.key, diagnostics);
    } else if (joins) {
      const std::string path = joint.path + entry.key;
      if (entry.value.entries.empty() && !below->entries.empty())
        diagnostics.warning(entry.value.mark, path, "an empty map has no effect here; ~ removes the previous entries");
      if (joint.in_rule) below->mark = entry.value.mark;  // errors between its keys are here
      merge_inside(*below, entry.value,
                   {joint.named_entries ? joint.table : in.table.get(), in.named_entries, false,
                    joint.in_rule || joint.path == "rules.", path + "."},
                   diagnostics);
    } else if (below != nullptr) {
      *below = entry.value;
    } else {
      base.entries.push_back(entry);
    }
  }
}

/// The error message if an override sets a key of an entry that does not exist: a typing error would otherwise create
/// an entry with a single key.
std::string missing_entry(const Value& root, const std::string& path) {
  const auto map_end = path.find('.');
  const auto name_end = map_end == std::string::npos ? map_end : path.find('.', map_end + 1);
  if (name_end == std::string::npos) return "";
  const std::string map = path.substr(0, map_end);
  const std::string name = path.substr(map_end + 1, name_end - map_end - 1);
  if (!inside(scenario_table().get(), map, true).named_entries) return "";
  const Value* entries = root.find(map);
  if (entries != nullptr && entries->find(name) != nullptr) return "";
  std::vector<std::string> names;
  if (entries != nullptr) {
    for (const auto& entry : entries->entries) names.push_back(entry.key);
  }
  return fmt::format("no '{}' among {}{}; to create it, set the complete entry: {}.{}={{...}}", name, map,
                     did_you_mean(name, names), map, name);
}

}  // namespace

void merge_layer(Value& base, const Value& over, Diagnostics& diagnostics) {
  merge_inside(base, over, {scenario_table().get(), false, true, false, ""}, diagnostics);
}

Layers read_layers(const fs::path& file, const Tree& tree, Diagnostics& diagnostics, std::vector<Input>& inputs) {
  LayerReader reader(tree, diagnostics, inputs);
  Value merged = reader.read(file, {file.string(), 0, 0});
  return {std::move(merged), reader.take_base()};
}

void apply_settings(Value& root, const std::vector<std::string>& settings, Diagnostics& diagnostics) {
  for (const auto& setting : settings) {
    const auto equals = setting.find('=');
    const std::string path = setting.substr(0, equals);
    const std::string where = "--set " + setting;
    if (equals == std::string::npos || !is_path(path)) {
      diagnostics.error({where, 0, 0}, "", "expected path=value, where path is keys joined by dots");
      continue;
    }
    Value value = parse_yaml(setting.substr(equals + 1), where, diagnostics, Lines::none);
    value.mark = {where, 0, 0};
    if (value.left_empty) {
      diagnostics.error(
          value.mark, path,
          fmt::format("the value is empty (an unset variable?); {}=~ removes what the scenario sets", path));
    } else {
      apply_value(root, path, value, diagnostics);
    }
  }
}

void apply_value(Value& root, const std::string& path, const Value& value, Diagnostics& diagnostics) {
  if (!is_path(path)) {
    diagnostics.error(value.mark, "", fmt::format("'{}' is not a path; expected keys joined by dots", path));
  } else if (const auto missing = missing_entry(root, path); !missing.empty() && !diagnostics.is_incomplete()) {
    diagnostics.error(value.mark, path, missing);
  } else {
    merge_layer(root, nested(path, value), diagnostics);
  }
}

Value as_map(Value root, const std::string& file, Diagnostics& diagnostics, const char* what) {
  if (root.kind == Value::Kind::map || diagnostics.is_incomplete()) return root;
  const Mark start = root.kind == Value::Kind::null ? Mark{file, 1, 1} : root.mark;
  const auto expected = fmt::format("expected a {}: a map of keys", what);
  diagnostics.incomplete(start, "", root.kind == Value::Kind::null ? "the file is empty; " + expected : expected);
  return {};
}

std::string content_hash(const std::string& bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace entrepot::scenario
