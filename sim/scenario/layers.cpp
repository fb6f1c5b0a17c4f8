#include "layers.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "entrepot/scenario/tables.hpp"
#include "yaml_tree.hpp"

namespace entrepot::scenario {
namespace {

namespace fs = std::filesystem;

/// Whether the key holds named entries or a record, i.e. something that layers join inside.
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
  LayerReader(Diagnostics& diagnostics, std::vector<Input>& inputs) : diagnostics_(diagnostics), inputs_(inputs) {}

  Value read(const fs::path& file, const Mark& from) {
    const fs::path real = fs::weakly_canonical(file);
    if (std::find(reading_.begin(), reading_.end(), real) != reading_.end()) {
      diagnostics_.error(from, "extends", fmt::format("'{}' extends itself", file.string()));
      return {};
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream || fs::is_directory(file)) {
      diagnostics_.error(from, "", fmt::format("cannot read '{}'", file.string()));
      return {};
    }
    std::ostringstream text;
    text << stream.rdbuf();
    inputs_.push_back({file.string(), content_hash(text.str())});
    Value own = parse_yaml(text.str(), file.string(), diagnostics_);
    if (own.kind != Value::Kind::map) {
      if (own.kind != Value::Kind::null) diagnostics_.error(own.mark, "", "a scenario is a map of keys");
      return {};
    }
    reading_.push_back(real);
    Value merged = read_bases(own, file);
    reading_.pop_back();
    own.erase("extends");
    lay_over(merged, own, scenario_table().get(), false);
    merged.mark = own.mark;
    return merged;
  }

 private:
  Value read_bases(const Value& own, const fs::path& file) {
    Value merged;
    merged.kind = Value::Kind::map;
    const Value* extends = own.find("extends");
    if (extends == nullptr) return merged;
    const std::vector<Value> bases =
        extends->kind == Value::Kind::sequence ? extends->items : std::vector<Value>{*extends};
    for (const Value& base : bases) {
      if (base.kind != Value::Kind::scalar) {
        diagnostics_.error(base.mark, "extends", "expected the name of a file");
        continue;
      }
      lay_over(merged, read(file.parent_path() / base.text, base.mark), scenario_table().get(), false);
    }
    return merged;
  }

  Diagnostics& diagnostics_;
  std::vector<Input>& inputs_;
  std::vector<fs::path> reading_;
};

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

void lay_inside(Value& base, const Value& over, const AnyTable* table, bool named_entries, bool top) {
  if (over.kind != Value::Kind::map) return;
  for (const auto& entry : over.entries) {
    Value* below = base.find(entry.key);
    if (entry.value.kind == Value::Kind::null) {
      base.erase(entry.key);
      continue;
    }
    const Inside in = named_entries ? Inside{true, false, nullptr} : inside(table, entry.key, top);
    const bool joins =
        in.joins && below != nullptr && below->kind == Value::Kind::map && entry.value.kind == Value::Kind::map;
    if (joins) {
      lay_inside(*below, entry.value, named_entries ? table : in.table.get(), in.named_entries, false);
    } else if (below != nullptr) {
      *below = entry.value;
    } else {
      base.entries.push_back(entry);
    }
  }
}

}  // namespace

void lay_over(Value& base, const Value& over, const AnyTable* table, bool named_entries) {
  lay_inside(base, over, table, named_entries, true);
}

Value read_layers(const fs::path& file, Diagnostics& diagnostics, std::vector<Input>& inputs) {
  return LayerReader(diagnostics, inputs).read(file, {file.string(), 0, 0});
}

void apply_settings(Value& root, const std::vector<std::string>& settings, Diagnostics& diagnostics) {
  for (const auto& setting : settings) {
    const auto equals = setting.find('=');
    const std::string where = "--set " + setting;
    if (equals == std::string::npos || equals == 0) {
      diagnostics.error({where, 0, 0}, "", "expected path=value");
      continue;
    }
    Value value = parse_yaml(setting.substr(equals + 1), where, diagnostics);
    if (value.mark.file.empty()) value.mark.file = where;
    lay_over(root, nested(setting.substr(0, equals), value), scenario_table().get(), false);
  }
}

std::string content_hash(const std::string& bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace entrepot::scenario
