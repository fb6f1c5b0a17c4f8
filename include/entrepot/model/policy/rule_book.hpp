#pragma once
// All rules of a scenario, compiled for every week of the run.

#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/policy/rule_table.hpp"

namespace entrepot::policy {

/// By rule row: whether the rule's trigger condition is met. Ignored for rules without a trigger.
using SetOff = std::vector<char>;

class RuleBook {
 public:
  RuleBook(const scenario::Scenario& scenario, const Calendar& calendar, const world::Jurisdictions& jurisdictions,
           const world::Catalogue& catalogue);
  /// The rules in a week, with no trigger condition met.
  [[nodiscard]] const RuleTable& in_week(Week week) const { return tables_[table_of_week_[week]]; }
  /// The same with given trigger conditions; the caller stores the result (RuleClock).
  [[nodiscard]] RuleTable with_triggers(Week week, const SetOff& set_off) const;
  /// Number of the span that contains a week; a span is a range of weeks without a dated change.
  [[nodiscard]] std::size_t span_of(Week week) const { return table_of_week_[week]; }
  [[nodiscard]] bool has_triggers() const;
  [[nodiscard]] const scenario::Rule& rule(RuleId id) const { return *rules_[id.row()]; }
  [[nodiscard]] const std::string& name(RuleId id) const { return names_[id.row()]; }
  [[nodiscard]] const Instrument& instrument(RuleId id) const { return *kinds_[id.row()]; }
  /// Whether a rule's dates allow it to be in force in a week; its trigger condition may not be met.
  [[nodiscard]] bool dated_for(RuleId id, Week week) const {
    return dates_[id.row()].known(week) && dates_[id.row()].in_force(week);
  }
  /// The same rules, except that one never ends or is never withdrawn.
  [[nodiscard]] RuleBook without_end(RuleId id) const;
  [[nodiscard]] RuleBook without_withdrawal(RuleId id) const;
  /// The contribution of a single rule, ignoring its trigger and whether its dates put it in force in the run. A
  /// licence requirement has all places that it names in any week in force.
  [[nodiscard]] Contributions effect_of(RuleId id) const;
  /// The decisions (only) in a later week according to the rules known in an earlier one, with no trigger condition
  /// met.
  [[nodiscard]] RuleTable foreseen(Week known, Week at) const;
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  struct Dates {
    Week announced;
    Week effective;
    Week end;
    Week withdrawn;
    Week suspended;
    Week resumed;
    [[nodiscard]] bool known(Week week) const { return announced <= week && week < withdrawn; }
    [[nodiscard]] bool in_force(Week week) const {
      return effective <= week && week < end && !(suspended <= week && week < resumed);
    }
  };
  void read_rules(const scenario::Scenario& scenario, const Calendar& calendar);
  void compile_all();
  [[nodiscard]] std::vector<Week> change_weeks() const;
  /// The contributions of the rules announced by week `known` and in force in week `at`; rules with a trigger only if
  /// its condition is met.
  [[nodiscard]] Contributions contributions(Week known, Week at, const SetOff& set_off) const;
  /// The stricter review decides; of equal ones the rule that entered into force first, then the first by name.
  [[nodiscard]] bool outranks(Decision a, Decision b) const;
  void decide(const Contributions& drafted, RuleTable& table) const;
  [[nodiscard]] RuleTable compile(Week week, const SetOff& set_off) const;
  void foresee(Week week, const SetOff& set_off, RuleTable& table) const;
  [[nodiscard]] RuleTable empty_table() const;
  [[nodiscard]] Contributions no_contributions() const;
  void contribute(RuleId id, Week at, Contributions& drafted) const;

  Calendar calendar_;
  const world::Jurisdictions& jurisdictions_;
  const world::Catalogue& catalogue_;
  std::vector<std::string> names_;
  std::vector<const scenario::Rule*> rules_;
  std::vector<const Instrument*> kinds_;
  std::vector<Dates> dates_;
  std::vector<RuleTable> tables_;
  std::vector<std::uint32_t> table_of_week_;
};

}  // namespace entrepot::policy
