#include "entrepot/experiment/measures_in_file.hpp"

#include <fmt/format.h>

#include <vector>

#include "entrepot/core/error.hpp"
#include "entrepot/experiment/measure.hpp"

namespace entrepot::experiment {

void check_measures(scenario::Reading& reading, const scenario::Value& entry, const char* key,
                    const std::string& path) {
  const scenario::Value* given = entry.find(key);
  if (given == nullptr) return;
  std::vector<scenario::Value> texts = given->items;
  if (given->kind == scenario::Value::Kind::scalar) texts.push_back(*given);
  for (const auto& text : texts) {
    try {
      static_cast<void>(parse_measure(text.text));
    } catch (const Error& wrong) {
      reading.error(text, fmt::format("{}.{}", path, key), wrong.what());
    }
  }
}

}  // namespace entrepot::experiment
