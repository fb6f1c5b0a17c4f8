// End-use checks that are dedicated to a hub: on top of the budget for all the world, and spent nowhere else.

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
    row("checks_per_year", &HubEndUseChecks::checks_per_year, {.unit = "checks/year", .min = 0, .max = 1e6, .meaning = "End-use checks of consignees of chips in each of the hubs, on top of those for all the world. Checks without a consignee to check are not made up for."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, hubs, [&](JurisdictionId j) { contributions.levers.hub_checks[j] += checks_per_year; });
  }
};

}  // namespace

Instrument hub_end_use_checks() {
  return instrument<HubEndUseChecks>({.name = "hub_end_use_checks",
                                      .meaning = "Dedicates end-use checks to the consignees of a hub.",
                                      .also = "post-shipment verification, inspection, audit"});
}

}  // namespace entrepot::policy
