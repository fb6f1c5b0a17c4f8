#include "entrepot/model/policy/rule_clock.hpp"

namespace entrepot::policy {

RuleClock::RuleClock(const RuleBook& book, const world::Jurisdictions& jurisdictions)
    : book_(book), face_{.watches = {}, .set_off = SetOff(book.size(), 0)} {
  for (const RuleId rule : Rows<RuleId>(book.size())) {
    const auto& trigger = book.rule(rule).trigger;
    if (trigger.observe == scenario::Observable::nothing) continue;
    face_.watches.push_back({rule, trigger.place.empty() ? JurisdictionId::none() : jurisdictions.find(trigger.place)});
  }
}

void RuleClock::look(RuleWatch& watch, Week week, const Observe& observe) {
  const auto& trigger = book_.rule(watch.rule).trigger;
  char& on = face_.set_off[watch.rule.row()];
  if (!book_.dated_for(watch.rule, week)) {
    on = 0;
    watch.due = RuleWatch::no_week;
    return;
  }
  const double value = observe(trigger.observe, watch.place);
  if (on != 0) {
    if (trigger.until_below && value < *trigger.until_below) {
      on = 0;
      watch.due = RuleWatch::no_week;
    }
    return;
  }
  if (watch.due == RuleWatch::no_week && value > trigger.above) watch.due = week + static_cast<Week>(trigger.lag_weeks);
  if (watch.due != RuleWatch::no_week && watch.due <= week) on = 1;
}

const RuleTable& RuleClock::table(Week week) {
  if (face_.watches.empty()) return book_.in_week(week);
  auto& kept = kept_[{book_.span_of(week), face_.set_off}];
  if (kept == nullptr) kept = std::make_unique<RuleTable>(book_.with_triggers(week, face_.set_off));
  return *kept;
}

const RuleTable& RuleClock::advance(Week week, const Observe& observe) {
  const RuleTable* before = face_.week == ClockFace::not_begun ? nullptr : &table(face_.week);
  trigger_changes_.clear();
  for (RuleWatch& watch : face_.watches) {
    const char& set_off = face_.set_off[watch.rule.row()];
    const char was_set_off = set_off;
    look(watch, week, observe);
    if (set_off != was_set_off) trigger_changes_.push_back({watch.rule, set_off != 0});
  }
  const RuleTable& now = table(week);
  changed_ = before != nullptr && before != &now;
  face_.week = week;
  return now;
}

}  // namespace entrepot::policy
