// Suppliers must report what they learn of diversion, and stop supplying whom it concerns (a duty in the Chip Security
// Act).

#include "enforcement_remarks.hpp"

namespace entrepot::policy {
namespace {

struct ReportDuty {
  double reported_share;
  double supply_stopped;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("reported_share", &ReportDuty::reported_share, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Least share of refused orders, and of goods not found at their site, that suppliers report. Floor of screening.report_share and enforcement.report_share."});
    row("supply_stopped", &ReportDuty::supply_stopped, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Least share of firms found to divert, by whatever means, that the vendor's partners stop supplying."});
    // clang-format on
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    at_least(contributions.levers.reports, reported_share);
    at_least(contributions.levers.supply_stops, supply_stopped);
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    const double already = std::min(reach.scenario().screening.report_share, reach.scenario().enforcement.report_share);
    if (supply_stopped > 0 || reported_share > already) return no_intermediaries(reach);
    return fmt::format(
        "suppliers report a share of {} or more already (screening.report_share, enforcement.report_share)", already);
  }

  [[nodiscard]] Remark wide(const RuleReach&) const {
    return "binds every supplier in every place, for every product; no key limits it";
  }
};

}  // namespace

Instrument report_duty() {
  return instrument<ReportDuty>(
      {.name = "report_duty",
       .meaning = "Requires suppliers to report signs of diversion, and to stop supplying firms found to divert.",
       .also = "Chip Security Act, suspicious activity report, notification, is-informed letter, certificate, "
               "compliance programme",
       .reach = "all suppliers"});
}

}  // namespace entrepot::policy
