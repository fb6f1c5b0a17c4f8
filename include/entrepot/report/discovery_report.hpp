#pragma once
// Scenario discovery: the parameter ranges of a sweep in which a condition holds.

#include <nlohmann/json.hpp>
#include <string>

#include "entrepot/report/sweep_view.hpp"

namespace entrepot::report {

struct DiscoveryRequest {
  std::string where;    ///< condition
  int boxes = 1;        ///< maximum number
  double coverage = 0;  ///< minimum; 0: the knee of the trajectory
};

/// Both throw Error (bad input) if the sweep varies no parameters, and if the condition holds in no run or in all.
std::string discovery_text(const SweepView& sweep, const DiscoveryRequest& request);
nlohmann::ordered_json discovery_json(const SweepView& sweep, const DiscoveryRequest& request);

}  // namespace entrepot::report
