#pragma once
// An open result file with the name that messages use for it.

#include <string>

#include "entrepot/results/reader.hpp"

namespace entrepot::experiment {

struct NamedResult {
  std::string name;
  const results::ResultFile* file;
};

}  // namespace entrepot::experiment
