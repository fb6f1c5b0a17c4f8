#pragma once
// The rules of one replicate as its weeks go by: dated rules come and go with the calendar, triggered ones with what is
// observed.

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
  ENTREPOT_TABLE(RuleWatch, "Where a rule with a trigger stands.");
  ENTREPOT_FIELD(rule, "rule", "The rule.", RuleId);
  ENTREPOT_FIELD(place, "place", "The place that its trigger observes.", JurisdictionId);
  ENTREPOT_FIELD_FROM(no_week, due, "week", "In force from this week on: the threshold was passed.", Week);
};

struct ClockFace {
  static constexpr Week not_begun = -1;
  ENTREPOT_TABLE(ClockFace, "What a clock remembers from week to week.");
  ENTREPOT_FIELD(watches, "rules", "Rules with triggers.", std::vector<RuleWatch>);
  ENTREPOT_FIELD(set_off, "yes or no", "Whether each rule's trigger is set off.", SetOff);
  ENTREPOT_FIELD_FROM(not_begun, week, "week", "The last week it was advanced to.", Week);
};

/// A rule whose trigger was set off this week, or is so no longer.
struct TriggerChange {
  RuleId rule;
  bool set_off;
};

/// The value of an observed quantity now; `place` is none where it needs none.
using Observe = std::function<double(scenario::Observable, JurisdictionId place)>;

class RuleClock {
 public:
  /// Keeps references to both.
  RuleClock(const RuleBook& book, const world::Jurisdictions& jurisdictions);

  /// Look at the triggers, then give the rules of the week. Weeks must come in turn, from 0.
  const RuleTable& advance(Week week, const Observe& observe);
  /// Whether the rules of this week are others than those of the week before.
  [[nodiscard]] bool changed() const { return changed_; }
  /// What changed this week, by row of the rule.
  [[nodiscard]] const std::vector<TriggerChange>& trigger_changes() const { return trigger_changes_; }

 private:
  friend struct Fields<RuleClock>;
  void look(RuleWatch& watch, Week week, const Observe& observe);
  const RuleTable& table(Week week);

  const RuleBook& book_;
  ClockFace face_;
  std::map<std::pair<std::size_t, SetOff>, std::unique_ptr<RuleTable>> kept_;  ///< compiled when first asked for
  bool changed_ = false;                                                       ///< found out anew every week
  std::vector<TriggerChange> trigger_changes_;                                 ///< likewise
};

}  // namespace entrepot::policy

namespace entrepot {

/// All else follows from the book and the face.
template <>
struct Fields<policy::RuleClock> {
  static constexpr auto all = std::tuple{field("face", &policy::RuleClock::face_)};
};

}  // namespace entrepot
