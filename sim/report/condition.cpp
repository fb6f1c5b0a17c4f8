#include "entrepot/report/condition.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string_view>

#include "entrepot/core/error.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

constexpr double max_share_of_lowest_level = 10;  // larger numbers are percentages without the sign
constexpr std::string_view operators = "<>=!";
constexpr const char* form = "expected a condition such as leaked_units<15000 or leakage_rate<1%";

[[noreturn]] void refuse(const std::string& text, const std::string& problem) {
  throw Error(fmt::format("'{}': {}", text, problem), ExitCode::bad_input);
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

/// Position of the first comparison operator outside the labels of an output ("revenue[nvidia/bill_to]").
std::size_t find_operator(std::string_view text) {
  int depth = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text[k] == '[') ++depth;
    if (text[k] == ']') --depth;
    if (depth <= 0 && operators.find(text[k]) != std::string_view::npos) return k;
  }
  return std::string_view::npos;
}

bool starts_like_a_number(std::string_view text) {
  const auto digits = text.find_first_not_of("+-.");
  return digits != std::string_view::npos && text[digits] >= '0' && text[digits] <= '9';
}

/// A decimal number at the beginning of a text, and the rest of the text.
struct LeadingNumber {
  double number = 0;
  std::string rest;
};

LeadingNumber leading_number(const std::string& whole, const std::string& text) {
  const std::string_view digits = std::string_view(text).substr(text.front() == '+' ? 1 : 0);
  const auto first = digits.find_first_not_of("-.");
  if (first == std::string_view::npos || digits[first] < '0' || digits[first] > '9')
    refuse(whole, fmt::format("found '{}'; expected a number or a percentage", text));
  LeadingNumber found;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), found.number);
  if (error != std::errc{} || !std::isfinite(found.number))
    refuse(whole, fmt::format("the number '{}' is out of range; expected a number or a percentage", text));
  const std::string_view after(end, static_cast<std::size_t>(digits.data() + digits.size() - end));
  found.rest = trimmed(after);
  const bool unit = after.empty() || after.front() == ' ' || after.front() == '\t' || after.front() == '%';
  const bool joined = !unit && (after.front() == '_' || after.front() == ',' || after.front() == '\'' ||
                                after.front() == '.' || (after.front() >= '0' && after.front() <= '9'));
  if (joined)
    refuse(whole, fmt::format("found '{}'; expected a number such as 15000 or 1.5, without separators", text));
  return found;
}

}  // namespace

ConditionText parse_condition(const std::string& text) {
  const auto at = find_operator(text);
  if (trimmed(text).empty()) refuse(text, fmt::format("the condition is empty; {}", form));
  if (at == std::string::npos) refuse(text, fmt::format("'<' or '>' is missing; {}", form));
  const auto end = std::min(text.find_first_not_of(operators, at), text.size());
  const auto sign = text.substr(at, end - at);
  ConditionText found{trimmed(std::string_view(text).substr(0, at)),
                      sign == "<" ? decision::Condition::Side::below : decision::Condition::Side::above,
                      trimmed(std::string_view(text).substr(end))};
  if (sign != "<" && sign != ">")
    refuse(text, fmt::format("the operator is '{}'; expected a condition with '<' (below) or '>' (above)", sign));
  if (find_operator(found.limit) != std::string::npos)
    refuse(text, fmt::format("it has two comparisons; expected one (give a second condition for a second limit)"));
  if (found.output.empty()) refuse(text, fmt::format("the output is missing; {}", form));
  if (starts_like_a_number(found.output)) refuse(text, fmt::format("the output must be on the left; {}", form));
  if (found.limit.empty())
    refuse(text, fmt::format("the limit is missing; expected a number or a percentage after '{}'", sign));
  return found;
}

double limit_of(const ConditionText& condition, const std::string& unit, LimitOf of) {
  const auto whole = condition_text(condition);
  const auto [number, found] = leading_number(whole, condition.limit);
  const bool share = of == LimitOf::lowest_level || unit == "1";
  if (found == "%" && share) return number / percent;
  if (found.empty() && of == LimitOf::lowest_level && std::fabs(number) > max_share_of_lowest_level) {
    refuse(whole, fmt::format("with --relative the limit is a share of the output at the lowest level; expected a "
                              "percentage such as 90%, or a share such as 0.9"));
  }
  if (found.empty()) return number;
  if (share) refuse(whole, fmt::format("'{}' is not a unit of a share; expected a number or a percentage", found));
  if (found != unit)
    refuse(whole,
           fmt::format("{} is in {}, found '{}'; expected a number without a unit", condition.output, unit, found));
  return number;
}

std::string condition_text(const ConditionText& condition) {
  return condition.output + (condition.side == decision::Condition::Side::below ? "<" : ">") + condition.limit;
}

}  // namespace entrepot::report
