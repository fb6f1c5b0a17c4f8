#include "entrepot/scenario/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace entrepot::scenario {

std::string place_of(const Mark& mark) {
  return mark.line > 0 ? fmt::format("{}:{}:{}", mark.file, mark.line, mark.column) : mark.file;
}

const Value* Value::find(const std::string& key) const {
  for (const auto& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

Value* Value::find(const std::string& key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

void Value::erase(const std::string& key) {
  std::erase_if(entries, [&](const Entry& entry) { return entry.key == key; });
}

}  // namespace entrepot::scenario
