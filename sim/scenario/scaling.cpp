#include "scaling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "entrepot/scenario/reading.hpp"
#include "value_paths.hpp"

namespace entrepot::scenario {
namespace {

using Kind = Value::Kind;

// Whether scaling leaves a key unchanged: relative widths of distributions, and evidence.
bool is_scale_free(const std::string& key) {
  static const std::set<std::string> keys{"sigma", "concentration", "source", "grade",
                                          "note",  "evidence",      "range",  "range_factor"};
  return keys.contains(key);
}

/// Multiplies a number, which may have a unit after it: `3 BUSD/year`.
bool scale_number(Value& value, double factor) {
  const auto space = value.text.find(' ');
  Value number = value;
  number.text = value.text.substr(0, space);
  const auto parsed = number_of(number);
  if (!parsed) return false;
  const std::string unit = space == std::string::npos ? "" : value.text.substr(space);
  value.text = fmt::format("{}{}", *parsed * factor, unit);
  return true;
}

std::string why_constant(const Value& constant, const ScaleStart& from, const std::string& path) {
  return fmt::format(
      "'from' needs a path of dates, and '{}' is constant; write it as {{{}: {}, {}: {}}}, or remove 'from' to "
      "scale it always",
      path, from.date.iso(), constant.text, (from.date + 1).iso(), constant.text);
}

/// The path of these points in the parameter's unit; nullopt for an invalid one, which the reader of the scenario
/// reports.
std::optional<Series> read_series(const Value& points, const std::string& path, const Description& description) {
  Diagnostics ignored;
  Reading reading(ignored);
  Series series;
  read_value(reading, points, path, description, series);
  return ignored.errors() == 0 ? std::optional(series) : std::nullopt;
}

/// Adds a point with the path's own value on the date, in the parameter's unit.
void add_point(Value& points, const Series& series, const ScaleStart& from) {
  Value value;
  value.kind = Kind::scalar;
  value.mark = from.mark;
  value.text = fmt::format("{}", series.at(from.date));
  const auto later = std::find_if(points.entries.begin(), points.entries.end(),
                                  [&](const Value::Entry& point) { return point.key > from.date.iso(); });
  points.entries.insert(later, {from.date.iso(), from.mark, value});
}

}  // namespace

std::optional<double> number_of(const Value& value) {
  if (value.kind != Kind::scalar || value.quoted) return std::nullopt;
  double number = 0;
  const char* end = value.text.data() + value.text.size();
  const auto [rest, code] = std::from_chars(value.text.data(), end, number);
  if (code != std::errc{} || rest != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool scale(Value& value, double factor) {
  if (value.kind == Kind::scalar) return scale_number(value, factor);
  bool scaled = value.kind != Kind::null;
  for (auto& item : value.items) scaled = scale(item, factor) && scaled;
  for (auto& entry : value.entries) {
    if (!is_scale_free(entry.key)) scaled = scale(entry.value, factor) && scaled;
  }
  return scaled;
}

std::string scale_after(Value& value, double factor, const ScaleStart& from, const std::string& path) {
  const auto row = row_at(path);
  if (!row || row->description.type != ParameterType::series)
    return fmt::format("'from' needs a path of dates, and '{}' takes none; remove 'from'", path);
  Value* annotated = value.find("value");
  Value& points = annotated != nullptr ? *annotated : value;
  if (points.kind == Kind::scalar) return why_constant(points, from, path);
  const auto series = read_series(points, path, row->description);
  if (!series) return "";
  const Date last = series->points().back().date;
  if (last <= from.date)
    return fmt::format("no point of '{}' is after {}; the last is on {}", path, from.date.iso(), last.iso());
  for (auto& point : points.entries) {
    // ISO dates are in the order of their text.
    if (point.key > from.date.iso() && !scale_number(point.value, factor))
      return "only numbers, distributions and series can be scaled";
  }
  if (points.find(from.date.iso()) == nullptr) add_point(points, *series, from);
  return "";
}

}  // namespace entrepot::scenario
