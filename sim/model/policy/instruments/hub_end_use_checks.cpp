// End-use checks dedicated to a hub, in addition to the worldwide budget.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct HubEndUseChecks {
  std::vector<std::string> hubs;
  double checks_per_year;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("hubs", &HubEndUseChecks::hubs, {.refers_to = "places", .meaning = "Hubs whose consignees are checked."});
    row("checks_per_year", &HubEndUseChecks::checks_per_year, {.unit = "checks/year", .min = 0, .max = 1e6, .meaning = "Additional end-use checks of chip consignees in each hub. Checks that find no consignee are not made up later."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, hubs, [&](JurisdictionId j) { contributions.levers.hub_checks[j] += checks_per_year; });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (checks_per_year <= 0) return "it adds no check, because 'checks_per_year' is 0";
    return nobody_in(reach, hubs, reach.watched(), "no intermediary receives goods in a hub");
  }
};

}  // namespace

Instrument hub_end_use_checks() {
  return instrument<HubEndUseChecks>({.name = "hub_end_use_checks",
                                      .meaning = "Dedicates end-use checks to the consignees of a hub.",
                                      .also = "post-shipment verification, inspection, audit"});
}

}  // namespace entrepot::policy
