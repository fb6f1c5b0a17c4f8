#pragma once
// What is computed for the tables and pages that show policies beside a reference: which outputs, and which way each is
// better. Python lays the numbers out.

#include <optional>
#include <string>
#include <vector>

namespace entrepot::report {

/// Outputs of a comparison table, as --outputs takes them.
std::vector<std::string> comparison_outputs(const std::vector<std::string>& vendors);

/// Outputs of a cost sheet: leakage avoided, and what it costs vendors, buyers and the authority.
std::vector<std::string> cost_outputs(const std::vector<std::string>& vendors);

/// Whether less or more of an output is better from the view of the controls; none for what has no such direction.
enum class Direction { minimise, maximise };
std::optional<Direction> preferred_direction(const std::string& output);

}  // namespace entrepot::report
