#pragma once

#include <string>

#include "entrepot/scenario/reading.hpp"

namespace entrepot::experiment {

/// Checks the spelling of the measures (one text, or a list) under `key` of an entry, and reports each error at its
/// place. Nothing if the key is missing.
void check_measures(scenario::Reading& reading, const scenario::Value& entry, const char* key, const std::string& path);

}  // namespace entrepot::experiment
