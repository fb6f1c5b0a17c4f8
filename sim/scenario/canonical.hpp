#pragma once
// The canonical form of a scenario that is being written.

#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/reading.hpp"

namespace entrepot::scenario {

class CanonicalForm {
 public:
  std::vector<std::string> lines;
  Diagnostics unheard{};  ///< keys without a default; those of the scenario were checked when it was read
  Reading defaults{unheard};
};

}  // namespace entrepot::scenario
