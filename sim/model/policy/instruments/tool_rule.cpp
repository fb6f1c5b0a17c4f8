// Controls on tools for making chips and memory. They do not stop what is installed: they lower growth after a lag, and
// without service the yield falls.

#include "supply_rule.hpp"

namespace entrepot::policy {
namespace {

struct ToolRule {
  std::vector<std::string> vendors;
  double growth;
  std::int64_t lag_weeks;
  double service;

  template <class Rows>
  static void rows(Rows& row) {
    using R = ToolRule;
    // clang-format off
    row("vendors", &R::vendors, vendors_row());
    row("growth", &R::growth, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the planned growth of wafers and of domestic memory that remains; levels reached before the effect stay."});
    row("lag_weeks", &R::lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "58", .meaning = "Time from the first day in force to the effect.", .source = "general knowledge, C: 9 to 18 months from delivery of a tool to output"});
    row("service", &R::service, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Factor on the yield of dies and of domestic memory after that lag, where service and spare parts are barred too."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    SupplyRule rule = supply_rule(context, vendors);
    rule.growth = growth;
    rule.lag_weeks = lag_weeks;
    rule.service = service;
    contributions.levers.supply.push_back(std::move(rule));
  }

  /// Vendors with lines that domestic wafers or memory limit.
  [[nodiscard]] static Names limited(const RuleReach& reach) {
    return reached_vendors(reach, [](const scenario::SupplyLimits& limits) { return limits.exist(); });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (growth >= 1 && service >= 1) return "it lowers nothing: 'growth' and 'service' are 1";
    if (limited(reach).empty()) return "no line that it reaches is limited by wafers or memory (lines.*.limits)";
    if (reach.lasts(lag_weeks)) return {};
    return fmt::format("its effect comes {} weeks after {}, when it is no longer in force or the run is over",
                       lag_weeks, reach.rule().effective.iso());
  }

  [[nodiscard]] Remark dates(const RuleReach& reach) const {
    if (lag_weeks <= 0 || reach.rule().trigger.observe == scenario::Observable::nothing) return {};
    return fmt::format(
        "its lag of {} weeks counts from its effective date, {}, not from the day on which its trigger is "
        "met: once the lag is over, it acts on that day",
        lag_weeks, reach.rule().effective.iso());
  }
};

}  // namespace

Instrument tool_rule() {
  return instrument<ToolRule>({.name = "tool_rule",
                               .meaning = "Lowers the growth of wafers and memory by controls on tools.",
                               .also = "MATCH Act, semiconductor manufacturing equipment, lithography, servicing ban"});
}

}  // namespace entrepot::policy
