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
};

}  // namespace

Instrument tool_rule() {
  return instrument<ToolRule>({.name = "tool_rule",
                               .meaning = "Lowers the growth of wafers and memory by controls on tools.",
                               .also = "MATCH Act, semiconductor manufacturing equipment, lithography, servicing ban"});
}

}  // namespace entrepot::policy
