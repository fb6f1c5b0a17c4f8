#pragma once
// Units in which a number may be written instead of a parameter's own.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot::scenario {

/// The number in these digits, converted to the parameter's unit; nullopt if its unit cannot be converted.
std::optional<double> converted(double number, std::string_view digits, const std::string& unit,
                                const std::string& wanted);
/// The same for a number without digits of its own.
std::optional<double> converted(double number, const std::string& unit, const std::string& wanted);

/// A unit and those that can be converted to it.
std::vector<std::string> units_of(const std::string& wanted);

}  // namespace entrepot::scenario
