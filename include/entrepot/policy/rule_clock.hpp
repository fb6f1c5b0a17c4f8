#pragma once
// The rules of one replicate as its weeks go by: dated rules come and go with the calendar, triggered ones with what is
// observed.

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "entrepot/policy/rule_book.hpp"

namespace entrepot::policy {

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
  /// The rules whose triggers are set off now.
  [[nodiscard]] const SetOff& set_off() const { return set_off_; }

 private:
  /// Where a rule with a trigger stands.
  struct Watch {
    RuleId rule;
    JurisdictionId place;
    Week due = no_week;  ///< threshold passed; in force from this week on
  };
  static constexpr Week no_week = -1;
  void look(Watch& watch, Week week, const Observe& observe);
  const RuleTable& table(Week week);

  const RuleBook& book_;
  std::vector<Watch> watches_;
  SetOff set_off_;
  std::map<std::pair<std::size_t, SetOff>, std::unique_ptr<RuleTable>> kept_;
  const RuleTable* current_ = nullptr;
  bool changed_ = false;
};

}  // namespace entrepot::policy
