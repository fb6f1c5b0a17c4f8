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

std::optional<AnyTable::AnyRow> row_at(const std::string& path) {
  std::shared_ptr<const AnyTable> table = scenario_table();
  bool names_entry = false;  // whether the next key is a name in a map
  std::optional<AnyTable::AnyRow> here;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string key = path.substr(begin, end - begin);
    begin = end + 1;
    if (std::exchange(names_entry, false)) continue;
    if (table == nullptr) return std::nullopt;
    const auto rows = table->rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.description.key == key; });
    if (row == rows.end()) return std::nullopt;
    here = *row;
    names_entry = row->description.type == ParameterType::map;
    table = row->inner;
  }
  return here;
}

Value default_at(const std::string& path, Diagnostics& diagnostics) {
  const auto row = row_at(path);
  if (!row || row->inner != nullptr || !row->description.fallback) return {};
  return parse_yaml(*row->description.fallback, "default of " + path, diagnostics);
}

}  // namespace entrepot::scenario
