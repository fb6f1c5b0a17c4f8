// Due diligence of foundries: dies for a listed designer are no longer made abroad. Dies in stock stay.

#include "supply_rule.hpp"

namespace entrepot::policy {
namespace {

struct FoundryRule {
  std::vector<std::string> vendors;
  double foreign_dies;

  template <class Rows>
  static void rows(Rows& row) {
    using R = FoundryRule;
    // clang-format off
    row("vendors", &R::vendors, vendors_row());
    row("foreign_dies", &R::foreign_dies, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Factor on dies that arrive from foundries abroad; 0 stops them."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    SupplyRule rule = supply_rule(context, vendors);
    rule.foreign_dies = foreign_dies;
    contributions.levers.supply.push_back(std::move(rule));
  }

  /// Vendors with lines that get dies from abroad while the rule is in force.
  [[nodiscard]] static Names supplied(const RuleReach& reach) {
    return reached_vendors(reach, [&](const scenario::SupplyLimits& limits) {
      return limits.wafers && reach.on_any_day([&](Date day) { return limits.foreign_dies.at(day) > 0; });
    });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (foreign_dies >= 1) return "it lets all dies arrive, because 'foreign_dies' is 1";
    if (!supplied(reach).empty()) return {};
    return fmt::format("no line that it reaches gets dies from abroad {} (lines.*.limits.foreign_dies)",
                       reach.period());
  }
};

}  // namespace

Instrument foundry_rule() {
  return instrument<FoundryRule>({.name = "foundry_rule",
                                  .meaning = "Stops dies made abroad for the vendors that it reaches.",
                                  .also = "foundry due diligence rule, TSMC dies"});
}

}  // namespace entrepot::policy
