#pragma once
// The rules in force in one replicate, week by week: dated rules follow the calendar, triggered ones the observed data.

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "entrepot/core/fields.hpp"
#include "entrepot/model/policy/rule_book.hpp"

namespace entrepot::policy {

struct RuleWatch {
  static constexpr Week no_week = -1;
  ENTREPOT_TABLE(RuleWatch, "State of a rule with a trigger.");
  ENTREPOT_FIELD(rule, "rule", "Rule with the trigger.", RuleId);
  ENTREPOT_FIELD(place, "place", "Place that its trigger observes.", JurisdictionId);
  ENTREPOT_FIELD_FROM(no_week, due, "week", "First week in force, once the threshold is exceeded.", Week);
};

struct ClockFace {
  static constexpr Week not_begun = -1;
  ENTREPOT_TABLE(ClockFace, "State of a rule clock between weeks.");
  ENTREPOT_FIELD(watches, "rules", "Rules with triggers.", std::vector<RuleWatch>);
  ENTREPOT_FIELD(set_off, "yes or no", "Whether each rule's trigger condition is met.", SetOff);
  ENTREPOT_FIELD_FROM(not_begun, week, "week", "Last week processed.", Week);
};

/// A rule whose trigger was set off this week, or is so no longer.
struct TriggerChange {
  RuleId rule;
  bool set_off;
};

/// Returns the present value of an observed quantity; `place` is none for quantities without one.
using Observe = std::function<double(scenario::Observable, JurisdictionId place)>;

class RuleClock {
 public:
  /// Keeps references to both.
  RuleClock(const RuleBook& book, const world::Jurisdictions& jurisdictions);

  /// Evaluates the triggers and returns the rules of the week. Weeks must be passed in order, from 0.
  const RuleTable& advance(Week week, const Observe& observe);
  /// Whether this week's rules differ from those of the previous week.
  [[nodiscard]] bool changed() const { return changed_; }
  /// What changed this week, by row of the rule.
  [[nodiscard]] const std::vector<TriggerChange>& trigger_changes() const { return trigger_changes_; }

 private:
  friend struct Fields<RuleClock>;
  void look(RuleWatch& watch, Week week, const Observe& observe);
  const RuleTable& table(Week week);

  const RuleBook& book_;
  ClockFace face_;
  std::map<std::pair<std::size_t, SetOff>, std::unique_ptr<RuleTable>> kept_;  ///< compiled on demand
  bool changed_ = false;                                                       ///< updated every week
  std::vector<TriggerChange> trigger_changes_;                                 ///< likewise
};

}  // namespace entrepot::policy

namespace entrepot {

/// Everything else is derived from the book and the face.
template <>
struct Fields<policy::RuleClock> {
  static constexpr auto all = std::tuple{field("face", &policy::RuleClock::face_)};
};

}  // namespace entrepot
