#pragma once
// A condition on an output as the command line gives it: OUTPUT<LIMIT or OUTPUT>LIMIT, with spaces anywhere.

#include <cstdint>
#include <string>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::report {

/// A condition whose output has not been looked up yet.
struct ConditionText {
  std::string output;
  decision::Condition::Side side = decision::Condition::Side::below;
  std::string limit;  ///< a number, perhaps followed by a unit
};

/// Throws Error (bad input) that says what was expected.
ConditionText parse_condition(const std::string& text);

/// What a limit is measured in.
enum class LimitOf : std::uint8_t {
  output,       ///< the output's unit; percent if the output is a ratio
  lowest_level  ///< a share of the output at the lowest level of a lever
};

/// The limit in the output's unit; a percentage becomes a share. Throws Error (bad input) unless it is a number in a
/// unit that the output has.
double limit_of(const ConditionText& condition, const std::string& unit, LimitOf of);

/// "leakage_rate<1%".
std::string condition_text(const ConditionText& condition);

}  // namespace entrepot::report
