#include "entrepot/report/parameter_ends.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace entrepot::report {
namespace {

using Row = std::pair<double, double>;  // value of the parameter, mean of the output

double mean_of(std::span<const Row> rows) {
  double sum = 0;
  for (const auto& row : rows) sum += row.second;
  return sum / static_cast<double>(rows.size());
}

ParameterEnds of_categories(const sweep::FactorInfo& parameter, std::span<const Row> rows) {
  std::map<double, std::vector<Row>> by_category;
  for (const auto& row : rows) by_category[row.first].push_back(row);
  const auto less = [](const auto& a, const auto& b) { return mean_of(a.second) < mean_of(b.second); };
  const auto [low, high] = std::minmax_element(by_category.begin(), by_category.end(), less);
  return {mean_of(low->second), mean_of(high->second), parameter.text(low->first), parameter.text(high->first)};
}

}  // namespace

ParameterEnds parameter_ends(const sweep::FactorInfo& parameter, std::span<const double> values,
                             std::span<const double> means) {
  std::vector<Row> rows;
  for (std::size_t row = 0; row < means.size(); ++row) {
    if (!std::isnan(means[row])) rows.emplace_back(values[row], means[row]);
  }
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (rows.empty()) return {none, none, "", ""};
  if (parameter.categorical()) return of_categories(parameter, rows);
  std::sort(rows.begin(), rows.end());
  constexpr std::size_t parts = 4;
  const std::size_t count = std::max<std::size_t>(1, rows.size() / parts);
  const auto lowest = std::span(rows).first(count);
  const auto highest = std::span(rows).last(count);
  return {mean_of(lowest), mean_of(highest), "up to " + parameter.text(lowest.back().first),
          "from " + parameter.text(highest.front().first)};
}

ParameterEnds ends_from_pairs(const sweep::FactorInfo& parameter, std::span<const double> values,
                              std::span<const double> units, std::span<const double> means, const PairedRows& rows) {
  double products = 0;
  double squares = 0;
  const auto add = [&](std::size_t from, std::size_t to) {
    const double change = means[to] - means[from];
    if (std::isnan(change)) return;
    const double step = units[to] - units[from];
    products += step * change;
    squares += step * step;
  };
  for (std::size_t a = 0; a + rows.block <= means.size(); a += rows.block) {
    const std::size_t ab = a + 2 + rows.group;
    add(a, ab);
    if (rows.block == 2 + 2 * rows.groups) add(a + 1, ab + rows.groups);
  }
  auto ends = parameter_ends(parameter, values, means);
  if (squares == 0) return ends;
  double sum = 0;
  double known = 0;
  for (const double mean : means) {
    if (std::isnan(mean)) continue;
    sum += mean;
    ++known;
  }
  constexpr double from_the_middle = 0.375;  // to the middle of the outer quarters
  ends.low = sum / known - from_the_middle * products / squares;
  ends.high = sum / known + from_the_middle * products / squares;
  return ends;
}

}  // namespace entrepot::report
