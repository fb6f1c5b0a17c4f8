#include "entrepot/model/policy/rule_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "entrepot/core/error.hpp"

namespace entrepot::policy {
namespace {

constexpr Week forever = INT32_MAX;

bool waits(const scenario::Rule& rule) { return rule.trigger.observe != scenario::Observable::nothing; }

bool holds(const Requirement& requirement, ProductId p, JurisdictionId use, JurisdictionId parent) {
  return requirement.products[p.row()] != 0 && (requirement.uses[use.row()] || requirement.parents[parent.row()]);
}

/// The review of a requirement after applying the rules that relax it.
Decision relaxed(const Requirement& base, const std::vector<Requirement>& all, ProductId p, JurisdictionId use,
                 JurisdictionId parent) {
  Decision decision{base.review, base.rule};
  for (const auto& other : all) {
    const bool relaxes = std::find(other.relaxes.begin(), other.relaxes.end(), base.rule) != other.relaxes.end();
    if (relaxes && holds(other, p, use, parent) && other.review < decision.review)
      decision = {other.review, other.rule};
  }
  return decision;
}

}  // namespace

RuleTable::RuleTable(std::size_t products, std::size_t vendors, std::size_t jurisdictions, std::size_t rules)
    : jurisdictions_(jurisdictions),
      decisions_(products * jurisdictions * jurisdictions),
      restricted_from_(products * jurisdictions * jurisdictions, never),
      controlled_(products, 0),
      levies_(rules),
      levers_(products, vendors, jurisdictions, rules) {}

bool RuleTable::same_terms(const Decision& own, const RuleTable& other, const Decision& theirs) const {
  if (own.review != theirs.review) return false;
  if (own.rule == theirs.rule) return true;
  const auto on = [](const RuleTable& table, RuleId rule) {
    const auto of = [&](const auto& terms) { return terms.licence_rule == rule; };
    return table.levy(rule) != Levy{} || (rule.exists() && table.levers_.licences[rule] != LicenceTerms{}) ||
           std::any_of(table.volume_caps_.begin(), table.volume_caps_.end(), of) ||
           std::any_of(table.country_caps_.begin(), table.country_caps_.end(), of) ||
           std::any_of(table.exemptions_.begin(), table.exemptions_.end(), of);
  };
  return !on(*this, own.rule) && !on(other, theirs.rule);
}

bool RuleTable::same_effect(const RuleTable& other) const {
  for (std::size_t c = 0; c < decisions_.size(); ++c) {
    if (!same_terms(decisions_[c], other, other.decisions_[c])) return false;
  }
  return restricted_from_ == other.restricted_from_ && levies_ == other.levies_ && volume_caps_ == other.volume_caps_ &&
         country_caps_ == other.country_caps_ && exemptions_ == other.exemptions_ && levers_ == other.levers_;
}

RuleBook::RuleBook(const scenario::Scenario& scenario, const Calendar& calendar,
                   const world::Jurisdictions& jurisdictions, const world::Catalogue& catalogue)
    : calendar_(calendar), jurisdictions_(jurisdictions), catalogue_(catalogue) {
  read_rules(scenario, calendar);
  compile_all();
}

void RuleBook::compile_all() {
  const auto changes = change_weeks();
  const SetOff none(size(), 0);
  tables_.clear();
  table_of_week_.clear();
  for (const Week week : changes) tables_.push_back(compile(week, none));
  for (Week week = 0; week < calendar_.weeks(); ++week) {
    const auto after = std::upper_bound(changes.begin(), changes.end(), week);
    table_of_week_.push_back(static_cast<std::uint32_t>(after - changes.begin() - 1));
  }
}

RuleBook RuleBook::without_end(RuleId id) const {
  RuleBook changed = *this;
  changed.dates_[id.row()].end = forever;
  changed.compile_all();
  return changed;
}

RuleBook RuleBook::without_withdrawal(RuleId id) const {
  RuleBook changed = *this;
  changed.dates_[id.row()].withdrawn = forever;
  changed.compile_all();
  return changed;
}

void RuleBook::read_rules(const scenario::Scenario& scenario, const Calendar& calendar) {
  for (const auto& [name, rule] : scenario.rules) {
    const auto& known = instruments();
    const auto kind = std::find_if(known.begin(), known.end(),
                                   [&kind_name = rule.instrument](const Instrument& i) { return i.name == kind_name; });
    if (kind == known.end()) throw Error(fmt::format("rules.{}: no instrument '{}'", name, rule.instrument));
    names_.push_back(name);
    rules_.push_back(&rule);
    kinds_.push_back(&*kind);
    const Week effective = calendar.week_of(rule.effective);
    dates_.push_back({rule.announced ? calendar.week_of(*rule.announced) : effective, effective,
                      rule.ends ? calendar.week_of(*rule.ends) : forever,
                      rule.withdrawn ? calendar.week_of(*rule.withdrawn) : forever,
                      rule.suspended_from ? calendar.week_of(*rule.suspended_from) : forever,
                      rule.suspended_until ? calendar.week_of(*rule.suspended_until) : forever});
  }
}

std::vector<Week> RuleBook::change_weeks() const {
  std::set<Week> changes{0};
  const auto add = [&](Week week) {
    if (week > 0 && week < calendar_.weeks()) changes.insert(week);
  };
  for (const Dates& dates : dates_) {
    for (const Week week :
         {dates.announced, dates.effective, dates.end, dates.withdrawn, dates.suspended, dates.resumed})
      add(week);
  }
  for (const scenario::Rule* rule : rules_) {
    for (const Date day : rule->parameters->changes()) add(calendar_.week_of(day));
  }
  for (const auto& place : jurisdictions_.facts) {
    for (const auto& [day, groups] : place.groups_from) add(calendar_.week_of(day));
  }
  return {changes.begin(), changes.end()};
}

Contributions RuleBook::no_contributions() const {
  Contributions drafted;
  drafted.levies.assign(size(), Levy{});
  drafted.levers = Levers(catalogue_.products.size(), catalogue_.vendors.size(), jurisdictions_.size(), size());
  return drafted;
}

void RuleBook::contribute(RuleId id, Week at, Contributions& drafted) const {
  const auto by_name = [this](const std::string& name) {
    const auto it = std::find(names_.begin(), names_.end(), name);
    if (it == names_.end()) throw Error(fmt::format("no rule '{}'", name), ExitCode::bad_input);
    return RuleId{static_cast<std::size_t>(it - names_.begin())};
  };
  // What comes on a day holds for its whole week, so the last day of the week decides.
  const Date day = calendar_.date_of(at + 1) + -1;
  rules_[id.row()]->parameters->contribute({id, day, jurisdictions_, catalogue_, by_name}, drafted);
}

Contributions RuleBook::contributions(Week known, Week at, const SetOff& set_off) const {
  Contributions drafted = no_contributions();
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    if (!dates_[r].known(known) || !dates_[r].in_force(at)) continue;
    if (waits(*rules_[r]) && set_off[r] == 0) continue;
    contribute(RuleId{r}, at, drafted);
  }
  return drafted;
}

Contributions RuleBook::effect_of(RuleId id) const {
  std::vector<Week> weeks = change_weeks();
  std::erase_if(weeks, [&](Week week) { return !dated_for(id, week); });
  if (weeks.empty()) weeks.push_back(dates_[id.row()].effective);
  Contributions drafted = no_contributions();
  contribute(id, weeks.front(), drafted);
  for (const Week week : weeks) {
    Contributions then = no_contributions();
    contribute(id, week, then);
    for (std::size_t r = 0; r < drafted.requirements.size(); ++r) {
      drafted.requirements[r].uses |= then.requirements[r].uses;
      drafted.requirements[r].parents |= then.requirements[r].parents;
    }
  }
  return drafted;
}

RuleTable RuleBook::foreseen(Week known, Week at) const {
  RuleTable then = empty_table();
  decide(contributions(known, at, SetOff(size(), 0)), then);
  return then;
}

bool RuleBook::outranks(Decision a, Decision b) const {
  if (a.review != b.review) return a.review > b.review;
  return a.rule.exists() && b.rule.exists() && dates_[a.rule.row()].effective < dates_[b.rule.row()].effective;
}

void RuleBook::decide(const Contributions& drafted, RuleTable& table) const {
  for (const ProductId p : Rows<ProductId>(catalogue_.products.size())) {
    if (catalogue_.vendors.under_controls[catalogue_.products.vendor[p]] == 0) continue;
    for (const JurisdictionId use : Rows<JurisdictionId>(jurisdictions_.size())) {
      for (const JurisdictionId parent : Rows<JurisdictionId>(jurisdictions_.size())) {
        Decision strictest;
        for (const auto& requirement : drafted.requirements) {
          if (!requirement.relaxes.empty() || !holds(requirement, p, use, parent)) continue;
          const Decision decision = relaxed(requirement, drafted.requirements, p, use, parent);
          if (outranks(decision, strictest)) strictest = decision;
        }
        table.decisions_[table.cell(p, use, parent)] = strictest;
        if (strictest.licence_required()) table.controlled_[p] = 1;
      }
    }
  }
}

RuleTable RuleBook::empty_table() const {
  return {catalogue_.products.size(), catalogue_.vendors.size(), jurisdictions_.size(), size()};
}

RuleTable RuleBook::compile(Week week, const SetOff& set_off) const {
  RuleTable table = empty_table();
  Contributions drafted = contributions(week, week, set_off);
  decide(drafted, table);
  table.levies_ = std::move(drafted.levies);
  table.volume_caps_ = std::move(drafted.volume_caps);
  table.country_caps_ = std::move(drafted.country_caps);
  table.exemptions_ = std::move(drafted.exemptions);
  table.levers_ = std::move(drafted.levers);
  foresee(week, set_off, table);
  return table;
}

RuleTable RuleBook::with_triggers(Week week, const SetOff& set_off) const { return compile(week, set_off); }

bool RuleBook::has_triggers() const {
  return std::any_of(rules_.begin(), rules_.end(), [](const scenario::Rule* rule) { return waits(*rule); });
}

void RuleBook::foresee(Week week, const SetOff& set_off, RuleTable& table) const {
  std::set<Week> ahead;
  for (const Dates& dates : dates_) {
    if (!dates.known(week)) continue;
    for (const Week start : {dates.effective, dates.resumed})
      if (start > week) ahead.insert(start);
  }
  for (const Week future : ahead) {
    if (future >= RuleTable::never) continue;
    RuleTable then = empty_table();
    decide(contributions(week, future, set_off), then);
    for (std::size_t c = 0; c < table.decisions_.size(); ++c) {
      const bool newly = then.decisions_[c].review > Review::approve && table.decisions_[c].review <= Review::approve;
      if (newly && table.restricted_from_[c] == RuleTable::never) {
        table.restricted_from_[c] = static_cast<std::int16_t>(future);
      }
    }
  }
}

}  // namespace entrepot::policy
