#pragma once
// The outputs in tables and pages that compare policies with a reference, and the preferred direction of each.

#include <optional>
#include <string>
#include <vector>

namespace entrepot::report {

/// Outputs of a comparison table, in the syntax of --outputs.
std::vector<std::string> comparison_outputs(const std::vector<std::string>& vendors);

/// Outputs of a cost table: leakage avoided, and its cost to vendors, buyers and the authority.
std::vector<std::string> cost_outputs(const std::vector<std::string>& vendors);

/// Whether the controls aim at less or more of an output; none if neither.
enum class Direction { minimise, maximise };
std::optional<Direction> preferred_direction(const std::string& output);

}  // namespace entrepot::report
