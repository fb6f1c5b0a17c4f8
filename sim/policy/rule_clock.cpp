#include "entrepot/policy/rule_clock.hpp"

namespace entrepot::policy {

RuleClock::RuleClock(const RuleBook& book, const world::Jurisdictions& jurisdictions)
    : book_(book), set_off_(book.size(), 0) {
  for (const RuleId rule : Rows<RuleId>(book.size())) {
    const auto& trigger = book.rule(rule).trigger;
    if (trigger.observe == scenario::Observable::nothing) continue;
    watches_.push_back({rule, trigger.place.empty() ? JurisdictionId::none() : jurisdictions.find(trigger.place)});
  }
}

void RuleClock::look(Watch& watch, Week week, const Observe& observe) {
  const auto& trigger = book_.rule(watch.rule).trigger;
  char& on = set_off_[watch.rule.row()];
  if (!book_.dated_for(watch.rule, week)) {
    on = 0;
    watch.due = no_week;
    return;
  }
  const double value = observe(trigger.observe, watch.place);
  if (on != 0) {
    if (trigger.until_below && value < *trigger.until_below) {
      on = 0;
      watch.due = no_week;
    }
    return;
  }
  if (watch.due == no_week && value > trigger.above) watch.due = week + static_cast<Week>(trigger.lag_weeks);
  if (watch.due != no_week && watch.due <= week) on = 1;
}

const RuleTable& RuleClock::table(Week week) {
  if (watches_.empty()) return book_.in_week(week);
  auto& kept = kept_[{book_.span_of(week), set_off_}];
  if (kept == nullptr) kept = std::make_unique<RuleTable>(book_.with_triggers(week, set_off_));
  return *kept;
}

const RuleTable& RuleClock::advance(Week week, const Observe& observe) {
  for (Watch& watch : watches_) look(watch, week, observe);
  const RuleTable& now = table(week);
  changed_ = current_ != nullptr && current_ != &now;
  current_ = &now;
  return now;
}

}  // namespace entrepot::policy
