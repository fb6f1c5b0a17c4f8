#pragma once
// A quantity that a sweep varies.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/analysis/design/marginal.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/variation.hpp"

namespace entrepot::sweep {

enum class FactorKind : std::uint8_t { number, integer, category, date };

/// An uncertain parameter, or a lever of policy.
struct Factor {
  std::string name;
  std::vector<std::string> paths;  ///< of the scenario, all set to the same value
  std::string group;               ///< factors of a group are judged together; its own name if it has none
  FactorKind kind = FactorKind::number;
  bool scales = false;                            ///< its values multiply what the scenario has
  std::optional<design::Marginal> marginal = {};  ///< none for what has levels only
  std::vector<double> levels = {};                ///< numbers, days since 1970, or rows of `categories`
  std::vector<scenario::Value> categories = {};   ///< of a categorical factor, as written
  std::string form = {};                          ///< its distribution or levels, as written
  std::string source = {};
  std::string grade = {};
  scenario::Mark mark = {};

  /// The value at a point of the unit interval: a number, days since 1970, or a row of `categories`.
  [[nodiscard]] double value_at(double u) const;
  /// A value as text: a number, a date, a category.
  [[nodiscard]] std::string text(double value) const;
  /// What a value changes of the scenario. Errors in it are reported at `from`, or at the factor if that is no place.
  [[nodiscard]] std::vector<scenario::Change> changes(double value, const scenario::Mark& from = {}) const;
};

/// Which forms a factor may be given in.
enum class Form : std::uint8_t {
  any,     ///< a distribution or levels
  levels,  ///< levels, listed or in steps
  none,    ///< the values stand elsewhere
};

/// Read one entry of `parameters` or `levers`; what is wrong is reported.
Factor read_factor(scenario::Reading& reading, const std::string& name, const scenario::Value& entry,
                   const std::string& path, Form form);

/// A value of a row of a list or a CSV file: a number, a date, or a category, which is added if it is new and the
/// factor declares none. Reported if it is not of the factor's kind, or not in the range or among the levels that it
/// declares.
double read_level(scenario::Reading& reading, Factor& factor, const scenario::Value& value, const std::string& path);

/// Whether a value is `~`, which is reported: sweep and calibration files extend no others from which to remove a key.
/// (parse_yaml reports keys without a value.)
bool is_refused_null(scenario::Reading& reading, const scenario::Value* value, const std::string& path);

}  // namespace entrepot::sweep
