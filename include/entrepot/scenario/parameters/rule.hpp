#pragma once
// Keys common to all rules, and their triggers.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"

namespace entrepot::policy {
struct Contributions;
struct RuleContext;
}  // namespace entrepot::policy

namespace entrepot::scenario {

class CanonicalForm;

/// The parameters of a rule. Their type is declared by its instrument and known only to it, so they add the rule's
/// contribution themselves.
class RuleParameters {
 public:
  RuleParameters() = default;
  RuleParameters(const RuleParameters&) = delete;
  RuleParameters& operator=(const RuleParameters&) = delete;
  virtual ~RuleParameters() = default;
  /// Days on which its contribution changes while it is in force.
  [[nodiscard]] virtual std::vector<Date> changes() const = 0;
  /// Adds what the rule contributes while it is in force.
  virtual void contribute(const policy::RuleContext& context, policy::Contributions& contributions) const = 0;
  /// Adds the values that differ from the defaults.
  virtual void add(CanonicalForm& form, const std::string& path) const = 0;
};

/// Public indicators that can trigger a rule.
enum class Observable { nothing, hub_import_growth, hub_import_load, billing_growth, street_premium, seized_units };

/// Condition of a triggered rule: it enters into force once an observed quantity exceeds one threshold, and leaves
/// force once the quantity falls below another.
struct Trigger {
  Observable observe;
  std::string place;
  double above;
  std::optional<double> until_below;
  std::int64_t lag_weeks;

  template <class Rows>
  static void rows(Rows& row) {
    using T = Trigger;
    // clang-format off
    row("observe", &T::observe, {.fallback = "nothing", .choices = {"nothing", "hub_import_growth", "hub_import_load", "billing_growth", "street_premium", "seized_units"}, .meaning = "Observed quantity, as published by then (section `observation` has the lags). hub_import_growth: declared imports of the last twelve published months over those of the twelve months before. hub_import_load: the same imports over the capacity of the place's data centres. billing_growth: revenue billed to the place in the last published quarters that name it, over that of a year before. street_premium: mean reported premium of the last three published months. seized_units: units seized in the last twelve published months."});
    row("place", &T::place, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Place that is observed; not needed for street_premium and seized_units."});
    row("above", &T::above, {.unit = "ratio or units", .fallback = "0", .meaning = "The rule enters into force once the quantity exceeds this threshold."});
    row("until_below", &T::until_below, {.unit = "ratio or units", .meaning = "The rule is lifted once the quantity falls below this threshold; never if omitted."});
    row("lag_weeks", &T::lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "0", .meaning = "Time from the observation to the effect."});
    // clang-format on
  }
};

/// A dated rule: its instrument, its dates, and the instrument's own parameters.
struct Rule {
  std::string instrument;
  std::optional<Date> announced;
  Date effective;
  std::optional<Date> ends;
  std::optional<Date> withdrawn;
  std::optional<Date> suspended_from;
  std::optional<Date> suspended_until;
  Trigger trigger;
  std::string source;
  std::string grade;
  std::shared_ptr<const RuleParameters> parameters;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("instrument", &Rule::instrument, {.meaning = "Instrument of the rule."});
    row("announced", &Rule::announced, {.meaning = "Day of its announcement; the effective day if omitted."});
    row("effective", &Rule::effective, {.meaning = "First day in force."});
    row("ends", &Rule::ends, {.meaning = "First day no longer in force."});
    row("withdrawn", &Rule::withdrawn, {.meaning = "Day of its withdrawal. From then on agents do not expect it, and it is not in force."});
    row("suspended_from", &Rule::suspended_from, {.meaning = "First day of a suspension, in which the rule is not in force."});
    row("suspended_until", &Rule::suspended_until, {.meaning = "First day in force again; never if omitted. From the start, agents expect it."});
    row("trigger", &Rule::trigger, {.meaning = "Condition for the rule to be in force, between its dates."});
    row("source", &Rule::source, {.fallback = "''", .meaning = "Publication of the rule.", .outside_identity = true});
    row("grade", &Rule::grade, {.fallback = "''", .choices = {"", "A", "B", "C"}, .meaning = "Grade of that source.", .outside_identity = true});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
