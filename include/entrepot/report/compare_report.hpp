#pragma once
// A comparison as text and as JSON, and numbers in the units that reports print.

#include <nlohmann/json.hpp>
#include <string>

#include "entrepot/experiment/comparison.hpp"

namespace entrepot::report {

std::string compare_text(const experiment::SideBySide& found);
nlohmann::ordered_json compare_json(const experiment::SideBySide& found);

/// A number in its printed unit: percent for ratios, USD m for USD.
std::string in_unit(double value, const std::string& unit);
/// The unit that in_unit prints.
std::string unit_shown(const std::string& unit);
/// "-120 (-150 to -90)".
std::string in_unit(const statistics::Interval& interval, const std::string& unit);

}  // namespace entrepot::report
