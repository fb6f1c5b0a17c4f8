// Controls on high-bandwidth memory as a component.

#include "supply_rule.hpp"

namespace entrepot::policy {
namespace {

struct MemoryRule {
  std::vector<std::string> vendors;
  double imports;
  double grey;

  template <class Rows>
  static void rows(Rows& row) {
    using R = MemoryRule;
    // clang-format off
    row("vendors", &R::vendors, vendors_row());
    row("imports", &R::imports, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Factor on lawful imports of memory stacks."});
    row("grey", &R::grey, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Factor on stacks that arrive against the rules: the enforcement of the control."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    SupplyRule rule = supply_rule(context, vendors);
    rule.imported_stacks = imports;
    rule.grey_stacks = grey;
    contributions.levers.supply.push_back(std::move(rule));
  }

  /// Vendors with lines that get memory which the rule lowers while it is in force.
  [[nodiscard]] Names supplied(const RuleReach& reach) const {
    return reached_vendors(reach, [&](const scenario::SupplyLimits& limits) {
      return limits.memory_stacks && reach.on_any_day([&](Date day) {
        return (imports < 1 && limits.imported_stacks.at(day) > 0) || (grey < 1 && limits.grey_stacks.at(day) > 0);
      });
    });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (imports >= 1 && grey >= 1) return "it lets all memory arrive: 'imports' and 'grey' are 1";
    if (!supplied(reach).empty()) return {};
    return fmt::format("no line that it reaches gets such memory {} (lines.*.limits)", reach.period());
  }
};

}  // namespace

Instrument memory_rule() {
  return instrument<MemoryRule>(
      {.name = "memory_rule",
       .meaning = "Stops imports of memory stacks, or lowers those that arrive against the rules.",
       .also = "HBM control, enforcement on memory"});
}

}  // namespace entrepot::policy
