#pragma once
// The lever level that meets a target.

#include <nlohmann/json.hpp>
#include <string>

#include "entrepot/report/sweep_view.hpp"

namespace entrepot::report {

struct ThresholdRequest {
  std::string lever;         ///< the only one if empty
  std::string target;        ///< condition
  double probability = 0.9;  ///< with which the target must be met
  bool mean = false;         ///< require it of the mean instead
  bool relative = false;     ///< the output is a share of its value at the lowest level
  std::string frontier;      ///< second lever: find the threshold for each of its levels
};

std::string threshold_text(const SweepView& sweep, const ThresholdRequest& request);
nlohmann::ordered_json threshold_json(const SweepView& sweep, const ThresholdRequest& request);

}  // namespace entrepot::report
