#pragma once
// Scenario values other than plain numbers: distributions over agents, series over dates, shares.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot::scenario {

/// An attribute of the agents of a group: a constant, or a distribution from which every agent draws once.
/// In YAML: `3`, `{uniform: [1, 5]}`, `{normal: {mean: 3, sd: 1}}`, `{lognormal: {median: 3, sigma: 0.5}}`,
/// `{beta: {mean: 0.3, concentration: 10}}`, `{exponential: {mean: 2}}`. Draws are clamped to the parameter's range.
struct Distribution {
  enum class Kind { constant, uniform, normal, lognormal, beta, exponential };
  Kind kind = Kind::constant;
  double a = 0;  ///< constant; lower bound; mean; median; mean; mean
  double b = 0;  ///< -; upper bound; standard deviation; sigma of the log; concentration (alpha + beta); -
  double min = -1e300;
  double max = 1e300;

  /// One draw, by inversion of one uniform number (keeps common random numbers aligned).
  [[nodiscard]] double sample(Draws& draws) const;
  [[nodiscard]] double mean() const;
};

/// A quantity over time, linear between its dates and constant outside them. In YAML, a constant or a map from date to
/// number.
class Series {
 public:
  struct Point {
    Date date;
    double value;
  };
  Series() = default;
  explicit Series(double constant) : constant_(constant) {}
  explicit Series(std::vector<Point> points) : points_(std::move(points)) {}
  [[nodiscard]] double at(Date date) const;
  /// The same path, every value times a factor.
  [[nodiscard]] Series scaled(double factor) const;
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }

 private:
  double constant_ = 0;
  std::vector<Point> points_;
};

/// Lists of names by the day from which each replaces the one before.
using DatedTexts = std::map<Date, std::vector<std::string>>;

/// Weights by name, e.g. the locations of a group's agents: `{US: 0.7, JP: 0.3}`, or a single name. Sorted by name.
using Shares = std::map<std::string, double>;

/// A scenario value with its evidence: `{value: 99, source: "...", grade: B}`.
struct Fact {
  std::string path;   ///< dotted path of the parameter
  std::string value;  ///< as written
  std::string source;
  std::string grade;  ///< A official, B named research or press, C rough; empty if not given
  std::string note;
  std::string where;  ///< file:line:column
};

}  // namespace entrepot::scenario
