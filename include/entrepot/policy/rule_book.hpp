#pragma once
// All rules of a scenario, compiled for every week of the run.

#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/policy/instrument.hpp"
#include "entrepot/policy/rule_table.hpp"

namespace entrepot::policy {

class RuleBook {
 public:
  RuleBook(const scenario::Scenario& scenario, const Calendar& calendar, const world::Jurisdictions& jurisdictions,
           const world::Catalogue& catalogue);
  [[nodiscard]] const RuleTable& in_week(Week week) const { return tables_[table_of_week_[week]]; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  struct Dates {
    Week announced;
    Week effective;
    Week end;
    Week withdrawn;
    [[nodiscard]] bool known(Week week) const { return announced <= week && week < withdrawn; }
    [[nodiscard]] bool in_force(Week week) const { return effective <= week && week < end; }
  };
  void read_rules(const scenario::Scenario& scenario, const Calendar& calendar);
  [[nodiscard]] std::vector<Week> change_weeks(Week weeks) const;
  /// The contributions of the rules known (announced) by week `known` and in force in week `at`.
  [[nodiscard]] Contributions contributions(Week known, Week at) const;
  void decide(const Contributions& drafted, RuleTable& table) const;
  [[nodiscard]] RuleTable compile(Week week) const;
  void foresee(Week week, RuleTable& table) const;

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
