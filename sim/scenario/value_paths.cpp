#include "value_paths.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "entrepot/scenario/tables.hpp"
#include "entrepot/scenario/yaml_tree.hpp"

namespace entrepot::scenario {

const Value* find_path(const Value& root, const std::string& path) {
  const Value* here = &root;
  for (std::size_t begin = 0; here != nullptr && begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    here = here->find(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return here;
}

Value default_at(const std::string& path, Diagnostics& diagnostics) {
  std::shared_ptr<const AnyTable> table = scenario_table();
  bool names_entry = false;  // whether the next key is a name in a map
  std::optional<std::string> fallback;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string key = path.substr(begin, end - begin);
    begin = end + 1;
    if (std::exchange(names_entry, false)) continue;
    if (table == nullptr) return {};
    const auto rows = table->rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.description.key == key; });
    if (row == rows.end()) return {};
    names_entry = row->description.type == ParameterType::map;
    fallback = row->inner == nullptr ? row->description.fallback : std::nullopt;
    table = row->inner;
  }
  return fallback ? parse_yaml(*fallback, "default of " + path, diagnostics) : Value{};
}

}  // namespace entrepot::scenario
