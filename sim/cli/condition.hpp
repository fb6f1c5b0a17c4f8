#pragma once
// A condition on an output, as the command line has it: OUTPUT<LIMIT or OUTPUT>LIMIT, with spaces anywhere.

#include <string>

#include "entrepot/analysis/decision/runs.hpp"

namespace entrepot::cli {

/// A condition before its output was looked up.
struct ConditionText {
  std::string output;
  decision::Condition::Side side = decision::Condition::Side::below;
  std::string limit;  ///< a number, and perhaps a unit after it
};

/// Throws Error (bad input) that says what was expected.
ConditionText parse_condition(const std::string& text);

/// How the number of a limit is read.
enum class LimitOf : std::uint8_t {
  output,       ///< in the output's unit; in percent if that is a ratio
  lowest_level  ///< a share of what the output is at the lowest level of a lever
};

/// The limit as a number in the output's unit, a percentage as a share. Throws Error (bad input) for what is no number,
/// and for a unit that the output does not have.
double limit_of(const ConditionText& condition, const std::string& unit, LimitOf of);

/// "leakage_rate<1%".
std::string condition_text(const ConditionText& condition);

}  // namespace entrepot::cli
