// A hub requires its own permit for exports and transit of the chips (Malaysia, July 2025): its customs inspect more of
// the departing consignments.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct HubPermit {
  std::vector<std::string> hubs;
  double inspection_factor;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("hubs", &HubPermit::hubs, {.refers_to = "places", .meaning = "Hubs that require the permit."});
    row("inspection_factor", &HubPermit::inspection_factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = "Factor on the share of departing consignments that customs open."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, hubs, [&](JurisdictionId j) { contributions.levers.inspection[j] *= inspection_factor; });
  }
};

}  // namespace

Instrument hub_permit() {
  return instrument<HubPermit>({.name = "hub_permit",
                                .meaning = "Raises the share of departing consignments that a hub's customs open.",
                                .also = "transshipment permit, transit permit, strategic trade act, re-export"});
}

}  // namespace entrepot::policy
