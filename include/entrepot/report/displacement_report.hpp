#pragma once
// A displacement as text and as JSON.

#include <nlohmann/json.hpp>
#include <string>

#include "entrepot/experiment/displacement.hpp"

namespace entrepot::report {

/// The shift of leakage and the share that did not shift, in a few sentences on one line.
std::string displacement_answer(const experiment::PairedRuns& runs, const experiment::Displacement& found);

/// At most about 100 columns wide.
std::string displacement_text(const experiment::PairedRuns& runs, const experiment::Displacement& found);

/// For two runs that never differ.
std::string no_difference_text(const experiment::PairedRuns& runs);

/// All values, unrounded; null for values that do not exist.
nlohmann::ordered_json displacement_json(const experiment::PairedRuns& runs, const experiment::Displacement& found);

}  // namespace entrepot::report
