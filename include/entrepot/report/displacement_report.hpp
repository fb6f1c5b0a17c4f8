#pragma once
// A displacement as text and as JSON.

#include <nlohmann/json.hpp>
#include <string>

#include "entrepot/experiment/displacement.hpp"

namespace entrepot::report {

/// What moved and what stopped, in a few plain sentences on one line.
std::string displacement_answer(const experiment::PairedRuns& runs, const experiment::Displacement& found);

/// For a person: at most about 100 columns.
std::string displacement_text(const experiment::PairedRuns& runs, const experiment::Displacement& found);

/// Of two runs that never differ.
std::string no_difference_text(const experiment::PairedRuns& runs);

/// For programs: everything, unrounded; null for what does not exist.
nlohmann::ordered_json displacement_json(const experiment::PairedRuns& runs, const experiment::Displacement& found);

}  // namespace entrepot::report
