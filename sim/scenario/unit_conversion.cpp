#include "unit_conversion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>

namespace entrepot::scenario {
namespace {

/// Conversion from a unit to a parameter's unit: multiply by `times`, divide by `per`.
struct Conversion {
  const char* from;
  const char* to;
  double times;
  double per;
};

constexpr Conversion conversions[] = {
    {"%", "ratio", 1, 100},
    {"day", "weeks", 1, 7},
    {"days", "weeks", 1, 7},
    {"week", "weeks", 1, 1},
    {"month", "weeks", 52, 12},
    {"months", "weeks", 52, 12},
    {"year", "weeks", 52, 1},
    {"years", "weeks", 52, 1},
    {"weeks", "years", 1, 52},
    {"months", "years", 1, 12},
    {"year", "years", 1, 1},
    {"kUSD", "USD", 1e3, 1},
    {"MUSD", "USD", 1e6, 1},
    {"BUSD", "USD", 1e9, 1},
    {"MUSD/year", "USD/year", 1e6, 1},
    {"BUSD/year", "USD/year", 1e9, 1},
    {"GW", "MW", 1e3, 1},
    {"TB/s", "GB/s", 1e3, 1},
};

/// The number in these digits times a power of ten, rounded once, so that 0.7 % and 0.007 give the same double and the
/// same results.
double times_power_of_ten(std::string_view digits, int power) {
  const std::size_t mark = std::min(digits.find_first_of("eE"), digits.size());
  int exponent = 0;
  std::size_t from = mark + 1;
  if (from < digits.size() && digits[from] == '+') ++from;
  if (from < digits.size()) std::from_chars(digits.data() + from, digits.data() + digits.size(), exponent);
  const std::string text = fmt::format("{}e{}", digits.substr(0, mark), exponent + power);
  double number = std::numeric_limits<double>::infinity();  // for overflow
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The power of ten of a conversion; nullopt if it is not a power of ten, e.g. weeks per year.
std::optional<int> power_of_ten(const Conversion& c) {
  int power = 0;
  double larger = std::max(c.times, c.per);
  const double smaller = std::min(c.times, c.per);
  for (; larger > smaller; larger /= 10) ++power;
  if (larger != smaller) return std::nullopt;
  return c.times < c.per ? -power : power;
}

}  // namespace

std::optional<double> converted(double number, std::string_view digits, const std::string& unit,
                                const std::string& wanted) {
  if (unit.empty() || unit == wanted) return number;
  for (const auto& c : conversions) {
    if (unit != c.from || wanted != c.to) continue;
    const auto power = power_of_ten(c);
    return power ? times_power_of_ten(digits, *power) : number * c.times / c.per;
  }
  return std::nullopt;
}

std::optional<double> converted(double number, const std::string& unit, const std::string& wanted) {
  return converted(number, fmt::format("{}", number), unit, wanted);
}

std::vector<std::string> units_of(const std::string& wanted) {
  std::vector<std::string> units{wanted};
  for (const auto& c : conversions) {
    if (wanted == c.to) units.emplace_back(c.from);
  }
  return units;
}

}  // namespace entrepot::scenario
