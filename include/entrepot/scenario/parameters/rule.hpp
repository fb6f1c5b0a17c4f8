#pragma once
// What every dated rule has.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "entrepot/core/calendar.hpp"

namespace entrepot::policy {
struct Contributions;
struct RuleContext;
}  // namespace entrepot::policy

namespace entrepot::scenario {

class CanonicalForm;

/// The parameters of a rule, of the type that its instrument declares. Nobody needs to know that type: they say what
/// they contribute themselves.
class RuleParameters {
 public:
  RuleParameters() = default;
  RuleParameters(const RuleParameters&) = delete;
  RuleParameters& operator=(const RuleParameters&) = delete;
  virtual ~RuleParameters() = default;
  /// Adds what the rule contributes while it is in force.
  virtual void contribute(const policy::RuleContext& context, policy::Contributions& contributions) const = 0;
  /// Adds what differs from the defaults.
  virtual void add(CanonicalForm& form, const std::string& path) const = 0;
};

/// What the world can see, and rules can be made to wait for.
enum class Observable { nothing, hub_import_growth, hub_import_load, billing_growth, street_premium, seized_units };

/// A rule with a trigger is in force only once an observed quantity has passed a threshold, and until it falls below
/// another.
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
    row("observe", &T::observe, {.fallback = "nothing", .choices = {"nothing", "hub_import_growth", "hub_import_load", "billing_growth", "street_premium", "seized_units"}, .meaning = "Observed quantity, as published by then (the table `observation` has the lags): a place's declared imports of the last twelve published months over those of the twelve before; the same imports over what its data centres can take; the revenue billed to it in the last published quarters that name it, over that of a year before; the mean reported premium of the last three published months; units seized in the last twelve published months."});
    row("place", &T::place, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Where it is observed; not needed for premium and seizures."});
    row("above", &T::above, {.unit = "ratio or units", .fallback = "0", .meaning = "The rule comes into force once the quantity is above this."});
    row("until_below", &T::until_below, {.unit = "ratio or units", .meaning = "It is lifted once the quantity is below this; never, if left out."});
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
  Trigger trigger;
  std::string source;
  std::string grade;
  std::shared_ptr<const RuleParameters> parameters;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("instrument", &Rule::instrument, {.meaning = "Kind of rule."});
    row("announced", &Rule::announced, {.meaning = "Day it became known; the effective day, if left out."});
    row("effective", &Rule::effective, {.meaning = "First day in force."});
    row("ends", &Rule::ends, {.meaning = "First day no longer in force."});
    row("withdrawn", &Rule::withdrawn, {.meaning = "Day on which it was withdrawn: from then on nobody counts on it, and it is not in force."});
    row("trigger", &Rule::trigger, {.meaning = "What the rule waits for, between its dates."});
    row("source", &Rule::source, {.fallback = "''", .meaning = "Where the rule is published.", .outside_identity = true});
    row("grade", &Rule::grade, {.fallback = "''", .choices = {"", "A", "B", "C"}, .meaning = "Grade of that source.", .outside_identity = true});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
