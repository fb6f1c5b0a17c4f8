#pragma once
// The canonical form of a scenario, under construction.

#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/reading.hpp"

namespace entrepot::scenario {

class CanonicalForm {
 public:
  std::vector<std::string> lines;
  Diagnostics ignored{};  ///< keys without a default; the scenario's own were checked when it was read
  Reading defaults{ignored};
};

}  // namespace entrepot::scenario
