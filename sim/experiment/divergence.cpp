#include "entrepot/experiment/divergence.hpp"

#include <algorithm>

#include "entrepot/core/error.hpp"
#include "entrepot/core/purposes.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/state.hpp"
#include "side_by_side.hpp"

namespace entrepot::experiment {
namespace {

using model::Replicate;
using model::WeekContext;
using policy::RuleTable;

constexpr std::string_view review_names[] = {"no licence needed", "approve", "case by case", "presumption of denial",
                                             "deny"};

std::string said(const policy::Decision& decision, const model::Setting& setting) {
  const auto review = review_names[static_cast<std::size_t>(decision.review)];
  return decision.rule.exists() ? fmt::format("{} ({})", review, setting.rules.name(decision.rule))
                                : std::string(review);
}

class TwoRuns {
 public:
  TwoRuns(const model::Setting& a, const model::Setting& b, std::uint32_t replicate)
      : a_(a, replicate), b_(b, replicate), rows_(a_, b_) {
    found_.weeks = std::min(a.calendar.weeks(), b.calendar.weeks());
  }

  Divergence run() {
    compare_populations();
    if (compare_states(-1, {"opening", nullptr, {}, {}, ""})) return std::move(found_);
    for (Week week = 0; week < found_.weeks; ++week) {
      WeekContext a = a_.open(week);
      WeekContext b = b_.open(week);
      compare_rules(a, b);
      for (const model::Phase& phase : model::week_phases()) {
        phase.run(a);
        phase.run(b);
        if (compare_states(week, phase, &a, &b)) return std::move(found_);
      }
    }
    return std::move(found_);
  }

 private:
  template <class Table>
  void count_groups(SideBySide& side, const std::string& name, const Table& a, const Table& b) const {
    const auto count = [](const Table& table, const std::string& group) {
      std::size_t members = 0;
      for (const auto row : table.group) members += table.group_names[row] == group ? 1 : 0;
      return members;
    };
    std::vector<std::string> groups = a.group_names;
    groups.insert(groups.end(), b.group_names.begin(), b.group_names.end());
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    for (const auto& group : groups) {
      const auto in_a = count(a, group);
      const auto in_b = count(b, group);
      if (in_a != in_b)
        side.add({name, "group " + group, fmt::format("{} agents", in_a), fmt::format("{} agents", in_b)});
    }
  }

  void compare_populations() {
    SideBySide side(rows_);
    count_groups(side, "buyers", a_.agents().buyers, b_.agents().buyers);
    count_groups(side, "intermediaries", a_.agents().intermediaries, b_.agents().intermediaries);
    count_groups(side, "channel_partners", a_.agents().channels, b_.agents().channels);
    side.compare("", a_.agents(), b_.agents());
    found_.population = side.take();
  }

  /// Decisions and dates of foreseen ones, up to the first that differs.
  void compare_decisions(SideBySide& side, const RuleTable& a, const RuleTable& b) const {
    const auto products = rows_.size_in_a(Axis::product);
    const auto places = rows_.size_in_a(Axis::place);
    for (std::size_t p = 0; p < products; ++p) {
      for (std::size_t use = 0; use < places; ++use) {
        for (std::size_t parent = 0; parent < places; ++parent) {
          if (differ(side, a, b, ProductId{p}, JurisdictionId{use}, JurisdictionId{parent})) return;
        }
      }
    }
  }
  bool differ(SideBySide& side, const RuleTable& a, const RuleTable& b, ProductId p, JurisdictionId use,
              JurisdictionId parent) const {
    const auto product = rows_.in_b(Axis::product, p.row());
    const auto use_b = rows_.in_b(Axis::place, use.row());
    const auto parent_b = rows_.in_b(Axis::place, parent.row());
    if (product == Alignment::none || use_b == Alignment::none || parent_b == Alignment::none) return false;
    const auto where = [&] {
      return fmt::format("{}, used in {}, parent in {}", rows_.name_in_a(Axis::product, p.row()),
                         rows_.name_in_a(Axis::place, use.row()).substr(6),
                         rows_.name_in_a(Axis::place, parent.row()).substr(6));
    };
    const auto in_a = said(a.decision(p, use, parent), a_.setting());
    const auto in_b =
        said(b.decision(ProductId{product}, JurisdictionId{use_b}, JurisdictionId{parent_b}), b_.setting());
    if (in_a != in_b) {
      side.add({"decision", where(), in_a, in_b});
      return true;
    }
    const Week from_a = a.restricted_from(p, use, parent);
    const Week from_b = b.restricted_from(ProductId{product}, JurisdictionId{use_b}, JurisdictionId{parent_b});
    if (from_a == from_b) return false;
    const auto announced = [](Week week) {
      return week == RuleTable::never ? std::string("nothing announced")
                                      : fmt::format("licence needed from week {}", week);
    };
    side.add({"announced", where(), announced(from_a), announced(from_b)});
    return true;
  }

  void compare_levies(SideBySide& side, const RuleTable& a, const RuleTable& b) const {
    for (std::size_t rule = 0; rule < rows_.size_in_a(Axis::rule); ++rule) {
      const auto other = rows_.in_b(Axis::rule, rule);
      if (other == Alignment::none) continue;
      const auto in_a = a.levy(RuleId{rule});
      const auto in_b = b.levy(RuleId{std::size_t{other}});
      if (in_a.duty == in_b.duty && in_a.revenue_share == in_b.revenue_share) continue;
      side.add({"levy", rows_.name_in_a(Axis::rule, rule),
                fmt::format("duty {}, share {}", in_a.duty, in_a.revenue_share),
                fmt::format("duty {}, share {}", in_b.duty, in_b.revenue_share)});
      return;
    }
  }

  /// The rules in force of the first week in which they differ.
  void compare_rules(const WeekContext& a, const WeekContext& b) {
    const bool looked = last_a_ == &a.rules && last_b_ == &b.rules;
    last_a_ = &a.rules;
    last_b_ = &b.rules;
    if (looked || !found_.rules.empty()) return;
    SideBySide side(rows_);
    compare_decisions(side, a.rules, b.rules);
    compare_levies(side, a.rules, b.rules);
    const auto listed = [&](const auto& name, const auto& in_a, const auto& in_b) {
      using Rule = typename std::remove_cvref_t<decltype(in_a)>::value_type;
      side.compare_table(name, Shape{}, std::vector<Rule>(in_a.begin(), in_a.end()),
                         std::vector<Rule>(in_b.begin(), in_b.end()));
    };
    listed("volume_caps", a.rules.volume_caps(), b.rules.volume_caps());
    listed("country_caps", a.rules.country_caps(), b.rules.country_caps());
    listed("exemptions", a.rules.exemptions(), b.rules.exemptions());
    side.compare("levers", a.rules.levers(), b.rules.levers());
    found_.rules = side.take();
    if (!found_.rules.empty()) found_.rules_week = a.number;
  }

  /// Whether the runs have diverged after a phase.
  bool compare_states(Week week, const model::Phase& phase, const WeekContext* a = nullptr,
                      const WeekContext* b = nullptr) {
    SideBySide side(rows_);
    side.compare("", a_.state(), b_.state());
    if (a != nullptr) side.compare("messages", a->messages, b->messages);
    side.compare("published", a_.record().published, b_.record().published);
    found_.state = side.take();
    if (found_.state.empty()) return false;
    found_.week = week;
    found_.phase = phase.name;
    found_.draws = names_of(phase.draws);
    return true;
  }

  Replicate a_;
  Replicate b_;
  Alignment rows_;
  const RuleTable* last_a_ = nullptr;
  const RuleTable* last_b_ = nullptr;
  Divergence found_;
};

}  // namespace

Divergence diverge(const model::Setting& a, const model::Setting& b, std::uint32_t replicate) {
  if (a.calendar.start() != b.calendar.start()) {
    throw Error(
        fmt::format("the runs start on different days, {} and {}", a.calendar.start().iso(), b.calendar.start().iso()),
        ExitCode::bad_input);
  }
  return TwoRuns(a, b, replicate).run();
}

}  // namespace entrepot::experiment
