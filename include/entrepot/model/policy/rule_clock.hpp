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

/// Where a rule with a trigger stands.
struct RuleWatch {
  static constexpr Week no_week = -1;
  RuleId rule;
  JurisdictionId place;
  Week due = no_week;  ///< threshold passed; in force from this week on
};

/// What a clock remembers from week to week.
struct ClockFace {
  static constexpr Week not_begun = -1;
  std::vector<RuleWatch> watches;
  SetOff set_off;
  Week week = not_begun;  ///< the last one it was advanced to
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
  /// The rules whose triggers are set off now.
  [[nodiscard]] const SetOff& set_off() const { return face_.set_off; }

 private:
  friend struct Fields<RuleClock>;
  void look(RuleWatch& watch, Week week, const Observe& observe);
  const RuleTable& table(Week week);

  const RuleBook& book_;
  ClockFace face_;
  std::map<std::pair<std::size_t, SetOff>, std::unique_ptr<RuleTable>> kept_;  ///< compiled when first asked for
  bool changed_ = false;                                                       ///< found out anew every week
};

}  // namespace entrepot::policy

namespace entrepot {

template <>
struct Fields<policy::RuleWatch> {
  using T = policy::RuleWatch;
  static constexpr auto all = std::tuple{field("rule", &T::rule), field("place", &T::place), field("due", &T::due)};
};
static_assert(declares_all<policy::RuleWatch>);

template <>
struct Fields<policy::ClockFace> {
  using T = policy::ClockFace;
  static constexpr auto all =
      std::tuple{field("watches", &T::watches), field("set_off", &T::set_off), field("week", &T::week)};
};
static_assert(declares_all<policy::ClockFace>);

/// All else follows from the book and the face.
template <>
struct Fields<policy::RuleClock> {
  static constexpr auto all = std::tuple{field("face", &policy::RuleClock::face_)};
};

}  // namespace entrepot
