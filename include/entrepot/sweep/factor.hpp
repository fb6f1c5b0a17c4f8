#pragma once
// Factors: the quantities that a sweep varies.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/analysis/design/marginal.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/variation.hpp"

namespace entrepot::sweep {

enum class FactorKind : std::uint8_t { number, integer, category, date };

/// How strongly a parameter depends on a common factor, a standard normal that several parameters share.
struct Loading {
  std::string common_factor;
  double value = 0;  ///< correlation of the parameter, as a normal, with the common factor
  scenario::Mark mark = {};
};

/// An uncertain parameter, or a lever of policy.
struct Factor {
  std::string name;
  std::vector<std::string> paths;  ///< of the scenario, all set to the same value
  std::string group;  ///< factors of a group share one sensitivity index; the factor's name if none is given
  FactorKind kind = FactorKind::number;
  bool scales = false;                            ///< whether its values multiply the scenario's value
  std::optional<scenario::ScaleStart> from = {};  ///< if it scales: only the points of a dated path after this date
  std::vector<Loading> loadings = {};             ///< on common factors
  std::optional<design::Marginal> marginal = {};  ///< nullopt for a factor with levels only
  std::vector<double> levels = {};                ///< numbers, days since 1970, or rows of `categories`
  std::vector<scenario::Value> categories = {};   ///< categories as written
  std::string form = {};                          ///< distribution or levels, as written
  std::string source = {};
  std::string grade = {};
  scenario::Mark mark = {};

  /// The value at a point of the unit interval: a number, days since 1970, or a row of `categories`.
  [[nodiscard]] double value_at(double u) const;
  /// A value as text: a number, a date, a category.
  [[nodiscard]] std::string text(double value) const;
  /// The scenario changes for a value. Errors in them are reported at `written_at`, or at the factor if that is
  /// empty.
  [[nodiscard]] std::vector<scenario::Change> changes(double value, const scenario::Mark& written_at = {}) const;
};

/// Allowed notations of a factor.
enum class Form : std::uint8_t {
  any,     ///< a distribution or levels
  levels,  ///< levels, listed or in steps
  none,    ///< no values; they are given elsewhere
};

/// Reads one entry of `parameters` or `levers` and reports its errors.
Factor read_factor(scenario::Reading& reading, const std::string& name, const scenario::Value& entry,
                   const std::string& path, Form form);

/// Reads a value of a design row from a list or CSV file: a number, a date, or a category, which is added if new and
/// the factor declares none. Reports a value of another kind, or one outside the declared range or levels.
double read_level(scenario::Reading& reading, Factor& factor, const scenario::Value& value, const std::string& path);

/// Reports `~` and returns whether the value is one: sweep and calibration files do not extend others, so there is
/// nothing to remove. (parse_yaml reports keys without a value.)
bool is_refused_null(scenario::Reading& reading, const scenario::Value* value, const std::string& path);

}  // namespace entrepot::sweep
